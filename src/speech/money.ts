import { exponent, type Money, toDecimal } from '../domain/money.ts';

/** What a currency is called: one unit, many; one of its parts, many. Where nobody counts parts they have no name. */
export type CurrencyNames = readonly [unit: string, units: string, part?: string, parts?: string];

/** How a language says amounts. */
export interface MoneyWords {
  /** The currencies that callers pay in, by their ISO code in lower case; others get the name that `Intl` has. */
  readonly names: Readonly<Record<string, CurrencyNames>>;
  /** Stands between units and parts, with its spaces. */
  readonly and: string;
  readonly locale: string;
  /** Whether thousands are set apart: a voice of some regions takes the mark for a decimal one. */
  readonly grouped: boolean;
}

/** An amount as it is said in a language: "42 dollars and 50 cents". */
export function moneyIn(words: MoneyWords): (amount: Money) => string {
  const count = new Intl.NumberFormat(words.locale, { useGrouping: words.grouped });
  const plural = new Intl.PluralRules(words.locale);
  const counted = (number: number, one: string, many: string) =>
    `${count.format(number)} ${plural.select(number) === 'one' ? one : many}`;

  return (amount) => {
    const [units = 0, parts = 0] = toDecimal(amount).split('.').map(Number);
    const [unit, manyUnits, part, manyParts] = words.names[amount.currency] ?? [];
    if (unit === undefined || manyUnits === undefined) return unnamed(amount, words);
    if (parts === 0) return counted(units, unit, manyUnits);
    if (part === undefined || manyParts === undefined) return unnamed(amount, words);
    const rest = counted(parts, part, manyParts);
    return units === 0 ? rest : `${counted(units, unit, manyUnits)}${words.and}${rest}`;
  };
}

function unnamed({ value, currency }: Money, { locale, grouped }: MoneyWords): string {
  const digits = exponent(currency);
  const whole = value % 10 ** digits === 0;
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'name',
    useGrouping: grouped,
    // Stripe's exponent, not ICU's: they differ for a dozen currencies.
    minimumFractionDigits: whole ? 0 : digits,
    maximumFractionDigits: digits,
  });
  const code = currency.toUpperCase();
  // Where there is no name either, the code is said letter by letter.
  return format
    .format(value / 10 ** digits)
    .replace(code, [...code].join(' '))
    .replace(/\s/g, ' ');
}
