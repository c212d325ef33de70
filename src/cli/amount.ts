import { type Money, toDecimal } from '../domain/money.ts';

/** An amount for a person: 42.50 USD. */
export function amountShown(amount: Money): string {
  return `${toDecimal(amount)} ${amount.currency.toUpperCase()}`;
}
