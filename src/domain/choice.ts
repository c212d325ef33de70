import { inCurrency } from './money.ts';
import type { Payment } from './payment.ts';
import { dayOf, daysBetween } from './time.ts';
import type { GivenFacts } from './verification.ts';

/** What the agent heard already of the payment that is meant. */
export interface PaymentHints extends Pick<GivenFacts, 'last4' | 'amount' | 'date'> {
  readonly payment?: string;
}

/** How many payments can be told apart by ear. */
export const MOST_OPTIONS = 4;

/**
 * The payments that a caller may mean, newest first: what the hints leave, else what the proof of identity was
 * about, else all. Undefined where a payment was named that is not among the caller's.
 */
export function meant(
  payments: readonly Payment[],
  hints: PaymentHints,
  proof: readonly Payment[],
  timeZone: string,
): Payment[] | undefined {
  const newestFirst = [...payments].sort((a, b) => b.created - a.created);
  if (hints.payment !== undefined) {
    const named = newestFirst.filter(({ payment }) => payment === hints.payment);
    return named.length > 0 ? named : undefined;
  }
  const hinted = newestFirst.filter((payment) => fits(payment, hints, timeZone));
  const hasHints = hints.last4 !== undefined || hints.amount !== undefined || hints.date !== undefined;
  const narrowed = hasHints && hinted.length > 0 ? hinted : newestFirst;
  const shown = narrowed.filter((payment) => proof.some((one) => one.payment === payment.payment));
  return shown.length > 0 ? shown : narrowed;
}

function fits(payment: Payment, hints: PaymentHints, timeZone: string): boolean {
  const { last4, amount, date } = hints;
  return (
    (last4 === undefined || payment.card?.last4 === last4) &&
    (amount === undefined || inCurrency(amount, payment.amount.currency) === payment.amount.value) &&
    (date === undefined || daysBetween(dayOf(payment.created, timeZone), date) <= 1)
  );
}
