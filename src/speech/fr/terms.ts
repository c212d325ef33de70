import { dayAndMonth } from '../calendar.ts';
import { BANK_ACCOUNT, brandName, oneByOne } from '../card.ts';
import type { Terms } from '../catalogue.ts';
import { listed } from '../list.ts';
import { type CurrencyNames, moneyIn } from '../money.ts';
import { spellBy } from '../spelling.ts';

const names: Readonly<Record<string, CurrencyNames>> = {
  usd: ['dollar', 'dollars', 'cent', 'cents'],
  eur: ['euro', 'euros', 'centime', 'centimes'],
  gbp: ['livre', 'livres', 'penny', 'pence'],
  cad: ['dollar canadien', 'dollars canadiens', 'cent', 'cents'],
  aud: ['dollar australien', 'dollars australiens', 'cent', 'cents'],
  nzd: ['dollar néo-zélandais', 'dollars néo-zélandais', 'cent', 'cents'],
  chf: ['franc suisse', 'francs suisses', 'centime', 'centimes'],
  jpy: ['yen', 'yens'],
  mxn: ['peso mexicain', 'pesos mexicains', 'centavo', 'centavos'],
  brl: ['réal brésilien', 'réals brésiliens', 'centavo', 'centavos'],
  sek: ['couronne suédoise', 'couronnes suédoises', 'öre', 'öre'],
  nok: ['couronne norvégienne', 'couronnes norvégiennes', 'øre', 'øre'],
  dkk: ['couronne danoise', 'couronnes danoises', 'øre', 'øre'],
  pln: ['zloty polonais', 'zlotys polonais', 'grosz', 'groszy'],
  inr: ['roupie indienne', 'roupies indiennes', 'paisa', 'paisas'],
  kwd: ['dinar koweïtien', 'dinars koweïtiens', 'fils', 'fils'],
  bhd: ['dinar bahreïni', 'dinars bahreïnis', 'fils', 'fils'],
  jod: ['dinar jordanien', 'dinars jordaniens', 'fils', 'fils'],
};

const alphabet =
  'Anatole Berthe Célestin Désiré Eugène François Gaston Henri Irma Joseph kilo Louis Marcel ' +
  'Nicolas Oscar Pierre Québec Raoul Suzanne Thérèse Ursule Victor William Xavier Yvonne Zoé';

export const terms: Terms = {
  money: moneyIn({ names, and: ' et ', locale: 'fr', grouped: false }),
  day: (date) => {
    const { day, month } = dayAndMonth(date, 'fr');
    return `${day === 1 ? '1er' : day} ${month}`;
  },
  card: ({ brand, last4 }) => {
    const name = brand === BANK_ACCOUNT ? 'compte bancaire' : (brandName(brand) ?? 'carte');
    return `${name} se terminant par ${oneByOne(last4)}`;
  },
  either: (parts) => listed(parts, ' ou '),
  spell: spellBy(alphabet, 'comme'),
};
