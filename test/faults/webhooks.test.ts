import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { figuresOf } from '../../bench/figures.ts';
import { workflowIds } from '../../src/domain/ids.ts';
import { defaultPolicy } from '../../src/domain/policy.ts';
import type { Reconciled } from '../../src/domain/reconciliation.ts';
import { DEMO_KEY } from '../../src/platform/first-start.ts';
import { look, tasks } from '../../src/workflows/messages.ts';
import { agentOf } from '../support/agent.ts';
import { until } from '../support/until.ts';
import { chanceOf, seedOf } from './chance.ts';
import { isSmall, report } from './figures.ts';
import { flood } from './flood.ts';
import { buildRig, type Rig } from './rig.ts';

const TENANT = 'demo';
const TASK_QUEUE = 'tellerline';
/** Each is changed a few times, and each change is three events. */
const refunds = isSmall ? 40 : 550;
const AT_ONCE = 8;
const floodSeconds = isSmall ? 4 : 10;
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

/** Whether what a refund's watch shows to people is what Stripe shows. */
async function agrees({ refund, lost }: { refund: string; lost: boolean }): Promise<boolean> {
  const watch = rig.client.workflow.getHandle(workflowIds.watch(TENANT, refund));
  const open = await watch.query(tasks);
  return lost === (open[0]?.kind === 'failed_refund');
}

test('what is lost, repeated, overtaken, forged and replayed of thousands of deliveries changes nothing in the end', async () => {
  const { stripe, urls, client } = rig;
  const chance = chanceOf(seedOf('Deliveries'));
  await stripe.client.webhookEndpoints.update('we_standing', {
    url: `${urls[0]}/webhooks/stripe/${TENANT}`,
  });
  const all = await forAll(Array.from({ length: refunds }), followed);
  await stripe.control('POST', '/webhooks', { seed: 42, ...storm });

  const settled = await forAll(all, async ({ refund }) => {
    const lost = chance.happens(0.3);
    for (const status of ['pending', 'succeeded', 'pending', lost ? 'failed' : 'succeeded'])
      await stripe.control('POST', `/refunds/${refund}`, { status });
    return { refund, lost };
  });
  // Payments that nobody waits for have events as well.
  const unwatched = await forAll(Array.from({ length: 20 }), () => stripe.payer());
  await until(
    'the last delivery is through',
    async () => (await stripe.control<{ underway: number }>('GET', '/webhooks')).underway === 0,
    240,
  );

  const heard = await rightWithinAMinute(settled);
  const attempts = await stripe.control<{ data: Attempt[] }>('GET', '/webhooks/attempts');
  const bad = attempts.data.filter(({ as }) => as === 'forged' || as === 'old');
  expect(bad.length).toBeGreaterThan(0);
  expect(bad.filter(({ status }) => status !== 400)).toEqual([]);

  const found = (await client.workflow.execute('reconciliation', {
    workflowId: workflowIds.reconciliation(TENANT, 'after-the-storm'),
    taskQueue: TASK_QUEUE,
  })) as Reconciled;
  expect(found.events).toBeGreaterThan(0);
  let wrong: boolean[] = [];
  await until(
    'every watch shows what Stripe shows',
    async () => {
      wrong = (await forAll(settled, agrees)).filter((isRight) => !isRight);
      return wrong.length === 0;
    },
    60,
  ).catch(() => undefined);
  expect(wrong).toEqual([]);
  for (const { payment } of unwatched)
    await expect(client.workflow.getHandle(workflowIds.watch(TENANT, payment)).describe()).rejects.toThrow();

  report('storm of webhooks', {
    refunds,
    deliveries: attempts.data.length,
    'forged or old, accepted': bad.filter(({ status }) => status !== 400).length,
    'never delivered': found.events,
    'right before reconciliation': heard,
    'right after it': settled.length,
  });
}, 600_000);

/** How many are right without a reconciliation, within a minute of the last delivery. */
async function rightWithinAMinute(settled: readonly { refund: string; lost: boolean }[]): Promise<number> {
  let right = 0;
  await until(
    'all are right',
    async () => {
      right = (await forAll(settled, agrees)).filter(Boolean).length;
      return right === settled.length;
    },
    60,
  ).catch(() => undefined);
  return right;
}

test('a flood of webhooks with bad signatures pushes no turn of a call past its budget', async () => {
  const url = rig.urls[0] ?? '';
  const agent = agentOf(url, DEMO_KEY);
  const payers = await Promise.all(Array.from({ length: floodSeconds * 3 }, () => rig.stripe.payer()));
  const over = new AbortController();
  const statuses = flood(url, floodSeconds).finally(() => {
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
    seconds: floodSeconds,
    refused: answered.get(400) ?? 0,
    turns: waits.length,
    'median ms': Math.round(median),
    'p95 ms': Math.round(p95),
  });
  expect([...answered.keys()]).toEqual([400]);
  expect(waits.length).toBeGreaterThan(4);
  expect(p95).toBeLessThan(defaultPolicy.budgetMilliseconds);
}, 300_000);
