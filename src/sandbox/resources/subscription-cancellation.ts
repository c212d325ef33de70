import type { Stripe } from 'stripe';
import type { Call } from '../exchange.ts';
import { idOf } from '../objects.ts';
import { invalid, missing } from '../wire/errors.ts';
import { requireFuture } from '../wire/moments.ts';
import { readParams } from '../wire/params.ts';
import type { Work } from '../work.ts';
import { billSubscription } from './subscription-billing.ts';
import { endSubscription, hasEnded } from './subscription-end.ts';
import { unusedTimeOf } from './subscription-items.ts';
import { type CancelAt, cancellation } from './subscription-params.ts';
import { findSubscription, noCancellationDetails } from './subscription-record.ts';

type Details = Partial<Pick<Stripe.Subscription.CancellationDetails, 'comment' | 'feedback'>>;

interface Asked {
  cancel_at?: CancelAt | null;
  cancel_at_period_end?: boolean;
  cancellation_details?: Details;
}

/** When a subscription will end, and why, as it was asked. */
export function cancellationOf(
  work: Work,
  subscription: Stripe.Subscription,
  asked: Asked,
): Partial<Stripe.Subscription> {
  const { cancel_at: at, cancel_at_period_end: atPeriodEnd, cancellation_details: details } = asked;
  if (at !== undefined && at !== null && atPeriodEnd) {
    throw invalid('You may only specify one of these parameters: cancel_at, cancel_at_period_end.', {
      param: 'cancel_at',
    });
  }
  const wanted = atPeriodEnd ? 'min_period_end' : atPeriodEnd === false && at === undefined ? null : at;
  const former = subscription.cancellation_details ?? noCancellationDetails;
  if (wanted === undefined) {
    return details ? { cancellation_details: { ...former, ...details } } : {};
  }
  if (wanted === null) {
    return {
      cancel_at: null,
      cancel_at_period_end: false,
      canceled_at: null,
      cancellation_details: { ...noCancellationDetails, ...details },
    };
  }
  return {
    cancel_at: momentOf(work, subscription, wanted),
    cancel_at_period_end: atPeriodEnd ?? false,
    canceled_at: work.now,
    cancellation_details: { ...former, ...details, reason: 'cancellation_requested' },
  };
}

function momentOf(work: Work, { items }: Stripe.Subscription, wanted: CancelAt): number {
  const ends = items.data.map((item) => item.current_period_end);
  if (wanted === 'min_period_end') return Math.min(...ends);
  if (wanted === 'max_period_end') return Math.max(...ends);
  requireFuture(work.now, wanted, 'cancel_at');
  return wanted;
}

/** Ends a subscription at once. One that has ended is not found any more. */
export function cancelSubscription(work: Work, { id, params }: Call): object {
  const asked = readParams(params, cancellation);
  const before = findSubscription(work, id);
  if (hasEnded(before)) throw missing('subscription', id, 'id');
  const former = before.cancellation_details ?? noCancellationDetails;
  const ended = endSubscription(work, before, {
    ...former,
    ...asked.cancellation_details,
    reason: 'cancellation_requested',
  });
  // Without `invoice_now` a credit waits for the customer's next invoice; a trial costs nothing to give back.
  if (!asked.invoice_now || !asked.prorate || before.status === 'trialing') return ended;
  const invoice = work.find('invoice', idOf(before.latest_invoice ?? ''));
  return billSubscription(work, ended, {
    reason: 'subscription_update',
    billed: ended.items.data.map((item) => unusedTimeOf(work, item, invoice)),
  }).subscription;
}
