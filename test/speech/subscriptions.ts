import fc from 'fast-check';
import type { SubscriptionState } from '../../src/domain/subscription.ts';
import type { Change, ChangeAction, ChangeRefusal, Offer } from '../../src/domain/subscription-change.ts';
import type { SpokenChange, SpokenDay, SpokenSubscription } from '../../src/speech/catalogue.ts';
import { anyAmount, anyDay, everyFailure } from './spoken.ts';

const keyOf = <Key extends string>(all: Record<Key, true>) => fc.constantFrom(...(Object.keys(all) as Key[]));
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const anySpokenDay: fc.Arbitrary<SpokenDay> = fc
  .record({ day: anyDay, isFar: fc.boolean() })
  .map(({ day, isFar }) => ({ day, ...(isFar && { year: day.slice(0, 4) }) }));

const anyState = keyOf<SubscriptionState>({
  active: true,
  trialing: true,
  past_due: true,
  unpaid: true,
  incomplete: true,
  paused: true,
  ended: true,
  other: true,
});

export const anySubscription: fc.Arbitrary<SpokenSubscription> = fc
  .record({
    state: anyState,
    plan: fc.constantFrom(undefined, 'Gold', 'Team Plus'),
    price: maybe(anyAmount),
    every: fc.record({
      unit: fc.constantFrom('day' as const, 'week' as const, 'month' as const, 'year' as const),
      count: fc.integer({ min: 1, max: 12 }),
    }),
    nextAmount: maybe(anyAmount),
    owed: maybe(anyAmount),
    failure: fc.constantFrom(undefined, ...everyFailure),
    paused: fc.boolean(),
    days: fc.record({
      renews: maybe(anySpokenDay),
      trialEnds: maybe(anySpokenDay),
      ends: maybe(anySpokenDay),
      ended: maybe(anySpokenDay),
      resumes: maybe(anySpokenDay),
      periodEnds: maybe(anySpokenDay),
    }),
    began: anySpokenDay,
  })
  .map(({ state, plan, price, every, nextAmount, owed, failure, paused, days, began }) => ({
    subscription: {
      subscription: 'sub_1',
      customer: 'cus_1',
      state,
      created: 0,
      discounts: [],
      scheduled: false,
      ...(plan !== undefined && { plan }),
      ...(price && { price, every }),
      ...(nextAmount && { nextAmount }),
      ...(owed && { owed }),
      ...(failure && { failure }),
      ...(paused && { pausedCollection: {} }),
    },
    began,
    ...Object.fromEntries(Object.entries(days).filter(([, day]) => day !== undefined)),
  }));

export const anyOffer = fc.record({
  percentOff: fc.integer({ min: 1, max: 100 }),
  months: fc.integer({ min: 1, max: 24 }),
});

export const anyAction = keyOf<ChangeAction>({
  cancel: true,
  cancel_now: true,
  keep: true,
  pause: true,
  resume: true,
  accept_offer: true,
});

function changeOf(action: ChangeAction, offer: Offer): Change {
  switch (action) {
    case 'keep':
      return { action, undoes: 'period_end' };
    case 'pause':
      return { action, behavior: 'void', resumesAt: 0 };
    case 'accept_offer':
      return { action, offer, discounts: [] };
    case 'cancel':
    case 'cancel_now':
    case 'resume':
      return { action };
  }
}

const anyWanted = fc.tuple(anyAction, anyOffer).map(([action, offer]) => changeOf(action, offer));

export const anyChange: fc.Arbitrary<SpokenChange> = fc
  .record({ change: anyWanted, of: anySubscription, resumes: maybe(anySpokenDay) })
  .map(({ change, of, resumes }) => ({ change, of, ...(resumes && { resumes }) }));

export const anyChangeRefusal = keyOf<ChangeRefusal>({
  ended: true,
  incomplete: true,
  past_due: true,
  on_hold: true,
  ending: true,
  scheduled: true,
  not_allowed: true,
  changed_since: true,
  being_confirmed: true,
  refused_by_support: true,
  expired: true,
  refused_by_stripe: true,
});
