import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Reply } from '../../src/contracts/reply.ts';
import { withoutToken } from '../support/agent.ts';
import { until } from '../support/until.ts';
import { report } from './figures.ts';
import type { Part } from './part.ts';
import { newRecording, persistentAgent } from './persistent-agent.ts';
import { buildRig, type Rig } from './rig.ts';
import type { Payer } from './stripe-side.ts';
import { workerOfWrite } from './whereabouts.ts';

type Point = 'has arrived' | 'has committed' | 'was answered';

let rig: Rig;
const waits: { victim: string; seconds: number }[] = [];

beforeAll(async () => {
  rig = await buildRig();
}, 300_000);
afterAll(async () => {
  for (const victim of ['worker', 'API', 'Temporal server']) {
    const longest = Math.max(...waits.filter((one) => one.victim === victim).map(({ seconds }) => seconds));
    report(`kill -9 of the ${victim} at three points of a refund`, {
      'longest wait (s)': longest.toFixed(1),
    });
  }
  await rig.end();
}, 60_000);

const victims: Record<'worker' | 'API' | 'Temporal server', (payer: Payer) => Promise<Part>> = {
  worker: (payer) => workerOfWrite(rig, payer),
  API: async () => rig.apis[0] as Part,
  'Temporal server': async () => rig.temporal,
};

describe.each(['worker', 'API', 'Temporal server'] as const)('kill -9 of the %s', (victim) => {
  test.each(['has arrived', 'has committed', 'was answered'] as const)(
    'while a refund %s: one refund, and the caller is told of it',
    async (point) => {
      const payer = await rig.stripe.payer();
      const record = newRecording();
      const agent = persistentAgent(rig.urls, record);
      const body = { intent: 'refund', caller: { email: payer.email } };
      const first = await agent.owed(await agent.start(randomUUID(), body));
      const second = await agent.owed(await agent.answer(first, { identity: payer.identity }));
      expect(second.expects).toMatchObject({ kind: 'confirmation' });

      const key = randomUUID();
      const hold = await rig.stripe.holdRefund(payer, point === 'has arrived' ? 'before' : 'after');
      const yes = agent.answer(second, { confirm: true }, key).then(agent.owed);
      await hold.isHeld();
      const part = await victims[victim](payer);
      await strike(point, { payer, part, letGo: hold.letGo });
      const began = Date.now();
      await part.start();
      if (point !== 'was answered') await hold.letGo();

      await expectOneRefund(payer, await pastSupport(await yes, agent));
      waits.push({ victim, seconds: (Date.now() - began) / 1_000 });
      const again = await agent.answer(second, { confirm: true }, key);
      const [told] = record.replies.filter(({ turn }) => turn > second.turn);
      expect(withoutToken(again)).toEqual(withoutToken(told as Reply));
      expect(record.problems).toEqual([]);
    },
    300_000,
  );
});

/** Kills at the point. What was answered is not yet known to Temporal, which stands still meanwhile. */
async function strike(
  point: Point,
  { payer, part, letGo }: { payer: Payer; part: Part; letGo: () => Promise<unknown> },
): Promise<void> {
  if (point !== 'was answered') return part.kill();
  rig.temporal.freeze();
  try {
    await letGo();
    const hasAnswered = async () => (await rig.stripe.writes(payer)).some(({ status }) => status === 200);
    await until('Stripe has answered', hasAnswered, 60);
    await part.kill();
  } finally {
    rig.temporal.thaw();
  }
}

/** What is first being confirmed is confirmed in the end. */
async function pastSupport(reply: Reply, agent: ReturnType<typeof persistentAgent>): Promise<Reply> {
  let latest = reply;
  while (latest.status !== 'done') latest = await agent.next(latest);
  return latest;
}

async function expectOneRefund(payer: Payer, last: Reply): Promise<void> {
  const refunds = await rig.stripe.refunds({ payment: payer.payment });
  expect(refunds).toMatchObject([{ amount: payer.captured, status: 'succeeded' }]);
  expect(last).toMatchObject({
    outcome: 'completed',
    facts: { refund: { refund: refunds[0]?.id, amount: { value: payer.captured }, state: 'issued' } },
  });
}
