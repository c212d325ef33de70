import { randomInt } from 'node:crypto';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Letters and digits only, as in Stripe's own ids. */
export function randomText(length: number): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}

type Prefix =
  | 'cus'
  | 'pm'
  | 'pi'
  | 'ch'
  | 'py'
  | 're'
  | 'du'
  | 'txn'
  | 'promo'
  | 'di'
  | 'prod'
  | 'price'
  | 'sub'
  | 'si'
  | 'in'
  | 'il'
  | 'inpay'
  | 'evt'
  | 'req'
  | 'flt'
  | 'we'
  | 'ed_test'
  | 'dlv'
  | 'whsec';

/** A new id, such as `pi_3Q…`. */
export function newId(prefix: Prefix) {
  return `${prefix}_${randomText(prefix === 'cus' || prefix === 'req' ? 14 : 24)}`;
}
