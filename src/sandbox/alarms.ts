import type { Stripe } from 'stripe';
import type { StoredObject } from './objects.ts';

/** When an object changes by itself, if ever: `resources/alarms.ts` says how. */
export function alarmOf(object: StoredObject): number | undefined {
  // Redeemable up to and including that second.
  if (object.object === 'coupon') {
    return object.valid && object.redeem_by !== null ? object.redeem_by + 1 : undefined;
  }
  if (object.object === 'promotion_code') return object.active ? (object.expires_at ?? undefined) : undefined;
  return object.object === 'subscription' ? subscriptionAlarm(object) : undefined;
}

/** Stripe waits so long for the first payment. */
const incompleteSeconds = 23 * 60 * 60;

function subscriptionAlarm(subscription: Stripe.Subscription): number | undefined {
  const { status, items, cancel_at: cancelAt, pause_collection: pause, created } = subscription;
  if (status === 'incomplete') return created + incompleteSeconds;
  if (status === 'paused' || status === 'canceled' || status === 'incomplete_expired') return undefined;
  const ends = items.data.map((item) => item.current_period_end);
  return Math.min(...ends, cancelAt ?? Infinity, pause?.resumes_at ?? Infinity);
}
