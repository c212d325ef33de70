import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { useReceiver } from '../support/receiver.ts';
import { until } from '../support/until.ts';
import { isSmall, report } from './figures.ts';
import { newRecording, persistentAgent } from './persistent-agent.ts';
import { buildRig, type Rig } from './rig.ts';

const CALLERS = isSmall ? 3 : 6;
/** As long as one try may take: a caller waits for none. */
const MOST_SECONDS = 10;

const receiver = useReceiver('fails');
let rig: Rig;

beforeAll(async () => {
  rig = await buildRig({ demo: receiver.settings() });
}, 300_000);
afterAll(() => rig.end(), 60_000);

test('a receiver that is down, then slow, while every worker is killed: all arrives, under one id each', async () => {
  const began = Date.now();
  const callers = await Promise.all(Array.from({ length: CALLERS }, refund));
  const longest = Math.max(...callers.map(({ seconds }) => seconds));
  expect(receiver.ids()).toEqual([]);
  expect(longest).toBeLessThan(MOST_SECONDS);
  const expected = callers.flatMap(({ intentId, refund }) => [
    `intent_completed-${intentId}`,
    `refund_issued-${refund}`,
  ]);
  await until('it was tried', () => receiver.tries().length >= expected.length, 60);

  receiver.be('hangs');
  const tries = receiver.tries().length;
  await until('a try hangs', () => receiver.tries().length > tries, 60);
  // In the middle of a try: nobody knows whether it arrived.
  await Promise.all(rig.workers.map((worker) => worker.restart()));

  receiver.be('takes');
  const arrived = () => new Set(receiver.ids());
  await until('all has arrived', () => arrived().size === expected.length, 120);
  expect([...arrived()].sort()).toEqual([...expected].sort());
  report(
    `${expected.length} notifications to a receiver that is down, then slow, over a kill -9 of every worker`,
    {
      arrived: arrived().size,
      twice: receiver.ids().length - arrived().size,
      'longest yes to reply (s)': longest.toFixed(1),
      'all after (s)': ((Date.now() - began) / 1_000).toFixed(0),
    },
  );
}, 300_000);

async function refund() {
  const payer = await rig.stripe.payer();
  const agent = persistentAgent(rig.urls, newRecording());
  const body = { intent: 'refund', caller: { email: payer.email } };
  const first = await agent.owed(await agent.start(randomUUID(), body));
  const second = await agent.owed(await agent.answer(first, { identity: payer.identity }));
  const asked = Date.now();
  const { intentId, facts, outcome } = await agent.owed(await agent.answer(second, { confirm: true }));
  expect(outcome).toBe('completed');
  const refund = 'refund' in facts ? facts.refund.refund : undefined;
  return { intentId, refund, seconds: (Date.now() - asked) / 1_000 };
}
