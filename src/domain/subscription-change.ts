import type { RetentionPolicy, SubscriptionPolicy } from './policy.ts';
import type { PauseBehavior, Subscription, SubscriptionAction, SubscriptionState } from './subscription.ts';
import { DAY_SECONDS, type UnixSeconds } from './time.ts';

/** What is written, with all that the request is made of: it is the same whenever it is sent. */
export type Change =
  | { readonly action: 'cancel' | 'resume' }
  | { readonly action: 'cancel_now' }
  | { readonly action: 'keep'; readonly undoes: 'period_end' | 'date' }
  | { readonly action: 'pause'; readonly behavior: PauseBehavior; readonly resumesAt: UnixSeconds }
  /** Keeps it with an offer: `discounts` are those that it has already, which are sent along. */
  | { readonly action: 'accept_offer'; readonly offer: Offer; readonly discounts: readonly string[] };

export type ChangeAction = Change['action'];

/** So many percent off, for so many months. */
export type Offer = Pick<RetentionPolicy, 'percentOff' | 'months'>;

/** A change that was agreed to. It is carried out at most once. */
export interface SubscriptionDecision {
  /** Names the decision; the key at Stripe and our metadata are derived from it. */
  readonly id: string;
  readonly subscription: string;
  readonly change: Change;
  /** Keyed hash of the call. */
  readonly call: string;
  readonly reference: string;
  readonly decidedAt: UnixSeconds;
  /** A person's yes: what policy would ask a person about is not asked again. */
  readonly approved: boolean;
}

/** Why a change cannot be made. */
export type ChangeRefusal =
  | 'ended'
  | 'incomplete'
  | 'past_due'
  | 'on_hold'
  | 'ending'
  | 'scheduled'
  | 'not_allowed'
  | 'changed_since'
  | 'being_confirmed'
  | 'refused_by_support'
  | 'expired'
  | 'refused_by_stripe';

export type ChangeVerdict =
  | { readonly kind: 'allow' }
  /** It is so already: nothing need be sent. */
  | { readonly kind: 'already' }
  | { readonly kind: 'ask_support'; readonly reason: 'policy' }
  | { readonly kind: 'refused'; readonly reason: ChangeRefusal };

/** What the lane answers where it changes nothing, with the subscription as it was judged. */
export type ChangeAnswer = { subscription?: Subscription } & Exclude<ChangeVerdict, { kind: 'allow' }>;

/** A change that was made, or may have been: then nobody knows how the subscription stands after it. */
export interface ChangeRecord {
  readonly subscription: string;
  readonly decision: string;
  readonly after?: Subscription;
}

/** All that a change is judged by. */
export interface ChangeCase {
  readonly decision: Pick<SubscriptionDecision, 'change' | 'approved'>;
  readonly subscription: Subscription;
  readonly policy: SubscriptionPolicy;
}

/** Judges a change: by what is so already, then by what cannot be, then by the tenant's policy. */
export function judgeChange(asked: ChangeCase): ChangeVerdict {
  const { change } = asked.decision;
  if (isSo(change.action, asked.subscription)) return { kind: 'already' };
  const reason = hindrance(change, asked.subscription);
  return reason ? { kind: 'refused', reason } : byPolicy(asked);
}

/** The change that an action comes to on a subscription as it is now. */
export function changeFor(
  action: SubscriptionAction,
  { endsBy = 'period_end' }: Subscription,
  { pause }: SubscriptionPolicy,
  now: UnixSeconds,
): Change {
  switch (action) {
    case 'keep':
      return { action, undoes: endsBy };
    case 'pause':
      return { action, behavior: pause.behavior, resumesAt: now + pause.days * DAY_SECONDS };
    case 'cancel':
    case 'cancel_now':
    case 'resume':
      return { action };
  }
}

/**
 * What may be offered for keeping a subscription: only where the policy has something, it can be applied, and none of the
 * customer's subscriptions was spoken of so within the period.
 */
export function offerFor(
  subscription: Subscription,
  all: readonly Subscription[],
  { retention }: SubscriptionPolicy,
  now: UnixSeconds,
): Extract<Change, { action: 'accept_offer' }> | undefined {
  if (!retention) return undefined;
  const { percentOff, months, periodDays } = retention;
  const lately = now - periodDays * DAY_SECONDS;
  const own = all.filter(({ customer }) => customer === subscription.customer);
  if (own.some(({ offeredAt = 0 }) => offeredAt > lately)) return undefined;
  const { discounts } = subscription;
  const change = { action: 'accept_offer', offer: { percentOff, months }, discounts } as const;
  return hindrance(change, subscription) ? undefined : change;
}

const standsStill: ReadonlySet<SubscriptionState> = new Set(['incomplete', 'paused', 'ended', 'other']);

/** Whether a subscription is as a change makes it; of an offer nobody can tell. */
export function isSo(
  action: ChangeAction,
  { state, endsAt, endedAt, pausedCollection }: Subscription,
): boolean {
  const hasEnded = state === 'ended';
  switch (action) {
    case 'cancel':
      return hasEnded || endsAt !== undefined;
    case 'cancel_now':
      return hasEnded && endedAt !== undefined;
    case 'keep':
      return state !== 'ended' && state !== 'incomplete' && endsAt === undefined;
    case 'pause':
      return !hasEnded && pausedCollection !== undefined;
    case 'resume':
      return !standsStill.has(state) && pausedCollection === undefined;
    case 'accept_offer':
      return false;
  }
}

function hindrance(change: Change, subscription: Subscription): ChangeRefusal | undefined {
  const { state, endsAt, endsBy, scheduled, discounts } = subscription;
  if (state === 'ended') return 'ended';
  if (state === 'incomplete') return 'incomplete';
  if (scheduled) return 'scheduled';
  const takesBack = change.action === 'keep' || change.action === 'resume';
  if ((state === 'past_due' || state === 'unpaid') && !takesBack) return 'past_due';
  if (state === 'paused' || state === 'other') return 'on_hold';
  switch (change.action) {
    case 'keep':
      return endsBy === change.undoes ? undefined : 'changed_since';
    case 'pause':
      return endsAt === undefined ? undefined : 'ending';
    case 'accept_offer':
      if (endsAt !== undefined) return 'ending';
      // What is sent takes the place of all discounts: one that came meanwhile would be lost.
      return sameList(discounts, change.discounts) ? undefined : 'changed_since';
    case 'cancel':
    case 'cancel_now':
    case 'resume':
      return undefined;
  }
}

function byPolicy({ decision: { change, approved }, policy }: ChangeCase): ChangeVerdict {
  if (change.action === 'accept_offer')
    return policy.retention ? { kind: 'allow' } : { kind: 'refused', reason: 'not_allowed' };
  if (policy.allows.includes(change.action)) return { kind: 'allow' };
  if (!policy.asks.includes(change.action)) return { kind: 'refused', reason: 'not_allowed' };
  return approved ? { kind: 'allow' } : { kind: 'ask_support', reason: 'policy' };
}

/** The subscription as it is after changes since it was read; undefined where one of them may not have been made. */
export function withChanges(read: Subscription, since: readonly ChangeRecord[]): Subscription | undefined {
  const own = since.filter(({ subscription }) => subscription === read.subscription);
  if (own.some(({ after }) => after === undefined)) return undefined;
  return own.at(-1)?.after ?? read;
}

/** What may have been done by a decision whose outcome nobody knows. */
export function possiblyChanged({ id, subscription }: SubscriptionDecision): ChangeRecord {
  return { subscription, decision: id };
}

/** What a decision has made of a subscription, by our mark on it. */
export function madeBy(
  { id }: SubscriptionDecision,
  subscription: Subscription | undefined,
): ChangeRecord | undefined {
  if (subscription?.decision !== id) return undefined;
  return { subscription: subscription.subscription, decision: id, after: subscription };
}

/** What became of a decision that was sent: an end at once takes no mark, and is known by itself. */
export function becameOfSent(
  sent: SubscriptionDecision,
  subscription: Subscription | undefined,
): ChangeRecord | undefined {
  if (sent.change.action !== 'cancel_now' || subscription?.state !== 'ended')
    return madeBy(sent, subscription);
  return { subscription: subscription.subscription, decision: sent.id, after: subscription };
}

function sameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((item, index) => item === other[index]);
}
