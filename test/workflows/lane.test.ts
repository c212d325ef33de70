import { describe, expect, test } from '@jest/globals';
import type { LaneEntry } from '../../src/domain/lane.ts';
import type { SetAside } from '../../src/workflows/lane/unknown.ts';
import { enter } from '../../src/workflows/messages.ts';
import { useSkippedTime } from '../support/time.ts';
import { until } from '../support/until.ts';
import { laneOn } from './lane.ts';

const time = useSkippedTime();
const { customerWithPayment, entryFor, enterLane, told, keysSent, ended, refundsOf, failSends } =
  laneOn(time);

/** A fault of Stripe's, and how many requests it holds. */
async function fault(order: object) {
  const { id } = await time.control<{ id: string }>('POST', '/faults', order);
  return {
    async holds(requests: number): Promise<boolean> {
      const { data } = await time.control<{ data: { id: string; holding: number }[] }>('GET', '/faults');
      return data.some((one) => one.id === id && one.holding >= requests);
    },
    end: () => time.control('DELETE', `/faults/${id}`),
  };
}

describe('the lane', () => {
  test('carries a decision out although nobody waits any more, and ends a minute after its last entry', async () => {
    const { customer, payment } = await customerWithPayment();
    const lane = await enterLane(customer, await entryFor(payment));
    await ended(lane);
    const [refund, ...others] = await refundsOf(payment);
    expect(others).toHaveLength(0);
    // What comes of it later is somebody's matter all the same.
    const watch = time.client().workflow.getHandle(`watch/${time.tenant}/${refund?.id}`);
    expect(await watch.describe()).toMatchObject({ type: 'watch' });
  });

  test('says nothing of a delay where Stripe takes a few seconds to show what it is judged by', async () => {
    const { customer, payment } = await customerWithPayment();
    await fault({ kind: 'delay', ms: 1_500, method: 'GET', path: '/v1/charges', params: { customer } });
    const entry = await entryFor(payment);
    await ended(await enterLane(customer, entry));
    expect(told(entry)).toMatchObject([{ kind: 'done' }]);
  });

  test('says no only once what that follows from is in its history: another look could come to the opposite', async () => {
    const { customer } = await customerWithPayment();
    const entry = await entryFor('pi_none');
    const lane = await enterLane(customer, entry);
    await ended(lane);
    expect(told(entry)).toMatchObject([{ kind: 'refused', reason: 'refused_by_stripe' }]);
    const { events } = await lane.fetchHistory();
    const kept = (events ?? []).flatMap(({ activityTaskScheduledEventAttributes: scheduled, ...event }) =>
      event.markerRecordedEventAttributes ? ['read'] : scheduled ? [scheduled.activityType?.name] : [],
    );
    expect(kept).toEqual(['read', 'answerIntent']);
  });

  test('answers a decision that comes again after it has ended from Stripe’s own record', async () => {
    const { customer, payment } = await customerWithPayment();
    const entry = await entryFor(payment);
    await ended(await enterLane(customer, entry));
    await ended(await enterLane(customer, entry));
    expect(await keysSent(payment)).toHaveLength(1);
    expect(await refundsOf(payment)).toHaveLength(1);
  });

  test('uses a second key only when Stripe replays a failure that it keeps, and a minute of looks found nothing', async () => {
    const { customer, payment } = await customerWithPayment();
    await time.control('POST', '/faults', {
      kind: 'status',
      status: 500,
      when: 'during',
      method: 'POST',
      path: '/v1/refunds',
      params: { payment_intent: payment },
    });
    await ended(await enterLane(customer, await entryFor(payment)));
    const keys = await keysSent(payment);
    expect(new Set(keys).size).toBe(2);
    expect(keys.length).toBeGreaterThan(5);
    expect(keys.filter((key) => key.endsWith('-2'))).toHaveLength(1);
    expect(await refundsOf(payment)).toHaveLength(1);
  });

  test('refuses a payment that Stripe does not know, and serves the others', async () => {
    const { customer, payment } = await customerWithPayment();
    await enterLane(customer, await entryFor('pi_none'));
    await ended(await enterLane(customer, await entryFor(payment)));
    expect(await keysSent('pi_none')).toHaveLength(0);
    expect(await refundsOf(payment)).toHaveLength(1);
  });

  test('says what a refusal was judged by also where it was found out beside the lane', async () => {
    const { customer, payment } = await customerWithPayment();
    const sends = { method: 'POST', path: '/v1/refunds', params: { payment_intent: payment } };
    await fault({ kind: 'status', status: 500, ...sends });
    await fault({ kind: 'status', status: 400, ...sends });
    const entry = await entryFor(payment);
    await ended(await enterLane(customer, entry));
    expect(told(entry)).toMatchObject([
      { kind: 'refused', reason: 'refused_by_stripe', payment: { payment } },
    ]);
  });

  test('counts what is set aside although it is found to be made while the next is read', async () => {
    const { customer, payment } = await customerWithPayment();
    const first = await entryFor(payment, { amount: 1_000 });
    const second = await entryFor(payment, { amount: 1_000, call: 'another-call' });
    // Each send of the first one fails but the fifth, which is held; the second one is read meanwhile, and what Stripe
    // showed of it, without a refund, arrives only when the first one is known to be made.
    const sends = { method: 'POST', path: '/v1/refunds', params: { payment_intent: payment } };
    await fault({ kind: 'status', status: 500, times: 4, ...sends });
    const send = await fault({ kind: 'hold', skip: 4, ...sends });
    const read = await fault({
      kind: 'hold',
      when: 'after',
      times: 'always',
      method: 'GET',
      path: `/v1/payment_intents/${payment}`,
      // The first one is judged before anything is held.
      skip: 1,
    });
    const lane = await enterLane(customer, first);
    await until('the first one is sent for the fifth time', () => send.holds(1), 30);
    await enterLane(customer, second);
    // A read is given up after a moment, and begun again with more patience.
    await until('the second one is read', () => read.holds(2), 30);
    await send.end();
    await until('the first one is known', async () => {
      const { currentDetails } = await lane.query<{ currentDetails: string }>('__temporal_workflow_metadata');
      return !currentDetails.includes('set aside');
    });
    await read.end();
    await ended(lane);
    const made = await refundsOf(payment);
    expect(made.map(({ metadata }) => metadata?.['tellerline_decision'])).toEqual([first.decision.id]);
  });

  test('is not wedged by a decision that comes with its very start', async () => {
    const { customer, payment } = await customerWithPayment();
    const lane = await time.client().workflow.signalWithStart('lane', {
      workflowId: `lane/${time.tenant}/${customer}`,
      taskQueue: time.taskQueue(),
      args: [{ tenant: time.tenant, lane: customer }],
      signal: 'decide',
      signalArgs: [{ task: 'none', verdict: 'approve', version: 1, reason: 'too early' }],
    });
    await enterLane(customer, await entryFor(payment));
    await ended(lane);
    expect(await refundsOf(payment)).toHaveLength(1);
  });

  test('finds out what it starts with as set aside, and answers nothing about it before it knows', async () => {
    const { customer, payment } = await customerWithPayment();
    const { id } = await failSends(payment);
    const entry = await entryFor(payment);
    const aside = { ...setAsideAt(entry, await time.environment().currentTimeMs()), told: true };
    const lane = await time.client().workflow.signalWithStart('lane', {
      workflowId: `lane/${time.tenant}/${customer}`,
      taskQueue: time.taskQueue(),
      args: [{ tenant: time.tenant, lane: customer, aside: [aside] }],
      signal: enter,
      signalArgs: [entry],
    });
    await time.environment().sleep('1m');
    expect((await lane.describe()).status.name).toBe('RUNNING');
    expect(new Set(await keysSent(payment)).size).toBe(1);
    await time.control('DELETE', `/faults/${id}`);
    await ended(lane);
    expect(await refundsOf(payment)).toHaveLength(1);
  });
});

/** What a lane carries of an entry that became unknown at a moment. */
function setAsideAt(entry: LaneEntry, now: number): SetAside {
  const found = {
    generation: 1,
    keySince: now,
    clearSince: undefined,
    pause: 500,
    noAccess: false,
    told: false,
  };
  return { entry, known: [], since: now, ...found };
}
