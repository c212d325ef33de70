import type { Stripe } from 'stripe';
import { idOf } from '../objects.ts';
import { missing } from '../wire/errors.ts';
import type { Work } from '../work.ts';
import { previousOf, recordEvent } from './events.ts';

export function findSubscription(work: Work, id: string): Stripe.Subscription {
  const subscription = work.find('subscription', id);
  if (!subscription) throw missing('subscription', id, 'id');
  return subscription;
}

type Change = 'updated' | 'deleted' | 'paused' | 'resumed';

/** Saves what a subscription has become, and says what happened to it. */
export function changeSubscription(
  work: Work,
  before: Stripe.Subscription,
  change: Partial<Stripe.Subscription>,
  happened: Change = 'updated',
): Stripe.Subscription {
  const after = { ...before, ...change };
  work.save(after);
  recordEvent(work, `customer.subscription.${happened}`, after, previousOf(before, after));
  return after;
}

/** What pays for a subscription: its own payment method before its customer's. */
export function payerOf(work: Work, subscription: Stripe.Subscription): Stripe.PaymentMethod | undefined {
  const customer = work.find('customer', idOf(subscription.customer));
  const theirs = customer && !customer.deleted ? customer.invoice_settings.default_payment_method : null;
  const id = idOf(subscription.default_payment_method ?? theirs);
  return id === null ? undefined : work.find('payment_method', id);
}

export const noCancellationDetails: Stripe.Subscription.CancellationDetails = {
  comment: null,
  feedback: null,
  feedback_option: null,
  reason: null,
};
