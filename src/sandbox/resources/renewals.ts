import type { Stripe } from 'stripe';
import type { Work } from '../work.ts';
import { periodEnd } from './billing-periods.ts';
import { recordEvent } from './events.ts';
import type { Outcome } from './invoice-settlement.ts';
import type { Bill } from './new-invoice.ts';
import { billSubscription } from './subscription-billing.ts';
import { endSubscription } from './subscription-end.ts';
import { periodOf, recurrenceOf, withItems } from './subscription-items.ts';
import { stopSubscription } from './subscription-pauses.ts';
import { changeSubscription, payerOf } from './subscription-record.ts';

/** What was due at this moment happens to a subscription. */
export function moveOn(work: Work, subscription: Stripe.Subscription): void {
  const { cancel_at: cancelAt, pause_collection: pause, status } = subscription;
  if (status === 'incomplete') expire(work, subscription);
  else if (cancelAt !== null && cancelAt <= work.now) endSubscription(work, subscription);
  else if (pause?.resumes_at && pause.resumes_at <= work.now) {
    changeSubscription(work, subscription, { pause_collection: null });
  } else renew(work, subscription);
}

/** The first payment never came. */
function expire(work: Work, subscription: Stripe.Subscription): void {
  changeSubscription(work, subscription, { ended_at: work.now, status: 'incomplete_expired' });
  const invoice = work.find('invoice', String(subscription.latest_invoice));
  if (invoice?.status !== 'open') return;
  const transitions = { ...invoice.status_transitions, voided_at: work.now };
  const ended: Stripe.Invoice = { ...invoice, status: 'void', status_transitions: transitions };
  work.save(ended);
  recordEvent(work, 'invoice.voided', ended);
}

/** A period is over, the trial perhaps: the next one begins, and is invoiced. */
function renew(work: Work, before: Stripe.Subscription): void {
  const endsTrial = before.status === 'trialing';
  if (endsTrial && before.collection_method !== 'send_invoice' && !payerOf(work, before)) {
    const behavior = before.trial_settings?.end_behavior.missing_payment_method;
    if (behavior === 'cancel') {
      endSubscription(work, before);
      return;
    }
    if (behavior === 'pause') {
      stopSubscription(work, before, 'trial_end_without_payment_method');
      return;
    }
  }
  beginPeriod(work, before);
}

/** Has the periods of a subscription end now, and the payment of the next ones go as told. */
export function renewNow(
  work: Work,
  subscription: Stripe.Subscription,
  outcome: Outcome,
): Stripe.Subscription {
  const isCharged = subscription.collection_method === 'charge_automatically';
  if (!isCharged || !payerOf(work, subscription))
    throw new Error(`${subscription.id} has nothing to pay with`);
  const ending = {
    ...subscription,
    billing_cycle_anchor: work.now,
    items: withItems(subscription, (item) => ({ ...item, current_period_end: work.now })),
    ...(subscription.status === 'trialing' && { trial_end: work.now }),
  };
  return beginPeriod(work, ending, outcome);
}

/** Begins the next period of the items whose period is over, and invoices them. */
function beginPeriod(work: Work, before: Stripe.Subscription, outcome?: Outcome): Stripe.Subscription {
  const isOver = (item: Stripe.SubscriptionItem) => item.current_period_end <= work.now;
  const anchor = before.billing_cycle_anchor;
  const items = withItems(before, (item) => {
    const { current_period_end: end, price } = item;
    if (!isOver(item)) return item;
    return {
      ...item,
      current_period_start: end,
      current_period_end: periodEnd(anchor, recurrenceOf(price), end),
    };
  });
  const over = new Set(before.items.data.filter(isOver).map(({ id }) => id));
  const status = before.status === 'trialing' ? 'active' : before.status;
  return billSubscription(work, changeSubscription(work, before, { items, status }), {
    reason: 'subscription_cycle',
    billed: items.data.filter(({ id }) => over.has(id)).map((item) => periodOf(work, item)),
    status: statusOfInvoice(before),
    outcome,
  }).subscription;
}

/** While collection is paused, or given up, invoices are made and not collected. */
function statusOfInvoice({
  status,
  pause_collection: pause,
}: Stripe.Subscription): NonNullable<Bill['status']> {
  if (pause?.behavior === 'void') return 'void';
  if (pause?.behavior === 'mark_uncollectible') return 'uncollectible';
  return pause || status === 'unpaid' ? 'draft' : 'open';
}
