import type { Card } from '../../domain/payment.ts';
import { dayAndMonth } from '../calendar.ts';
import { BANK_ACCOUNT, brandName, oneByOne } from '../card.ts';
import type { Terms } from '../catalogue.ts';
import { listed } from '../list.ts';
import { type CurrencyNames, moneyIn } from '../money.ts';
import { spellBy } from '../spelling.ts';

// In the accusative: the sentences are made so that an amount stands in it.
const names: Readonly<Record<string, CurrencyNames>> = {
  usd: ['Dollar', 'Dollar', 'Cent', 'Cent'],
  eur: ['Euro', 'Euro', 'Cent', 'Cent'],
  gbp: ['Pfund', 'Pfund', 'Penny', 'Pence'],
  cad: ['kanadischen Dollar', 'kanadische Dollar', 'Cent', 'Cent'],
  aud: ['australischen Dollar', 'australische Dollar', 'Cent', 'Cent'],
  nzd: ['Neuseeland-Dollar', 'Neuseeland-Dollar', 'Cent', 'Cent'],
  chf: ['Schweizer Franken', 'Schweizer Franken', 'Rappen', 'Rappen'],
  jpy: ['Yen', 'Yen'],
  mxn: ['mexikanischen Peso', 'mexikanische Pesos', 'Centavo', 'Centavos'],
  brl: ['brasilianischen Real', 'brasilianische Real', 'Centavo', 'Centavos'],
  sek: ['schwedische Krone', 'schwedische Kronen', 'Öre', 'Öre'],
  nok: ['norwegische Krone', 'norwegische Kronen', 'Øre', 'Øre'],
  dkk: ['dänische Krone', 'dänische Kronen', 'Øre', 'Øre'],
  pln: ['polnischen Złoty', 'polnische Złoty', 'Grosz', 'Groszy'],
  inr: ['indische Rupie', 'indische Rupien', 'Paisa', 'Paise'],
  kwd: ['Kuwait-Dinar', 'Kuwait-Dinar', 'Fils', 'Fils'],
  bhd: ['Bahrain-Dinar', 'Bahrain-Dinar', 'Fils', 'Fils'],
  jod: ['jordanischen Dinar', 'jordanische Dinar', 'Fils', 'Fils'],
};

const alphabet =
  'Anton Berta Cäsar Dora Emil Friedrich Gustav Heinrich Ida Julius Kaufmann Ludwig Martha Nordpol Otto ' +
  'Paula Quelle Richard Samuel Theodor Ulrich Viktor Wilhelm Xanthippe Ypsilon Zacharias Ärger Ökonom Übermut';

const isAccount = ({ brand }: Card) => brand === BANK_ACCOUNT;

function card(of: Card): string {
  const brand = brandName(of.brand)?.replaceAll(' ', '-');
  const name = isAccount(of) ? 'Bankkonto' : brand ? `${brand}-Karte` : 'Karte';
  return `${name} mit den Endziffern ${oneByOne(of.last4)}`;
}

/** What a payment was made with. */
export function withCard(of: Card): string {
  return `mit ${isAccount(of) ? 'Ihrem' : 'Ihrer'} ${card(of)}`;
}

/** Where money goes. */
export function toCard(of: Card): string {
  return `auf ${isAccount(of) ? 'Ihr' : 'Ihre'} ${card(of)}`;
}

export const terms: Terms = {
  money: moneyIn({ names, and: ' und ', locale: 'de', grouped: false }),
  day: (date) => {
    const { day, month } = dayAndMonth(date, 'de');
    return `${day}. ${month}`;
  },
  card,
  either: (parts) => listed(parts, ' oder '),
  spell: spellBy(alphabet, 'wie'),
};
