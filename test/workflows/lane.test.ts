import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type { WorkflowHandle } from '@temporalio/client';
import type { LaneEntry } from '../../src/domain/lane.ts';
import { defaultPolicy } from '../../src/domain/policy.ts';
import { enter } from '../../src/workflows/messages.ts';
import type { SetAside } from '../../src/workflows/unknown.ts';
import { pay } from '../sandbox/sandbox.ts';
import { useSkippedTime } from '../support/time.ts';
import { until } from '../support/until.ts';

const time = useSkippedTime();
const DAY = 86_400;

async function customerWithPayment() {
  const stripe = time.stripe();
  const { id: customer } = await stripe.customers.create({ email: `${randomUUID()}@example.com` });
  const payment = await pay(stripe, { customer, amount: 4_250 });
  return { customer, payment: payment.id };
}

async function entryFor(
  payment: string,
  { age = 0, amount = 4_250, call = 'a-call' } = {},
): Promise<LaneEntry> {
  const now = Math.floor((await time.environment().currentTimeMs()) / 1_000);
  return {
    decision: {
      id: randomUUID(),
      payment,
      amount: { value: amount, currency: 'usd' },
      call,
      reference: 'R7K-2MX',
      decidedAt: now - age,
      besides: [],
      approved: false,
    },
    policy: defaultPolicy.refund,
    replyTo: `intent/${time.tenant}/nobody-waits-any-more`,
  };
}

function enterLane(customer: string, entry: LaneEntry) {
  return time.client().workflow.signalWithStart('lane', {
    workflowId: `lane/${time.tenant}/${customer}`,
    taskQueue: time.taskQueue(),
    args: [{ tenant: time.tenant, lane: customer }],
    signal: enter,
    signalArgs: [entry],
  });
}

async function keysSent(payment: string): Promise<string[]> {
  const { data } = await time.control<{ data: { idempotencyKey: string; params: Record<string, string> }[] }>(
    'GET',
    '/journal?method=POST&path=/v1/refunds',
  );
  return data.filter(({ params }) => params['payment_intent'] === payment).map((one) => one.idempotencyKey);
}

/** Lets minutes pass until a lane has ended. Its result would do, but lets ten years pass, its own time-out. */
async function ended(lane: WorkflowHandle): Promise<void> {
  for (let minutes = 0; (await lane.describe()).status.name === 'RUNNING'; minutes += 1) {
    if (minutes > 60) throw new Error('The lane runs on.');
    await time.environment().sleep('1m');
  }
}

const refundsOf = async (payment: string) =>
  (await time.stripe().refunds.list({ payment_intent: payment })).data;

describe('the lane', () => {
  test('carries a decision out although nobody waits any more, and ends a minute after its last entry', async () => {
    const { customer, payment } = await customerWithPayment();
    const lane = await enterLane(customer, await entryFor(payment));
    await ended(lane);
    expect(await refundsOf(payment)).toHaveLength(1);
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
    await lane.signal('decide', { task: entry.decision.id, verdict: 'approve', reason: 'still wanted' });
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

  test('refuses a payment that Stripe does not know, and serves the others', async () => {
    const { customer, payment } = await customerWithPayment();
    await enterLane(customer, await entryFor('pi_none'));
    await ended(await enterLane(customer, await entryFor(payment)));
    expect(await keysSent('pi_none')).toHaveLength(0);
    expect(await refundsOf(payment)).toHaveLength(1);
  });

  test('counts what is set aside although it is found to be made while the next is read', async () => {
    const { customer, payment } = await customerWithPayment();
    const first = await entryFor(payment, { amount: 1_000 });
    const second = await entryFor(payment, { amount: 1_000, call: 'another-call' });
    // The first one's write is committed and its answer lost; looks for it are slow, and so is the second one's read.
    const ofRefunds = { path: '/v1/refunds', params: { payment_intent: payment } };
    await time.control('POST', '/faults', { kind: 'hang', when: 'before', method: 'POST', ...ofRefunds });
    const lane = await enterLane(customer, first);
    await until('the first one was sent', async () => (await keysSent(payment)).length === 1);
    await enterLane(customer, second);
    await ended(lane);
    const made = await refundsOf(payment);
    expect(made.map(({ metadata }) => metadata?.['tellerline_decision'])).toEqual([first.decision.id]);
  });

  test('takes a decision only on what was shown: a refund by another hand since is shown first', async () => {
    const { customer, payment } = await customerWithPayment();
    const { id } = await failSends(payment);
    const entry = await entryFor(payment, { amount: 1_000 });
    const lane = await enterLane(customer, entry);
    await time.environment().sleep('3m');
    expect(await lane.query('tasks')).toMatchObject([{ reason: 'no_answer', version: 1 }]);
    await time.stripe().refunds.create({ payment_intent: payment, amount: 1_000 });
    const yes = { task: entry.decision.id, verdict: 'approve', reason: 'send it again' };
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
    await lane.signal('decide', { task: entry.decision.id, verdict: 'approve', reason: 'send it again' });
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
      reason: 'try again',
    });
    await time.environment().sleep('10m');
    expect(await lane.query('tasks')).toMatchObject([{ reason: 'stripe_not_readable', version: 2 }]);
    await time.control('DELETE', `/faults/${id}`);
    await ended(lane);
    expect(await refundsOf(payment)).toHaveLength(1);
  });

  test('is not wedged by a decision that comes with its very start', async () => {
    const { customer, payment } = await customerWithPayment();
    const lane = await time.client().workflow.signalWithStart('lane', {
      workflowId: `lane/${time.tenant}/${customer}`,
      taskQueue: time.taskQueue(),
      args: [{ tenant: time.tenant, lane: customer }],
      signal: 'decide',
      signalArgs: [{ task: 'none', verdict: 'approve', reason: 'too early' }],
    });
    await enterLane(customer, await entryFor(payment));
    await ended(lane);
    expect(await refundsOf(payment)).toHaveLength(1);
  });

  test('finds out what it carried when it continued as new, and tells nobody that it was made before it was', async () => {
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

/** Has Stripe fail every send of ours for a payment before anything happens. */
function failSends(payment: string): Promise<{ id: string }> {
  const params = { payment_intent: payment, reason: 'requested_by_customer' };
  const fault = { kind: 'status', status: 500, method: 'POST', path: '/v1/refunds', times: 'always', params };
  return time.control('POST', '/faults', fault);
}

/** Has Stripe refuse to show a payment. */
function failReads(payment: string): Promise<{ id: string }> {
  const fault = { kind: 'status', status: 403, method: 'GET', times: 'always' };
  return time.control('POST', '/faults', { ...fault, path: `/v1/payment_intents/${payment}` });
}

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
