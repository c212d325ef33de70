import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Reply } from '../../src/contracts/reply.ts';
import { isSmall } from './figures.ts';
import { newRecording, persistentAgent } from './persistent-agent.ts';
import { buildRig, type Rig } from './rig.ts';
import { workerOfWrite } from './whereabouts.ts';

let rig: Rig;

beforeAll(async () => {
  rig = await buildRig();
}, 300_000);
afterAll(async () => {
  await rig.end();
}, 60_000);

// The small size keeps to where something of ours is there already.
const points = [
  { point: 'has committed', when: 'after' as const },
  ...(isSmall ? [] : [{ point: 'has arrived', when: 'before' as const }]),
];
const steps = [
  { step: 'coupon', path: '/v1/coupons' },
  { step: 'code', path: '/v1/promotion_codes' },
];

describe.each(steps)('kill -9 of the worker', ({ step, path }) => {
  test.each(points)(
    `while the ${step} of a discount $point: one code, and the caller is told of it`,
    async ({ when }) => {
      const payer = await rig.stripe.payer();
      const record = newRecording();
      const agent = persistentAgent(rig.urls, record);
      const body = {
        intent: 'discount',
        caller: { email: payer.email },
        details: { promise: 'ten percent' },
      };
      const first = await agent.owed(await agent.start(randomUUID(), body));
      // One call at a time: no other coupon is on its way.
      const hold = await rig.stripe.hold({ method: 'POST', path }, when);
      const answer = agent.answer(first, { identity: payer.identity }).then(agent.owed);
      await hold.isHeld();
      const worker = await workerOfWrite(rig, payer);
      await worker.kill();
      await worker.start();
      await hold.letGo();

      const last = await pastSupport(await answer, agent);
      const codes = await rig.stripe.codes(payer);
      expect(codes).toMatchObject([{ active: true, max_redemptions: 1 }]);
      expect(last).toMatchObject({
        outcome: 'completed',
        facts: { discount: { code: codes[0]?.code, state: 'issued' } },
      });
      expect(await rig.stripe.couponsOf(last.intentId)).toHaveLength(1);
      expect(record.problems).toEqual([]);
    },
    300_000,
  );
});

/** What is first being confirmed is confirmed in the end. */
async function pastSupport(reply: Reply, agent: ReturnType<typeof persistentAgent>): Promise<Reply> {
  let latest = reply;
  while (latest.status !== 'done') latest = await agent.next(latest);
  return latest;
}
