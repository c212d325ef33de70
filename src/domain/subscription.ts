import type { Money } from './money.ts';
import type { PaymentFailure } from './payment.ts';
import { DAY_SECONDS, type UnixSeconds } from './time.ts';

/** How a subscription stands, in our words; `other` is a status that Stripe has come to have since. */
export type SubscriptionState =
  | 'active'
  | 'trialing'
  | 'past_due'
  | 'unpaid'
  | 'incomplete'
  | 'paused'
  | 'ended'
  | 'other';

/** What a caller may ask for. */
export type SubscriptionAction = 'cancel' | 'cancel_now' | 'keep' | 'pause' | 'resume';

/** What happens to the invoices of a pause. */
export type PauseBehavior = 'void' | 'keep_as_draft' | 'mark_uncollectible';

/** How often a subscription is charged: every `count` of a unit. */
export interface Interval {
  readonly unit: 'day' | 'week' | 'month' | 'year';
  readonly count: number;
}

/** One subscription as Stripe shows it. What is not surely known is absent. */
export interface Subscription {
  readonly subscription: string;
  readonly customer: string;
  readonly state: SubscriptionState;
  readonly created: UnixSeconds;
  /** The name of what is subscribed to; of several items all names. */
  readonly plan?: string;
  /** What all items cost together, before discounts, each `every`. */
  readonly price?: Money;
  readonly every?: Interval;
  /** When the period that it is in ends, where it is one for all its items. */
  readonly periodEndsAt?: UnixSeconds;
  /** When it is charged next, where it goes on. */
  readonly renewsAt?: UnixSeconds;
  /** What that will be, after the discounts that hold then. */
  readonly nextAmount?: Money;
  readonly trialEndsAt?: UnixSeconds;
  /** When it ends by a cancellation, and whether that is the end of a period or a date of its own. */
  readonly endsAt?: UnixSeconds;
  readonly endsBy?: 'period_end' | 'date';
  readonly endedAt?: UnixSeconds;
  /** Collection is paused, whatever the state says. */
  readonly pausedCollection?: { readonly resumesAt?: UnixSeconds };
  /** What the latest invoice waits for, and why it was not paid. */
  readonly owed?: Money;
  readonly failure?: PaymentFailure;
  /** The ids of its discounts, in their order. */
  readonly discounts: readonly string[];
  /** A schedule of Stripe's changes it: only who made that may touch it. */
  readonly scheduled: boolean;
  /** Our decision that changed it last. */
  readonly decision?: string;
  /** When its customer was last offered something for keeping it. */
  readonly offeredAt?: UnixSeconds;
}

/** How long after its end a subscription is still spoken of. */
const ENDED_DAYS = 30;

/** The subscriptions that a caller may mean, newest first: those that live, else those that ended lately. */
export function spokenOf(all: readonly Subscription[], now: UnixSeconds): Subscription[] {
  const newestFirst = [...all].sort((a, b) => b.created - a.created);
  const living = newestFirst.filter(({ state }) => state !== 'ended');
  if (living.length > 0) return living;
  return newestFirst.filter(({ endedAt = 0 }) => now - endedAt < ENDED_DAYS * DAY_SECONDS);
}

/** All that a change by another hand would alter; what time alone alters, such as the next date, is not in it. */
export function fingerprintOf(subscription: Subscription): string {
  const { state, endsAt, endsBy, pausedCollection, discounts, decision } = subscription;
  const { plan, price, every, scheduled } = subscription;
  return JSON.stringify({
    ...{ state, endsAt, endsBy, pausedCollection, discounts, decision },
    ...{ plan, price, every, scheduled },
  });
}
