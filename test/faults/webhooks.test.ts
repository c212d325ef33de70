import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { figuresOf } from '../../bench/figures.ts';
import { workflowIds } from '../../src/domain/ids.ts';
import type { RefundRecord } from '../../src/domain/payment.ts';
import { defaultPolicy } from '../../src/domain/policy.ts';
import type { Reconciled } from '../../src/domain/reconciliation.ts';
import { DEMO_KEY } from '../../src/platform/first-start.ts';
import { look, tasks } from '../../src/workflows/messages.ts';
import { agentOf } from '../support/agent.ts';
import { until } from '../support/until.ts';
import { type Chance, chanceOf, seedOf } from './chance.ts';
import { isSmall, report } from './figures.ts';
import { flood } from './flood.ts';
import { lastResult } from './last-result.ts';
import { buildRig, type Rig } from './rig.ts';

const TENANT = 'demo';
const TASK_QUEUE = 'tellerline';
const refunds = isSmall ? 40 : 550;
/** Each is changed four times, and each change is three events, of which more are repeated than lost. */
const EVENTS_EACH = 12;
const AT_ONCE = 8;
const floods = isSmall ? { webhooks: 2_000, aSecond: 1_000 } : { webhooks: 20_000, aSecond: 2_000 };
const storm = { duplicate: 0.2, reorder: 0.2, drop: 0.1, forge: 0.05, old: 0.05, withinMs: 3_000 };

interface Attempt {
  readonly as: string;
  readonly status: number | null;
}

let rig: Rig;
beforeAll(async () => {
  rig = await buildRig({ apis: 2 });
}, 300_000);
afterAll(() => rig.end(), 60_000);

/** A refund at Stripe that its watch follows, as if an intent had made it. */
async function followed(): Promise<{ refund: string; payment: string }> {
  const { stripe, client } = rig;
  const { payment, customer } = await stripe.payer();
  const made = await stripe.client.refunds.create({ payment_intent: payment, amount: 1_000 });
  await client.workflow.signalWithStart('watch', {
    workflowId: workflowIds.watch(TENANT, made.id),
    taskQueue: TASK_QUEUE,
    args: [{ tenant: TENANT, refund: made.id, payment, customer, reference: 'R7K-2MX', language: 'en-US' }],
    signal: look,
  });
  return { refund: made.id, payment };
}

/** Does it for all, a few at once. */
async function forAll<T, R>(all: readonly T[], act: (one: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const waiting = [...all.entries()];
  const line = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) results[next[0]] = await act(next[1]);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, line));
  return results;
}

interface Settled {
  readonly refund: string;
  readonly state: 'issued' | 'failed';
  readonly bankReference?: string;
}

/** Takes a refund back and forth at Stripe, to how it ends: lost, paid, or paid with a number of the bank's. */
async function settle(refund: string, chance: Chance): Promise<Settled> {
  const isLost = chance.happens(0.3);
  const reference = !isLost && chance.happens(0.5) ? `bank-${refund}` : undefined;
  for (const status of ['pending', 'succeeded', 'pending'])
    await rig.stripe.control('POST', `/refunds/${refund}`, { status });
  const last = { status: isLost ? 'failed' : 'succeeded', ...(reference !== undefined && { reference }) };
  await rig.stripe.control('POST', `/refunds/${refund}`, last);
  return {
    ...{ refund, state: isLost ? 'failed' : 'issued' },
    ...(reference !== undefined && { bankReference: reference }),
  };
}

/** Whether a refund's watch has seen what Stripe shows, and asks a person where it was lost. */
async function agrees({ refund, state, bankReference }: Settled): Promise<boolean> {
  const watch = rig.client.workflow.getHandle(workflowIds.watch(TENANT, refund));
  const seen = await lastResult<RefundRecord>(rig.client, watch.workflowId, 'readRefund');
  if (seen?.state !== state || seen.bankReference !== bankReference) return false;
  const [open] = await watch.query(tasks);
  return (state === 'failed') === (open?.kind === 'failed_refund');
}

/** Looks again and again, at most so long, at those that do not agree; resolves to what is left of them. */
async function disagreeing(settled: readonly Settled[], seconds: number): Promise<readonly Settled[]> {
  let left = settled;
  await until(
    'all agree',
    async () => {
      const agree = await forAll(left, agrees);
      left = left.filter((_, index) => !agree[index]);
      return left.length === 0;
    },
    seconds,
  ).catch(() => undefined);
  return left;
}

test('what is lost, repeated, overtaken, forged and replayed of thousands of deliveries changes nothing in the end', async () => {
  const { stripe, urls, client } = rig;
  const chance = chanceOf(seedOf('Deliveries'));
  await stripe.client.webhookEndpoints.update('we_standing', {
    url: `${urls[0]}/webhooks/stripe/${TENANT}`,
  });
  const all = await forAll(Array.from({ length: refunds }), followed);
  await stripe.control('POST', '/webhooks', { seed: 42, ...storm });

  const settled = await forAll(all, ({ refund }) => settle(refund, chance));
  // Payments that nobody waits for have events as well.
  const unwatched = await forAll(Array.from({ length: 20 }), () => stripe.payer());
  await until(
    'the last delivery is through',
    async () => (await stripe.control<{ underway: number }>('GET', '/webhooks')).underway === 0,
    240,
  );

  const unheard = await disagreeing(settled, 60);
  const attempts = await stripe.control<{ data: Attempt[] }>('GET', '/webhooks/attempts');
  const bad = attempts.data.filter(({ as }) => as === 'forged' || as === 'old');
  expect(attempts.data.length).toBeGreaterThan(refunds * EVENTS_EACH);
  expect(bad.length).toBeGreaterThan(0);
  expect(bad.filter(({ status }) => status !== 400)).toEqual([]);

  const found = (await client.workflow.execute('reconciliation', {
    workflowId: workflowIds.reconciliation(TENANT, 'after-the-storm'),
    taskQueue: TASK_QUEUE,
  })) as Reconciled;
  expect(found.events).toBeGreaterThan(0);
  expect(await disagreeing(settled, 60)).toEqual([]);
  // Who is not told by one event is told by another: hardly any had to wait for the reconciliation.
  expect(unheard.length).toBeLessThanOrEqual(refunds / 20);
  for (const { payment } of unwatched)
    await expect(client.workflow.getHandle(workflowIds.watch(TENANT, payment)).describe()).rejects.toThrow();

  report('storm of webhooks', {
    refunds,
    deliveries: attempts.data.length,
    'forged or old, accepted': bad.filter(({ status }) => status !== 400).length,
    'never delivered': found.events,
    'right before reconciliation': refunds - unheard.length,
    'right after it': refunds,
  });
}, 600_000);

test('a flood of webhooks with bad signatures pushes no turn of a call past its budget', async () => {
  const url = rig.urls[0] ?? '';
  const agent = agentOf(url, DEMO_KEY);
  const payers = await Promise.all(Array.from({ length: 30 }, () => rig.stripe.payer()));
  const over = new AbortController();
  const began = performance.now();
  let seconds = 0;
  const statuses = flood(url, floods).finally(() => {
    seconds = (performance.now() - began) / 1_000;
    over.abort();
  });
  const waits: number[] = [];
  const timed = async <T>(act: () => Promise<T>): Promise<T> => {
    const began = performance.now();
    const result = await act();
    waits.push(performance.now() - began);
    return result;
  };
  for (const { email, identity } of payers) {
    if (over.signal.aborted) break;
    const start = { intent: 'payment_confirmation', caller: { email } };
    const first = await timed(() => agent.begin(randomUUID(), start));
    const done = await timed(() => agent.answer(first, { identity }));
    expect(done).toMatchObject({ outcome: 'completed' });
  }
  const answered = await statuses;
  const { median, p95 } = figuresOf(waits);
  report('flood of bad signatures', {
    refused: answered.get(400) ?? 0,
    'a second': `${Math.round(floods.webhooks / seconds)} of ${floods.aSecond}`,
    turns: waits.length,
    'median ms': Math.round(median),
    'p95 ms': Math.round(p95),
  });
  expect([...answered]).toEqual([[400, floods.webhooks]]);
  expect(waits.length).toBeGreaterThan(4);
  expect(p95).toBeLessThan(defaultPolicy.budgetMilliseconds);
}, 300_000);
