import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type { LaneEntry } from '../../src/domain/lane.ts';
import { defaultPolicy } from '../../src/domain/policy.ts';
import { tasksDone } from '../../src/workflows/messages.ts';
import { change as changeOf } from '../domain/subscriptions.ts';
import { monthly, subscriber } from '../sandbox/subscribing.ts';
import { useSkippedTime } from '../support/time.ts';
import { faultsAt, lastingTroubles, passingTroubles, type Trouble } from '../support/troubles.ts';
import { laneOn } from '../workflows/lane.ts';
import { once, withoutWaits } from './size.ts';
import { troubleStoryOn } from './trouble-story.ts';

const time = useSkippedTime();
const { enterLane, told, ended } = laneOn(time);
const play = troubleStoryOn(time);

type Tried = 'cancel' | 'cancel_now' | 'note of an offer';

/** The Activity that sends it. */
const sentBy = {
  cancel: 'changeSubscription',
  cancel_now: 'changeSubscription',
  'note of an offer': 'noteOffer',
} as const;

/** A write that is decided and not handed over yet, and all that a test needs to see what becomes of it. */
async function decided(action: Tried, trouble: Trouble) {
  const stripe = time.stripe();
  const { id: customer } = await subscriber(stripe);
  const { id } = await stripe.subscriptions.create({
    customer,
    // Of years, so that no period ends while days go by.
    items: [{ price: (await monthly(stripe, { recurring: { interval: 'year' } })).id }],
  });
  const now = Math.floor((await time.environment().currentTimeMs()) / 1_000);
  const around = {
    replyTo: `intent/${time.tenant}/nobody-waits-any-more-${randomUUID()}`,
    language: 'en-US',
  };
  const of = { id: randomUUID(), subscription: id, decidedAt: now - (trouble.age ?? 0) };
  const entry: LaneEntry<'subscription' | 'offer'> =
    action === 'note of an offer'
      ? { ...around, write: 'offer', policy: {}, decision: { ...of, call: 'a call', reference: 'R7K-2MX' } }
      : {
          ...around,
          write: 'subscription',
          decision: changeOf({ action }, of),
          policy: { ...defaultPolicy.subscription, allows: ['cancel', 'cancel_now'] },
        };
  const path = `/v1/subscriptions/${id}`;
  const method = action === 'cancel_now' ? 'DELETE' : 'POST';
  return {
    entry,
    enter: () => enterLane(customer, entry),
    // The lane reads the subscription once before it sends.
    faults: faultsAt(trouble, { sends: { method, path }, looks: { method: 'GET', path, skip: 1 } }),
    /** By a list, which no fault strikes. */
    isMade: async () => {
      const [one] = (await stripe.subscriptions.list({ customer, status: 'all' })).data;
      if (action === 'note of an offer') return one?.metadata['tellerline_offered'] !== undefined;
      return one?.status === 'canceled' || one?.cancel_at_period_end === true;
    },
    keysSent: async () => {
      const journal = `/journal?method=${method}&path=${path}`;
      const { data } = await time.control<{ data: { idempotencyKey?: string }[] }>('GET', journal);
      return data.map(({ idempotencyKey }) => idempotencyKey);
    },
  };
}

// What takes its time is tried with the one that has a key: without one Stripe cannot tell that an end which is sent again is
// one that it holds up.
const all = [...passingTroubles, ...lastingTroubles];
/** What nobody waits for is given up after two minutes, and is no person's matter. */
const isGivenUp = ([, { person, mendedAfter }]: readonly [string, Trouble]) =>
  person !== undefined || mendedAfter === '5m' || mendedAfter === '2h';
const troublesOf = {
  cancel: all,
  'note of an offer': once(all).filter((named) => !isGivenUp(named)),
  cancel_now: withoutWaits(all),
};

describe.each(['cancel', 'cancel_now', 'note of an offer'] as const)(
  'nobody knows whether a subscription was changed: %s',
  (action) => {
    test.each(troublesOf[action])('%s', async (_, trouble) => {
      const change = await decided(action, trouble);
      const { answer, hasSentBy } = await play(trouble, change, 'unknown_change');
      const { id, subscription } = change.entry.decision;
      expect(answer).toMatchObject({ decision: id, kind: 'done', made: { subscription } });
      await hasSentBy(sentBy[action]);
    });
  },
);

test.each(all.filter(isGivenUp))('the note of an offer is given up by itself: %s', async (_, trouble) => {
  const { entry, enter, faults } = await decided('note of an offer', trouble);
  for (const fault of faults) await time.control('POST', '/faults', fault);
  const lane = await enter();
  await ended(lane);
  const { id } = entry.decision;
  expect(told(entry).at(-1)).toEqual({ decision: id, kind: 'refused', reason: 'refused_by_stripe' });
  expect(await lane.query(tasksDone)).toEqual([]);
});
