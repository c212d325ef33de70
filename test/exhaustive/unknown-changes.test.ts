import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type { WorkflowHandle } from '@temporalio/client';
import type { LaneEntry } from '../../src/domain/lane.ts';
import { defaultPolicy } from '../../src/domain/policy.ts';
import { change } from '../domain/subscriptions.ts';
import { monthly, subscriber } from '../sandbox/subscribing.ts';
import { useSkippedTime } from '../support/time.ts';
import { faultsAt, lastingTroubles, passingTroubles } from '../support/troubles.ts';
import { until } from '../support/until.ts';
import { laneOn } from '../workflows/lane.ts';

const time = useSkippedTime();
const { enterLane, told, ended } = laneOn(time);

/** A cancellation that is decided and not handed over yet, and all that a test needs to see what becomes of it. */
async function decided(action: 'cancel' | 'cancel_now', age = 0) {
  const stripe = time.stripe();
  const { id: customer } = await subscriber(stripe);
  const { id } = await stripe.subscriptions.create({
    customer,
    // Of years, so that no period ends while days go by.
    items: [{ price: (await monthly(stripe, { recurring: { interval: 'year' } })).id }],
  });
  const now = Math.floor((await time.environment().currentTimeMs()) / 1_000);
  const entry: LaneEntry<'subscription'> = {
    write: 'subscription',
    decision: change({ action }, { id: randomUUID(), subscription: id, decidedAt: now - age }),
    policy: { ...defaultPolicy.subscription, allows: ['cancel', 'cancel_now'] },
    replyTo: `intent/${time.tenant}/nobody-waits-any-more-${randomUUID()}`,
    language: 'en-US',
  };
  const path = `/v1/subscriptions/${id}`;
  const method = action === 'cancel' ? 'POST' : 'DELETE';
  return {
    entry,
    enter: () => enterLane(customer, entry),
    // The lane reads the subscription once before it sends.
    struck: { sends: { method, path }, looks: { method: 'GET', path, skip: 1 } },
    /** By a list, which no fault strikes. */
    isMade: async () => {
      const [one] = (await stripe.subscriptions.list({ customer, status: 'all' })).data;
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
const slow = new Set(['hold', 'hang', 'drip']);
const all = [...passingTroubles, ...lastingTroubles];
const troublesOf = {
  cancel: all,
  cancel_now: all.filter(([, { spoils }]) => !spoils.some(({ kind }) => slow.has(kind))),
};

describe.each(['cancel', 'cancel_now'] as const)(
  'nobody knows whether a subscription was changed: %s',
  (action) => {
    test.each(troublesOf[action])('%s', async (_, trouble) => {
      const { entry, enter, struck, isMade, keysSent } = await decided(action, trouble.age);
      const ordered = faultsAt(trouble, struck).map((fault) =>
        time.control<{ id: string }>('POST', '/faults', fault),
      );
      const faults = await Promise.all(ordered);
      const lane = await enter();
      if (trouble.mendedAfter !== undefined) {
        await until('it was sent', async () => (await keysSent()).length > 0);
        await time.environment().sleep(trouble.mendedAfter);
        expect(await isMade()).toBe(trouble.made);
        expect(told(entry)).toEqual([{ decision: entry.decision.id, kind: 'unknown' }]);
        if (trouble.clock !== undefined) await time.control('POST', '/clock', { advance: trouble.clock });
        for (const { id } of faults) await time.control('DELETE', `/faults/${id}`);
      }
      if (trouble.person !== undefined) {
        await time.environment().sleep('20m');
        const { id: task } = entry.decision;
        expect(await lane.query('tasks')).toMatchObject([
          { task, kind: 'unknown_change', reason: trouble.person },
        ]);
        expect(await isMade()).toBe(false);
        const [shown] = await lane.query<{ version: number }[]>('tasks');
        const yes = { task, verdict: 'approve', version: shown?.version, reason: 'looked at it' };
        await lane.signal('decide', yes);
      }
      await ended(lane);

      expect(await isMade()).toBe(true);
      const answers = told(entry);
      expect(answers.at(-1)).toMatchObject({ kind: 'done', made: { decision: entry.decision.id } });
      expect(answers.slice(0, -1).filter(({ kind }) => kind !== 'unknown')).toEqual([]);
      // Neither the engine nor Stripe’s client repeats a send by itself, but for a connection that was closed.
      const sends = await activities(lane, 'changeSubscription');
      expect(await keysSent()).toHaveLength(sends + (trouble.repeatedByClient ?? 0));
    });
  },
);

/** How often the lane had something done. */
async function activities(lane: WorkflowHandle, name: string): Promise<number> {
  const { events } = await lane.fetchHistory();
  const scheduled = (events ?? []).map(
    ({ activityTaskScheduledEventAttributes: of }) => of?.activityType?.name,
  );
  return scheduled.filter((one) => one === name).length;
}
