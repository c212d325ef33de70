import { expect } from '@jest/globals';
import { talk } from './talk.ts';
import type { Played } from './write.ts';

export const refund: Played = async (rig) => {
  const { payer: newPayer, refunds } = rig.stripe;
  const payer = await newPayer();
  const { begin, say, end } = talk(rig);
  const first = await begin({ intent: 'refund', caller: { email: payer.email } });
  const second = await say(first, { identity: payer.identity });
  expect(second.expects).toMatchObject({ kind: 'confirmation' });
  return {
    customer: payer.customer,
    request: { method: 'POST', path: '/v1/refunds' },
    async carriedOut() {
      const { outcome, facts } = await end(second, { confirm: true });
      const made = await refunds({ payment: payer.payment });
      expect(made).toMatchObject([{ amount: payer.captured, status: 'succeeded' }]);
      const amount = { value: payer.captured };
      expect({ outcome, facts }).toMatchObject({
        outcome: 'completed',
        facts: { refund: { refund: made[0]?.id, amount, state: 'issued' } },
      });
    },
  };
};

/** A one-time code is made by two requests, of which either may be struck. */
const discount =
  (path: string): Played =>
  async (rig) => {
    const { payer: newPayer, codes, couponsOf } = rig.stripe;
    const payer = await newPayer();
    const { begin, end } = talk(rig);
    const details = { promise: 'ten percent' };
    const first = await begin({ intent: 'discount', caller: { email: payer.email }, details });
    return {
      customer: payer.customer,
      request: { method: 'POST', path },
      async carriedOut() {
        const { intentId, outcome, facts } = await end(first, { identity: payer.identity });
        const made = await codes(payer);
        expect(made).toMatchObject([{ active: true, max_redemptions: 1 }]);
        const told = { discount: { code: made[0]?.code, state: 'issued' } };
        expect({ outcome, facts }).toMatchObject({ outcome: 'completed', facts: told });
        expect(await couponsOf(intentId)).toHaveLength(1);
      },
    };
  };

export const coupon = discount('/v1/coupons');
export const code = discount('/v1/promotion_codes');
