import type { Stripe } from 'stripe';
import type { Call } from '../exchange.ts';
import { refused } from '../wire/errors.ts';
import { readParams } from '../wire/params.ts';
import type { Work } from '../work.ts';
import { periodEnd } from './billing-periods.ts';
import { billSubscription } from './subscription-billing.ts';
import { periodOf, recurrenceOf, withItems } from './subscription-items.ts';
import { pausing, resumption } from './subscription-params.ts';
import { changeSubscription, findSubscription } from './subscription-record.ts';

/** Stops a subscription altogether: no period and no invoice until it resumes. Credits for unused time are not booked. */
export function pauseSubscription(work: Work, { id, params }: Call): object {
  readParams(params, pausing);
  const before = findSubscription(work, id);
  if (before.status !== 'active' && before.status !== 'trialing') {
    throw refused(`You cannot pause a subscription with a status of ${before.status}.`);
  }
  return stopSubscription(work, before, 'pause_requested');
}

type Reason = 'pause_requested' | 'trial_end_without_payment_method';

export function stopSubscription(
  work: Work,
  before: Stripe.Subscription,
  reason: Reason,
): Stripe.Subscription {
  const paused = { subscription: { type: reason }, transitioned_at: work.now, type: 'subscription' };
  return changeSubscription(work, before, { status: 'paused', status_details: { paused } }, 'paused');
}

/** Goes on with a paused subscription: with a new period, or with the one it would be in. */
export function resumeSubscription(work: Work, { id, params }: Call): object {
  const asked = readParams(params, resumption);
  const { status_details: _over, ...before } = findSubscription(work, id);
  if (before.status !== 'paused') {
    throw refused(`You can only resume a subscription that is paused; this one is ${before.status}.`);
  }
  const now = work.now;
  const begins = asked.billing_cycle_anchor?.type !== 'unchanged';
  const anchor = begins ? now : before.billing_cycle_anchor;
  const isOver = (item: Stripe.SubscriptionItem) => begins || item.current_period_end <= now;
  const items = withItems(before, (item) =>
    isOver(item)
      ? {
          ...item,
          current_period_start: now,
          current_period_end: periodEnd(anchor, recurrenceOf(item.price), now),
        }
      : item,
  );
  const resumed = changeSubscription(
    work,
    before,
    { billing_cycle_anchor: anchor, items, status: 'active' },
    'resumed',
  );
  const billed = items.data.filter((_item, index) => {
    const former = before.items.data[index];
    return former !== undefined && isOver(former);
  });
  if (billed.length === 0) return resumed;
  const { subscription } = billSubscription(work, resumed, {
    reason: 'subscription_update',
    billed: billed.map((item) => periodOf(work, item)),
  });
  if (subscription.status === 'active' || asked.payment_behavior !== 'resume_on_payment_success') {
    return subscription;
  }
  return stopSubscription(work, subscription, 'pause_requested');
}
