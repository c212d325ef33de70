import fc from 'fast-check';
import { defaultPolicy, type SubscriptionPolicy } from '../../src/domain/policy.ts';
import type { Subscription, SubscriptionAction, SubscriptionState } from '../../src/domain/subscription.ts';
import type { Change, SubscriptionDecision } from '../../src/domain/subscription-change.ts';
import { DAY_SECONDS } from '../../src/domain/time.ts';
import { NOW, usd } from './records.ts';

/** An active subscription to Gold at $20 a month, begun ten days ago, unless told otherwise. */
export function subscription(of: Partial<Subscription> = {}): Subscription {
  return {
    subscription: 'sub_1',
    customer: 'cus_1',
    state: 'active',
    created: NOW - 10 * DAY_SECONDS,
    plan: 'Gold',
    price: usd(20_00),
    every: { unit: 'month', count: 1 },
    periodEndsAt: NOW + 20 * DAY_SECONDS,
    renewsAt: NOW + 20 * DAY_SECONDS,
    discounts: [],
    scheduled: false,
    ...of,
  };
}

export function change(of: Change, more: Partial<SubscriptionDecision> = {}): SubscriptionDecision {
  return {
    id: 'intent-1',
    subscription: 'sub_1',
    change: of,
    call: 'this call',
    reference: 'R7K-2MX',
    decidedAt: NOW,
    approved: false,
    ...more,
  };
}

export const policy: SubscriptionPolicy = {
  ...defaultPolicy.subscription,
  retention: { percentOff: 20, months: 3, periodDays: 180 },
};

export const everyState: readonly SubscriptionState[] = [
  'active',
  'trialing',
  'past_due',
  'unpaid',
  'incomplete',
  'paused',
  'ended',
  'other',
];

export const everyAction: readonly SubscriptionAction[] = ['cancel', 'cancel_now', 'keep', 'pause', 'resume'];

export const anyAction = fc.constantFrom(...everyAction);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

export const anySubscription: fc.Arbitrary<Subscription> = fc
  .record({
    state: fc.constantFrom(...everyState),
    ends: maybe(fc.constantFrom('period_end' as const, 'date' as const)),
    paused: fc.boolean(),
    scheduled: fc.boolean(),
    discounts: fc.subarray(['di_1', 'di_2']),
  })
  .map(({ state, ends, paused, scheduled, discounts }) =>
    subscription({
      state,
      scheduled,
      discounts,
      ...(state === 'ended' && { endedAt: NOW - DAY_SECONDS }),
      ...(state !== 'ended' && ends && { endsAt: NOW + 20 * DAY_SECONDS, endsBy: ends }),
      ...(state !== 'ended' && paused && { pausedCollection: {} }),
    }),
  );

export const anyPolicy: fc.Arbitrary<SubscriptionPolicy> = fc
  .record({ allows: fc.subarray([...everyAction]), asks: fc.subarray([...everyAction]) })
  .map((of) => ({ ...policy, ...of }));
