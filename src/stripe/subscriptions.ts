import type Stripe from 'stripe';
import type { WriteOutcome } from '../domain/lane.ts';
import type { PaymentFailure } from '../domain/payment.ts';
import type { OfferDecision } from '../domain/retention-offer.ts';
import type { Subscription } from '../domain/subscription.ts';
import type { Change, Offer, SubscriptionDecision } from '../domain/subscription-change.ts';
import { isMissing, writeOutcome } from './errors.ts';
import { failureOf } from './failures.ts';
import { refundMetadata } from './metadata.ts';
import { idOf } from './references.ts';
import { OFFERED, subscriptionOf } from './subscription-record.ts';

/** What stands in no subscription by itself. A list's own is one level deeper, so that products are read apart there. */
const expand = ['items.data.price.product', 'latest_invoice', 'discounts.source.coupon'];

/** A constant: what callers said stays out of Stripe's records. */
const comment = 'Asked for in a call';

/** All subscriptions of a customer, ended ones too, with why the latest invoice of each was not paid. */
export async function readSubscriptions(stripe: Stripe, customer: string): Promise<Subscription[]> {
  const all = await stripe.subscriptions
    .list({
      customer,
      status: 'all',
      limit: 100,
      expand: ['data.latest_invoice', 'data.discounts.source.coupon'],
    })
    .autoPagingToArray({ limit: 500 })
    .catch((error: unknown) => {
      if (isMissing(error, 'customer')) return [];
      throw error;
    });
  const [names, failures] = await Promise.all([
    readNames(stripe, all),
    Promise.all(all.map((one) => readFailure(stripe, one))),
  ]);
  return all.map((one, index) => {
    const failure = failures[index];
    return { ...subscriptionOf(one, names), ...(failure && { failure }) };
  });
}

/** One subscription as it is now, or undefined where Stripe knows none of that name. */
export async function findSubscription(stripe: Stripe, id: string): Promise<Subscription | undefined> {
  try {
    return subscriptionOf(await stripe.subscriptions.retrieve(id, { expand }));
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/**
 * Sends a change, once. Key and parameters follow from the decision alone, so that sending it again is the same request;
 * an end at once takes no key and no mark, and is asked for in vain a second time.
 */
export async function changeSubscription(
  stripe: Stripe,
  decision: SubscriptionDecision,
  generation: number,
): Promise<WriteOutcome<'subscription'>> {
  const { id, subscription, change } = decision;
  const key = (of: string) => ({ idempotencyKey: `tellerline-${of}-${id}-${generation}` });
  try {
    if (change.action === 'accept_offer') await makeCoupon(stripe, change.offer, key('coupon'));
    const after =
      change.action === 'cancel_now'
        ? await stripe.subscriptions.cancel(subscription, { cancellation_details: { comment }, expand })
        : await stripe.subscriptions.update(
            subscription,
            { ...paramsOf(change), metadata: refundMetadata.write(decision), expand },
            key('subscription'),
          );
    // A body that is no subscription is no answer: what became of it has to be looked up.
    if (!isSubscription(after)) return { kind: 'unknown', replayed: false };
    return { kind: 'done', made: { subscription, decision: id, after: subscriptionOf(after) } };
  } catch (error) {
    return writeOutcome(error);
  }
}

/** Notes when something was offered for keeping a subscription, once: key and parameters follow from the decision. */
export async function noteOffer(
  stripe: Stripe,
  { id, subscription, decidedAt }: OfferDecision,
  generation: number,
): Promise<WriteOutcome<'offer'>> {
  const metadata = { [OFFERED]: String(decidedAt) };
  try {
    const after = await stripe.subscriptions.update(
      subscription,
      { metadata },
      { idempotencyKey: `tellerline-offer-${id}-${generation}` },
    );
    return isSubscription(after)
      ? { kind: 'done', made: { subscription } }
      : { kind: 'unknown', replayed: false };
  } catch (error) {
    return writeOutcome(error);
  }
}

function paramsOf(change: Exclude<Change, { action: 'cancel_now' }>): Stripe.SubscriptionUpdateParams {
  switch (change.action) {
    case 'cancel':
      return { cancel_at_period_end: true, cancellation_details: { comment } };
    case 'keep':
      return change.undoes === 'period_end' ? { cancel_at_period_end: false } : { cancel_at: '' };
    case 'pause':
      return { pause_collection: { behavior: change.behavior, resumes_at: change.resumesAt } };
    case 'resume':
      return { pause_collection: '' };
    case 'accept_offer': {
      const kept = change.discounts.map((discount) => ({ discount }));
      return { discounts: [...kept, { coupon: couponOf(change.offer) }] };
    }
  }
}

/** One for all customers: its name says all that it is. */
function couponOf({ percentOff, months }: Offer): string {
  return `tellerline-keep-${percentOff}-percent-${months}-months`;
}

async function makeCoupon(stripe: Stripe, offer: Offer, options: Stripe.RequestOptions): Promise<void> {
  const { percentOff, months } = offer;
  const id = couponOf(offer);
  const terms = { percent_off: percentOff, duration: 'repeating', duration_in_months: months } as const;
  try {
    await stripe.coupons.create({ id, ...terms, name: `${percentOff} % off, ${months} months` }, options);
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (code !== 'resource_already_exists') throw error;
  }
}

/** Whatever the types say of it: a proxy may have answered in Stripe's place. */
function isSubscription(answer: Stripe.Subscription | null): answer is Stripe.Subscription {
  return (
    typeof answer?.id === 'string' && Array.isArray((answer as Partial<Stripe.Subscription>).items?.data)
  );
}

async function readNames(
  stripe: Stripe,
  all: readonly Stripe.Subscription[],
): Promise<ReadonlyMap<string, string>> {
  const products = all.flatMap(({ items }) => items.data.map(({ price }) => idOf(price.product)));
  const ids = [...new Set(products)].filter((id) => id !== undefined).slice(0, 100);
  if (ids.length === 0) return new Map();
  const { data } = await stripe.products.list({ ids, limit: 100 });
  return new Map(data.map(({ id, name }) => [id, name]));
}

/** Why the latest invoice was not paid, where its payment failed. */
async function readFailure(
  stripe: Stripe,
  { latest_invoice: invoice, status }: Stripe.Subscription,
): Promise<PaymentFailure | undefined> {
  if (typeof invoice !== 'object' || invoice?.status !== 'open') return undefined;
  if (!['past_due', 'unpaid', 'incomplete'].includes(status)) return undefined;
  const { data } = await stripe.invoicePayments.list({
    invoice: invoice.id,
    limit: 10,
    expand: ['data.payment.payment_intent'],
  });
  const intents = data.map(({ payment }) => payment.payment_intent);
  const failed = intents.find((one) => typeof one === 'object' && one.last_payment_error !== null);
  return typeof failed === 'object' ? failureOf(failed, undefined) : undefined;
}
