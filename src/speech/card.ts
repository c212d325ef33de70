const brands = new Map([
  ['visa', 'Visa'],
  ['mastercard', 'Mastercard'],
  ['amex', 'American Express'],
  ['discover', 'Discover'],
  ['diners', 'Diners Club'],
  ['jcb', 'JCB'],
  ['unionpay', 'UnionPay'],
]);

/** A brand's own name, the same in every language; undefined where it says nothing to a caller. */
export function brandName(brand: string): string | undefined {
  return brands.get(brand);
}

/** Stripe's payment methods that are no card stand as a brand of this name. */
export const BANK_ACCOUNT = 'bank_account';

/** Digits or letters one by one. */
export function oneByOne(text: string): string {
  return [...text.replace(/[^\p{L}\p{N}]/gu, '')].join(' ');
}
