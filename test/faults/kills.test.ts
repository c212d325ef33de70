import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { isSmall, report } from './figures.ts';
import { buildRig, type Rig } from './rig.ts';
import { points, strike, type Victim, victims } from './strike.ts';
import * as disputes from './writes/disputes.ts';
import * as payments from './writes/payments.ts';
import * as subscriptions from './writes/subscriptions.ts';
import type { Played } from './writes/write.ts';

/** Every write there is. */
const writes: readonly (readonly [string, Played])[] = [
  ['a refund', payments.refund],
  ['the coupon of a one-time code', payments.coupon],
  ['a one-time code', payments.code],
  ['a cancellation at the period’s end', subscriptions.cancel],
  ['a cancellation at once', subscriptions.cancelNow],
  ['a cancellation that is taken back', subscriptions.keep],
  ['a pause', subscriptions.pause],
  ['the end of a pause', subscriptions.resume],
  ['the note of an offer', subscriptions.offerNoted],
  ['the coupon of an offer', subscriptions.offeredCoupon],
  ['an offer that is taken', subscriptions.offer],
  ['evidence that is staged', disputes.stage],
  ['evidence that is submitted', disputes.submit],
  ['a dispute that is given up', disputes.accept],
];
const moments = victims.flatMap((victim) => points.map((point) => [victim, point] as const));
const matrix = writes.flatMap(([name, played], row) =>
  moments.flatMap(([victim, point], column) =>
    // The small size has each write once, and each moment.
    isSmall && column !== (row * 4) % moments.length ? [] : [[victim, name, point, played] as const],
  ),
);

let rig: Rig;
const waits = new Map<Victim, number[]>(victims.map((victim) => [victim, []]));

beforeAll(async () => {
  rig = await buildRig({ demo: { policy: subscriptions.policy } });
  await disputes.listen(rig);
}, 300_000);
afterAll(async () => {
  for (const [victim, seconds] of waits)
    report(`kill -9 of the ${victim} at a point of a write`, {
      kills: seconds.length,
      'longest wait (s)': Math.max(...seconds).toFixed(1),
    });
  await rig.end();
}, 60_000);

test.each(matrix)(
  'kill -9 of the %s as %s %s: it is made once, and what is owed arrives',
  async (victim, _, point, played) => {
    const write = await played(rig);
    waits.get(victim)?.push(await strike(rig, write, victim, point));

    const { method } = write.request;
    const sent = await rig.stripe.answered(write.request);
    const granted = sent.filter(({ status, replayed }) => status === 200 && !replayed);
    expect(granted).toHaveLength(1);
    // An end at once takes no key, and is granted once by itself.
    if (method === 'POST') expect(new Set(sent.map((one) => one.idempotencyKey)).size).toBe(1);
  },
  300_000,
);
