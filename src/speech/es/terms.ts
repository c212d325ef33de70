import { dayAndMonth } from '../calendar.ts';
import { BANK_ACCOUNT, brandName, oneByOne } from '../card.ts';
import type { Terms } from '../catalogue.ts';
import { listed } from '../list.ts';
import { type CurrencyNames, moneyIn } from '../money.ts';
import { spellBy } from '../spelling.ts';

const names: Readonly<Record<string, CurrencyNames>> = {
  usd: ['dólar', 'dólares', 'centavo', 'centavos'],
  eur: ['euro', 'euros', 'céntimo', 'céntimos'],
  gbp: ['libra', 'libras', 'penique', 'peniques'],
  cad: ['dólar canadiense', 'dólares canadienses', 'centavo', 'centavos'],
  aud: ['dólar australiano', 'dólares australianos', 'centavo', 'centavos'],
  nzd: ['dólar neozelandés', 'dólares neozelandeses', 'centavo', 'centavos'],
  chf: ['franco suizo', 'francos suizos', 'céntimo', 'céntimos'],
  jpy: ['yen', 'yenes'],
  mxn: ['peso mexicano', 'pesos mexicanos', 'centavo', 'centavos'],
  brl: ['real brasileño', 'reales brasileños', 'centavo', 'centavos'],
  sek: ['corona sueca', 'coronas suecas', 'öre', 'öre'],
  nok: ['corona noruega', 'coronas noruegas', 'øre', 'øre'],
  dkk: ['corona danesa', 'coronas danesas', 'øre', 'øre'],
  pln: ['esloti polaco', 'eslotis polacos', 'grosz', 'groszy'],
  inr: ['rupia india', 'rupias indias', 'paisa', 'paisas'],
  kwd: ['dinar kuwaití', 'dinares kuwaitíes', 'fils', 'fils'],
  bhd: ['dinar bareiní', 'dinares bareiníes', 'fils', 'fils'],
  jod: ['dinar jordano', 'dinares jordanos', 'fils', 'fils'],
};

const alphabet =
  'Antonio Barcelona Carmen Dolores Enrique Francia Granada historia Inés José kilo Lorenzo Madrid ' +
  'Navarra Ñandú Oviedo París querido Ramón sábado Tarragona Ulises Valencia Washington xilófono yegua Zaragoza';

// A number that begins with 8 begins with "ocho", and 11 is "once".
const SOUNDS_LIKE_O = /^(h?[oó]|8|11(\d{3})*\b)/i;

export const terms: Terms = {
  money: moneyIn({ names, and: ' con ', locale: 'es', grouped: false }),
  day: (date) => {
    const { day, month } = dayAndMonth(date, 'es');
    return `${day} de ${month}`;
  },
  card: ({ brand, last4 }) => {
    const name = brand === BANK_ACCOUNT ? 'cuenta bancaria' : (brandName(brand) ?? 'tarjeta');
    return `${name} terminada en ${oneByOne(last4)}`;
  },
  either: (parts) => listed(parts, SOUNDS_LIKE_O.test(parts.at(-1) ?? '') ? ' u ' : ' o '),
  spell: spellBy(alphabet, 'de'),
};
