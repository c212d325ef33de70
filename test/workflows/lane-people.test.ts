import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type { LaneEntry } from '../../src/domain/lane.ts';
import { subscribe } from '../sandbox/subscribing.ts';
import { useSkippedTime } from '../support/time.ts';
import { laneOn } from './lane.ts';

const time = useSkippedTime();
const { customerWithPayment, entryFor, enterLane, told, keysSent, ended, refundsOf, failSends, failReads } =
  laneOn(time);
const DAY = 86_400;

/** A note that something was offered for keeping a subscription, which Stripe refuses to show, or to change. */
async function offerNote(method: 'GET' | 'POST') {
  const subscription = await subscribe(time.stripe());
  const path = `/v1/subscriptions/${subscription.id}`;
  await time.control('POST', '/faults', { kind: 'status', status: 500, method, times: 'always', path });
  const decidedAt = Math.floor((await time.environment().currentTimeMs()) / 1_000);
  const entry: LaneEntry = {
    ...{ write: 'offer', policy: {}, language: 'en-US' },
    replyTo: `intent/${time.tenant}/nobody-waits-any-more-${randomUUID()}`,
    decision: {
      ...{ id: randomUUID(), subscription: subscription.id, call: 'a-call', reference: 'R7K-2MX' },
      decidedAt,
    },
  };
  return { entry, customer: String(subscription.customer) };
}

describe('the lane and people', () => {
  test('opens a human task for what is unknown after two minutes, and keeps looking', async () => {
    const { customer, payment } = await customerWithPayment();
    const { id } = await failSends(payment);
    const entry = await entryFor(payment);
    const lane = await enterLane(customer, entry);
    await time.environment().sleep('3m');
    expect(await lane.query('tasks')).toMatchObject([
      { task: entry.decision.id, kind: 'unknown_refund', reason: 'no_answer' },
    ]);
    await time.control('DELETE', `/faults/${id}`);
    await ended(lane);
    expect(await refundsOf(payment)).toHaveLength(1);
    expect(new Set(await keysSent(payment)).size).toBe(1);
  });

  test('sends nothing a day after the decision until a person decides', async () => {
    const { customer, payment } = await customerWithPayment();
    const entry = await entryFor(payment, { age: DAY + 60 });
    const lane = await enterLane(customer, entry);
    await time.environment().sleep('1m');
    expect(await keysSent(payment)).toHaveLength(0);
    expect(await lane.query('tasks')).toMatchObject([{ task: entry.decision.id }]);
    await lane.signal('decide', {
      task: entry.decision.id,
      verdict: 'approve',
      version: 1,
      reason: 'still wanted',
    });
    await ended(lane);
    expect(await refundsOf(payment)).toHaveLength(1);
  });

  test('withdraws the task when it finds out without a person', async () => {
    const { customer, payment } = await customerWithPayment();
    const { id } = await failSends(payment);
    const lane = await enterLane(customer, await entryFor(payment));
    await time.environment().sleep('3m');
    expect(await lane.query('tasks')).toHaveLength(1);
    await time.control('DELETE', `/faults/${id}`);
    await ended(lane);
    expect(await lane.query('tasks')).toEqual([]);
  });

  test('tells a person when Stripe cannot be read, sends nothing meanwhile, and serves all when it can', async () => {
    const { customer, payment } = await customerWithPayment();
    const { id } = await failReads(payment);
    const entry = await entryFor(payment);
    const lane = await enterLane(customer, entry);
    await time.environment().sleep('5m');
    expect(await lane.query('tasks')).toMatchObject([
      { task: `${entry.decision.id}-read`, reason: 'stripe_not_readable' },
    ]);
    expect(await keysSent(payment)).toHaveLength(0);
    await time.control('DELETE', `/faults/${id}`);
    await ended(lane);
    expect(await refundsOf(payment)).toHaveLength(1);
  });

  test('takes a decision only on what was shown: a refund by another hand since is shown first', async () => {
    const { customer, payment } = await customerWithPayment();
    const { id } = await failSends(payment);
    const entry = await entryFor(payment, { amount: 1_000 });
    const lane = await enterLane(customer, entry);
    await time.environment().sleep('3m');
    expect(await lane.query('tasks')).toMatchObject([{ reason: 'no_answer', version: 1 }]);
    await time.stripe().refunds.create({ payment_intent: payment, amount: 1_000 });
    const yes = { task: entry.decision.id, verdict: 'approve', version: 1, reason: 'send it again' };
    await lane.signal('decide', { ...yes, version: 1 });
    await time.environment().sleep('20m');
    const [shown] = await lane.query<{ reason: string; version: number }[]>('tasks');
    expect(shown).toMatchObject({ reason: 'another_refund_since', version: 2 });
    await time.control('DELETE', `/faults/${id}`);
    await time.environment().sleep('20m');
    expect(await refundsOf(payment)).toHaveLength(1);
    await lane.signal('decide', { ...yes, version: 2 });
    await ended(lane);
    expect(await refundsOf(payment)).toHaveLength(2);
  });

  test('takes a person’s yes for one send: what happens after it stops the next', async () => {
    const { customer, payment } = await customerWithPayment();
    const { id } = await failSends(payment);
    const entry = await entryFor(payment, { amount: 1_000 });
    const lane = await enterLane(customer, entry);
    await time.environment().sleep('3m');
    await lane.signal('decide', {
      task: entry.decision.id,
      verdict: 'approve',
      version: 1,
      reason: 'send it again',
    });
    await time.environment().sleep('1s');
    await time.stripe().refunds.create({ payment_intent: payment, amount: 1_000 });
    await time.environment().sleep('20m');
    await time.control('DELETE', `/faults/${id}`);
    await time.environment().sleep('20m');
    expect(await refundsOf(payment)).toHaveLength(1);
    expect(await lane.query('tasks')).toMatchObject([{ reason: 'another_refund_since' }]);
    await lane.signal('decide', {
      task: entry.decision.id,
      verdict: 'refuse',
      version: 2,
      reason: 'it was made by hand',
    });
    await ended(lane);
    expect(await refundsOf(payment)).toHaveLength(1);
  });

  test('gives up what a person refuses while Stripe cannot be read, although Stripe is back by then', async () => {
    const { customer, payment } = await customerWithPayment();
    const { id } = await failReads(payment);
    const entry = await entryFor(payment);
    const lane = await enterLane(customer, entry);
    await time.environment().sleep('5m');
    await time.control('DELETE', `/faults/${id}`);
    await lane.signal('decide', {
      task: `${entry.decision.id}-read`,
      verdict: 'refuse',
      version: 1,
      reason: 'paid in cash',
    });
    await ended(lane);
    expect(await refundsOf(payment)).toHaveLength(0);
  });

  test('asks a person again where a yes did not make Stripe readable', async () => {
    const { customer, payment } = await customerWithPayment();
    const { id } = await failReads(payment);
    const entry = await entryFor(payment);
    const lane = await enterLane(customer, entry);
    await time.environment().sleep('5m');
    await lane.signal('decide', {
      task: `${entry.decision.id}-read`,
      verdict: 'approve',
      version: 1,
      reason: 'try again',
    });
    await time.environment().sleep('10m');
    expect(await lane.query('tasks')).toMatchObject([{ reason: 'stripe_not_readable', version: 2 }]);
    await time.control('DELETE', `/faults/${id}`);
    await ended(lane);
    expect(await refundsOf(payment)).toHaveLength(1);
  });

  test('asks about the first that somebody waits for, not about the note of an offer before it', async () => {
    const { payment } = await customerWithPayment();
    const offer = await offerNote('GET');
    const entry = await entryFor(payment);
    await enterLane(offer.customer, offer.entry);
    const lane = await enterLane(offer.customer, entry);
    await time.environment().sleep('5m');
    const task = `${entry.decision.id}-read`;
    expect(await lane.query('tasks')).toMatchObject([{ task, kind: 'unknown_refund', payment }]);
    await lane.signal('decide', { task, verdict: 'refuse', version: 1, reason: 'paid in cash' });
    await ended(lane);
    expect(await refundsOf(payment)).toHaveLength(0);
  });

  test.each([
    ['whether it was made is not known', 'POST'],
    ['Stripe cannot be read', 'GET'],
  ] as const)('gives up the note of an offer by itself where %s', async (_, method) => {
    const { entry, customer } = await offerNote(method);
    const lane = await enterLane(customer, entry);
    await ended(lane);
    expect(told(entry).at(-1)).toMatchObject({ kind: 'refused', reason: 'refused_by_stripe' });
    expect(await lane.query('tasksDone')).toEqual([]);
  });
});
