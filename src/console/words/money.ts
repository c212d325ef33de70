import { type Money, toDecimal } from '../../contracts/money.ts';

/** An amount as it is written everywhere here: "EUR 4,200.00". Digits by Stripe's rules, not by the browser's. */
export function moneyWords({ value, currency }: Money): string {
  const [units = '', decimals] = toDecimal({ value, currency }).split('.');
  const grouped = units.replaceAll(/\B(?=(\d{3})+$)/g, ',');
  return `${currency.toUpperCase()} ${decimals === undefined ? grouped : `${grouped}.${decimals}`}`;
}
