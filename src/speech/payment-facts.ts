import type { Money } from '../domain/money.ts';
import type { Payment } from '../domain/payment.ts';

/** What of a payment went back, as it is told: all of it, an amount, or nothing. */
export function sentBack({ amount, refunded }: Payment): 'all' | Money | undefined {
  if (refunded >= amount.value && amount.value > 0) return 'all';
  return refunded > 0 ? { value: refunded, currency: amount.currency } : undefined;
}

/** How a payment's disputes are told; over only where all of them are. */
export function disputeOf({ disputed, disputes }: Payment): 'none' | 'open' | 'over' {
  if (!disputed) return 'none';
  return disputes.length > 0 && disputes.every(({ outcome }) => outcome !== 'open') ? 'over' : 'open';
}
