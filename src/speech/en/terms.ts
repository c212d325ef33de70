import { dayAndMonth } from '../calendar.ts';
import { BANK_ACCOUNT, brandName, oneByOne } from '../card.ts';
import type { Terms } from '../catalogue.ts';
import { listed } from '../list.ts';
import { type CurrencyNames, moneyIn } from '../money.ts';
import { spellBy } from '../spelling.ts';

const names: Readonly<Record<string, CurrencyNames>> = {
  usd: ['dollar', 'dollars', 'cent', 'cents'],
  eur: ['euro', 'euros', 'cent', 'cents'],
  gbp: ['pound', 'pounds', 'penny', 'pence'],
  cad: ['Canadian dollar', 'Canadian dollars', 'cent', 'cents'],
  aud: ['Australian dollar', 'Australian dollars', 'cent', 'cents'],
  nzd: ['New Zealand dollar', 'New Zealand dollars', 'cent', 'cents'],
  chf: ['Swiss franc', 'Swiss francs', 'centime', 'centimes'],
  jpy: ['yen', 'yen'],
  mxn: ['Mexican peso', 'Mexican pesos', 'centavo', 'centavos'],
  brl: ['Brazilian real', 'Brazilian reais', 'centavo', 'centavos'],
  sek: ['Swedish krona', 'Swedish kronor', 'öre', 'öre'],
  nok: ['Norwegian krone', 'Norwegian kroner', 'øre', 'øre'],
  dkk: ['Danish krone', 'Danish kroner', 'øre', 'øre'],
  pln: ['Polish zloty', 'Polish zlotys', 'grosz', 'groszy'],
  inr: ['Indian rupee', 'Indian rupees', 'paisa', 'paise'],
  kwd: ['Kuwaiti dinar', 'Kuwaiti dinars', 'fils', 'fils'],
  bhd: ['Bahraini dinar', 'Bahraini dinars', 'fils', 'fils'],
  jod: ['Jordanian dinar', 'Jordanian dinars', 'fils', 'fils'],
};

const alphabet =
  'Alpha Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliet Kilo Lima Mike ' +
  'November Oscar Papa Quebec Romeo Sierra Tango Uniform Victor Whiskey X-ray Yankee Zulu';

/** Where English differs from region to region. */
export interface EnglishTerms extends Terms {
  readonly postalCode: string;
  readonly canceled: string;
  readonly authorized: string;
}

const common = {
  card: ({ brand, last4 }) => {
    const name = brand === BANK_ACCOUNT ? 'bank account' : (brandName(brand) ?? 'card');
    return `${name} ending in ${oneByOne(last4)}`;
  },
  either: (parts) => listed(parts, ' or '),
  spell: spellBy(alphabet, 'as in'),
} satisfies Partial<Terms>;

/** As in the United States: "November 24th". */
export const american: EnglishTerms = {
  ...common,
  money: moneyIn({ names, and: ' and ', locale: 'en-US', grouped: true }),
  day: (date) => {
    const { day, month } = dayAndMonth(date, 'en-US');
    return `${month} ${ordinal(day)}`;
  },
  postalCode: 'postal code',
  canceled: 'canceled',
  authorized: 'authorized',
};

/** As in the United Kingdom: "the 24th of November", and dollars are somebody's. */
export const british: EnglishTerms = {
  ...common,
  money: moneyIn({
    names: { ...names, usd: ['US dollar', 'US dollars', 'cent', 'cents'] },
    and: ' and ',
    locale: 'en-GB',
    grouped: true,
  }),
  day: (date) => {
    const { day, month } = dayAndMonth(date, 'en-GB');
    return `the ${ordinal(day)} of ${month}`;
  },
  postalCode: 'postcode',
  canceled: 'cancelled',
  authorized: 'authorised',
};

const suffixes = new Map([
  [1, 'st'],
  [2, 'nd'],
  [3, 'rd'],
]);

function ordinal(number: number): string {
  const teen = number > 10 && number < 14;
  return `${number}${(teen ? undefined : suffixes.get(number % 10)) ?? 'th'}`;
}
