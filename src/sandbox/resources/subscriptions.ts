import type { Stripe } from 'stripe';
import type { Call } from '../exchange.ts';
import { idOf } from '../objects.ts';
import { invalid, refused, StripeFailure } from '../wire/errors.ts';
import { requireFuture } from '../wire/moments.ts';
import { createdFilter, pageOf, pageParams } from '../wire/pagination.ts';
import { oneOf, type Read, readParams, text, unsupported } from '../wire/params.ts';
import type { Work } from '../work.ts';
import { liveCustomer } from './customers.ts';
import { redeem } from './discounts.ts';
import { recordEvent } from './events.ts';
import { newSubscription } from './new-subscription.ts';
import { ownMethod } from './own-methods.ts';
import { billSubscription } from './subscription-billing.ts';
import { cancellationOf } from './subscription-cancellation.ts';
import { amountOf, periodOf, pricesOf, trialOf } from './subscription-items.ts';
import { creation } from './subscription-params.ts';
import { findSubscription, payerOf } from './subscription-record.ts';

type Asked = Read<typeof creation>;

export function createSubscription(work: Work, { params }: Call): object {
  const asked = readParams(params, creation, ['customer', 'items']);
  const { customer } = asked;
  liveCustomer(work, customer, 'customer');
  requireCollectable(asked);
  const prices = pricesOf(work, asked.items);
  if (asked.default_payment_method !== undefined) ownMethod(work, asked.default_payment_method, customer);
  const trialEnd = trialEndOf(work, asked);
  const bare = newSubscription(work, asked, { customer, prices, trialEnd });
  const { currency } = bare;
  const subtotal = bare.items.data.reduce((sum, item) => sum + amountOf(item), 0);
  const redemption = { customer, subscription: bare.id, subtotal, currency };
  const subscription = {
    ...bare,
    ...cancellationOf(work, bare, asked),
    discounts: redeem(work, asked.discounts ?? [], redemption),
  };
  if (trialEnd === null && subtotal > 0) requirePayer(work, subscription, asked);
  work.save(subscription);
  recordEvent(work, 'customer.subscription.created', subscription);
  return billFirst(work, subscription, asked);
}

function requireCollectable({ collection_method: method, days_until_due: days, ...asked }: Asked): void {
  if (asked.payment_behavior === 'pending_if_incomplete') {
    throw invalid(
      'Setting `payment_behavior` to `pending_if_incomplete` has no effect when creating a subscription.',
      { param: 'payment_behavior' },
    );
  }
  if (method === 'send_invoice' && days === undefined) {
    throw invalid("If invoice collection method is 'send_invoice', you must specify 'days_until_due'.", {
      param: 'days_until_due',
    });
  }
  if (method !== 'send_invoice' && days !== undefined) {
    throw invalid("You can only specify 'days_until_due' if invoice collection method is 'send_invoice'.", {
      param: 'days_until_due',
    });
  }
}

function trialEndOf(work: Work, { trial_end: end, trial_period_days: days }: Asked): number | null {
  if (end === 'now') return null;
  if (end === undefined) return days ? work.now + days * 24 * 60 * 60 : null;
  requireFuture(work.now, end, 'trial_end');
  return end;
}

function requirePayer(work: Work, subscription: Stripe.Subscription, asked: Asked): void {
  if (asked.collection_method === 'send_invoice' || asked.payment_behavior === 'default_incomplete') return;
  if (payerOf(work, subscription)) return;
  throw refused(
    'This customer has no attached payment source or default payment method. Please consider adding a default ' +
      'payment method. For more information, visit ' +
      'https://stripe.com/docs/billing/subscriptions/payment-methods-setting#payment-method-priority.',
    { code: 'resource_missing' },
  );
}

function billFirst(work: Work, created: Stripe.Subscription, asked: Asked): Stripe.Subscription {
  const { subscription, failure } = billSubscription(work, created, {
    reason: 'subscription_create',
    billed: created.items.data.map((item) =>
      created.status === 'trialing' ? trialOf(work, item) : periodOf(work, item),
    ),
    attempt: asked.payment_behavior !== 'default_incomplete',
    offSession: asked.off_session ?? false,
  });
  if (asked.payment_behavior !== 'error_if_incomplete' || subscription.status !== 'incomplete') {
    return subscription;
  }
  const body = failure?.body ?? {
    type: 'card_error' as const,
    code: 'subscription_payment_intent_requires_action',
    message: 'Payment for this subscription requires additional user action before it can be completed.',
  };
  throw new StripeFailure(402, body);
}

export function retrieveSubscription(work: Work, { id, params }: Call): object {
  readParams(params, {});
  return findSubscription(work, id);
}

const listing = {
  ...pageParams,
  automatic_tax: unsupported,
  collection_method: oneOf('charge_automatically', 'send_invoice'),
  created: createdFilter,
  current_period_end: createdFilter,
  current_period_start: createdFilter,
  customer: text,
  customer_account: unsupported,
  plan: unsupported,
  price: text,
  status: oneOf(
    'active',
    'past_due',
    'unpaid',
    'canceled',
    'incomplete',
    'incomplete_expired',
    'trialing',
    'paused',
    'all',
    'ended',
  ),
  test_clock: unsupported,
};

/** Without a status, all but the canceled. */
export function listSubscriptions(work: Work, { params }: Call): object {
  const { status, price, ...asked } = readParams(params, listing);
  const isWanted = (one: Stripe.Subscription): boolean => {
    if (status === undefined) return one.status !== 'canceled';
    if (status === 'ended') return one.status === 'canceled' || one.status === 'incomplete_expired';
    return status === 'all' || one.status === status;
  };
  const matched = work
    .all('subscription')
    .filter(isWanted)
    .filter(({ items }) => price === undefined || items.data.some((item) => idOf(item.price) === price))
    .filter(({ items }) =>
      items.data.some(
        (item) =>
          (asked.current_period_end?.(item.current_period_end) ?? true) &&
          (asked.current_period_start?.(item.current_period_start) ?? true),
      ),
    );
  return pageOf(matched, asked, ['customer', 'collection_method'], '/v1/subscriptions');
}
