/** An amount in the currency's minor units, as Stripe counts them: `{ value: 4250, currency: 'usd' }` is $42.50. */
export interface Money {
  readonly value: number;
  readonly currency: string;
}

/** What a request may give for an amount: minor units with a currency, or decimal text in the payment's currency. */
export type GivenAmount = Money | string;

// Stripe's own lists (docs.stripe.com/currencies); `Intl` differs from them and must not be asked.
const ZERO_DECIMAL = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '));
const THREE_DECIMAL = new Set('bhd jod kwd omr tnd'.split(' '));

/** How many of a Stripe amount's digits stand behind the decimal point: 0, 2 or 3. */
export function exponent(currency: string): 0 | 2 | 3 {
  if (ZERO_DECIMAL.has(currency)) return 0;
  return THREE_DECIMAL.has(currency) ? 3 : 2;
}

/** Decimal text such as "42.50" as minor units of a currency; undefined where it has more decimals than the currency. */
export function parseDecimal(text: string, currency: string): number | undefined {
  const [, units, decimals = ''] = /^(\d{1,12})(?:\.(\d{1,3}))?$/.exec(text) ?? [];
  if (units === undefined) return undefined;
  const digits = exponent(currency);
  if (decimals.slice(digits).replaceAll('0', '') !== '') return undefined;
  return Number(units) * 10 ** digits + Number(decimals.slice(0, digits).padEnd(digits, '0') || '0');
}

/** Minor units as decimal text: 4250 of "usd" is "42.50". */
export function toDecimal({ value, currency }: Money): string {
  return (value / 10 ** exponent(currency)).toFixed(exponent(currency));
}

/** What was given, in the minor units of the payment's currency; undefined where it is another currency or no amount of it. */
export function inCurrency(given: GivenAmount, currency: string): number | undefined {
  if (typeof given === 'string') return parseDecimal(given, currency);
  return given.currency === currency ? given.value : undefined;
}

/** The minor units that decimal text may stand for while its currency is not known. */
export function possibleValues(given: GivenAmount): number[] {
  if (typeof given !== 'string') return [given.value];
  const values = ['usd', 'jpy', 'kwd'].map((currency) => parseDecimal(given, currency));
  return [...new Set(values.filter((value) => value !== undefined))];
}
