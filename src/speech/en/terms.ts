import { exponent, type Money, toDecimal } from '../../domain/money.ts';
import type { Card } from '../../domain/payment.ts';

const named: Readonly<Record<string, readonly [string, string, string, string]>> = {
  usd: ['dollar', 'dollars', 'cent', 'cents'],
  eur: ['euro', 'euros', 'cent', 'cents'],
  gbp: ['pound', 'pounds', 'penny', 'pence'],
  cad: ['Canadian dollar', 'Canadian dollars', 'cent', 'cents'],
  aud: ['Australian dollar', 'Australian dollars', 'cent', 'cents'],
};

/** An amount as it is said: "42 dollars and 50 cents". */
export function money(amount: Money): string {
  const names = named[amount.currency];
  const [units, parts] = toDecimal(amount).split('.').map(Number);
  if (!names || exponent(amount.currency) !== 2 || units === undefined || parts === undefined)
    return inDecimals(amount);
  const [unit, plural, part, manyParts] = names;
  const whole = `${units.toLocaleString('en-US')} ${units === 1 ? unit : plural}`;
  const rest = `${parts} ${parts === 1 ? part : manyParts}`;
  if (parts === 0) return whole;
  return units === 0 ? rest : `${whole} and ${rest}`;
}

function inDecimals(amount: Money): string {
  const digits = exponent(amount.currency);
  const format = new Intl.NumberFormat('en-US', {
    style: 'currency',
    currency: amount.currency,
    currencyDisplay: 'name',
    // Stripe's exponent, not ICU's: they differ for a dozen currencies.
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return format.format(amount.value / 10 ** digits);
}

/** A `YYYY-MM-DD` day as it is said: "November 20". */
export function day(date: string): string {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', month: 'long', day: 'numeric' });
  return format.format(new Date(`${date}T00:00:00Z`));
}

const brands = new Map([
  ['visa', 'Visa'],
  ['mastercard', 'Mastercard'],
  ['amex', 'American Express'],
  ['discover', 'Discover'],
  ['diners', 'Diners Club'],
  ['jcb', 'JCB'],
  ['unionpay', 'UnionPay'],
  ['bank_account', 'bank account'],
]);

/** A card as it is said, its digits one by one. */
export function card({ brand, last4 }: Card): string {
  return `${brands.get(brand) ?? 'card'} ending in ${[...last4].join(' ')}`;
}

/** "a, b or c" */
export function either(parts: readonly string[]): string {
  if (parts.length < 2) return parts.join('');
  return `${parts.slice(0, -1).join(', ')} or ${parts.at(-1)}`;
}
