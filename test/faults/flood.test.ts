import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { figuresOf } from '../../bench/figures.ts';
import { defaultPolicy } from '../../src/domain/policy.ts';
import { DEMO_KEY } from '../../src/platform/first-start.ts';
import { agentOf } from '../support/agent.ts';
import { isSmall, report } from './figures.ts';
import { buildRig, type Rig } from './rig.ts';

const SECONDS = isSmall ? 4 : 10;
const A_SECOND = 2_000;
const SOCKETS = 16;

let rig: Rig;
beforeAll(async () => {
  rig = await buildRig();
}, 120_000);
afterAll(() => rig.end(), 60_000);

/** Sends webhooks with a bad signature, as many a second as told or as can be; resolves to their statuses. */
async function flood(url: string): Promise<Map<number, number>> {
  const agent = new Agent({ keepAlive: true, maxSockets: SOCKETS });
  const statuses = new Map<number, number>();
  const body = JSON.stringify({
    object: 'event',
    data: { object: { id: 'pi_1' } },
    filler: 'x'.repeat(2_000),
  });
  const headers = {
    'Stripe-Signature': `t=${Math.floor(Date.now() / 1_000)},v1=${'0'.repeat(64)}`,
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
  };
  const send = () =>
    new Promise<void>((resolve) => {
      const sent = request(`${url}/webhooks/stripe/demo`, { method: 'POST', agent, headers }, (response) => {
        const { statusCode = 0 } = response;
        statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1);
        response.resume().on('end', resolve);
      });
      sent.on('error', () => resolve());
      sent.end(body);
    });
  const began = Date.now();
  let sent = 0;
  const line = async () => {
    while (Date.now() - began < SECONDS * 1_000) {
      if (sent > ((Date.now() - began) / 1_000) * A_SECOND) {
        await pause(1);
        continue;
      }
      sent += 1;
      await send();
    }
  };
  await Promise.all(Array.from({ length: SOCKETS }, line));
  agent.destroy();
  return statuses;
}

test('a flood of webhooks with bad signatures pushes no turn of a call past its budget', async () => {
  const url = rig.urls[0] ?? '';
  const agent = agentOf(url, DEMO_KEY);
  const payers = await Promise.all(Array.from({ length: SECONDS * 3 }, () => rig.stripe.payer()));
  let isFlooded = true;
  const statuses = flood(url).finally(() => {
    isFlooded = false;
  });
  const waits: number[] = [];
  const timed = async <T>(act: () => Promise<T>): Promise<T> => {
    const began = performance.now();
    const result = await act();
    waits.push(performance.now() - began);
    return result;
  };
  for (const { email, identity } of payers) {
    if (!isFlooded) break;
    const start = { intent: 'payment_confirmation', caller: { email } };
    const first = await timed(() => agent.begin(randomUUID(), start));
    const done = await timed(() => agent.answer(first, { identity }));
    expect(done).toMatchObject({ outcome: 'completed' });
  }
  const answered = await statuses;
  const { median, p95 } = figuresOf(waits);
  report('flood of bad signatures', {
    seconds: SECONDS,
    refused: answered.get(400) ?? 0,
    turns: waits.length,
    'median ms': Math.round(median),
    'p95 ms': Math.round(p95),
  });
  expect([...answered.keys()]).toEqual([400]);
  expect(waits.length).toBeGreaterThan(4);
  expect(p95).toBeLessThan(defaultPolicy.budgetMilliseconds);
}, 120_000);
