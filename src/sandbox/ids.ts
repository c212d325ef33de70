import { randomInt } from 'node:crypto';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Letters and digits only, as in Stripe's own ids. */
export function randomText(length: number): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}

/** A new id, such as `pi_3Q…`. */
export function newId(
  prefix: 'cus' | 'pm' | 'pi' | 'ch' | 'py' | 're' | 'du' | 'txn' | 'evt' | 'req' | 'flt',
) {
  return `${prefix}_${randomText(prefix === 'cus' || prefix === 'req' ? 14 : 24)}`;
}
