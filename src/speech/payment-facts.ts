import type { Money } from '../domain/money.ts';
import type { DisputeOutcome, Payment } from '../domain/payment.ts';

/** What of a payment went back, as it is told: all of it, an amount, or nothing. */
export function sentBack({ amount, refunded }: Payment): 'all' | Money | undefined {
  if (refunded >= amount.value && amount.value > 0) return 'all';
  return refunded > 0 ? { value: refunded, currency: amount.currency } : undefined;
}

/** How a payment's disputes are told: what is open before what has ended, and a chargeback before an inquiry. */
export type DisputesTold = 'none' | 'inquiry' | 'chargeback' | Exclude<DisputeOutcome, 'open'>;

export function disputeOf({ disputed, disputes }: Payment): DisputesTold {
  if (!disputed) return 'none';
  const open = disputes.filter(({ outcome }) => outcome === 'open');
  if (open.length > 0) return open.some(({ refundable }) => !refundable) ? 'chargeback' : 'inquiry';
  const ended = (['lost', 'won', 'closed'] as const).find((one) =>
    disputes.some(({ outcome }) => outcome === one),
  );
  return ended ?? 'chargeback';
}
