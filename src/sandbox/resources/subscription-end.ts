import type { Stripe } from 'stripe';
import { idOf } from '../objects.ts';
import type { Work } from '../work.ts';
import { changeSubscription } from './subscription-record.ts';

export const hasEnded = ({ status }: Stripe.Subscription): boolean =>
  status === 'canceled' || status === 'incomplete_expired';

/** What is still open is not collected by itself any more. */
export function endSubscription(
  work: Work,
  before: Stripe.Subscription,
  cancellation_details = before.cancellation_details,
): Stripe.Subscription {
  for (const invoice of work.all('invoice')) {
    const isOurs = idOf(invoice.parent?.subscription_details?.subscription ?? '') === before.id;
    if (isOurs && invoice.status === 'open') {
      work.save({ ...invoice, auto_advance: false, next_payment_attempt: null });
    }
  }
  const change = {
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: before.canceled_at ?? work.now,
    cancellation_details,
    ended_at: work.now,
    status: 'canceled',
  };
  return changeSubscription(work, before, change, 'deleted');
}
