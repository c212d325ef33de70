import { expect } from '@jest/globals';
import { type Check, chargeOf, paid } from '../check.ts';

export const refunds: Check[] = [
  {
    name: 'a part is refunded at once and counts on the charge',
    async holds({ stripe }) {
      const payment = await paid(stripe);
      const reason = 'requested_by_customer';
      const params = { payment_intent: payment.id, amount: 4_000, reason, metadata: { mark: 'm' } } as const;
      const refund = await stripe.refunds.create({ ...params, expand: ['charge'] });
      expect(refund).toMatchObject({
        ...params,
        object: 'refund',
        status: 'succeeded',
        charge: { id: chargeOf(payment), amount_refunded: 4_000, refunded: false },
        destination_details: { type: 'card' },
      });
    },
  },
  {
    name: 'without an amount all that is left is refunded',
    async holds({ stripe }) {
      const payment = await paid(stripe);
      await stripe.refunds.create({ payment_intent: payment.id, amount: 1_000 });
      expect(await stripe.refunds.create({ charge: chargeOf(payment) })).toMatchObject({ amount: 9_000 });
      const charge = await stripe.charges.retrieve(chargeOf(payment));
      expect(charge).toMatchObject({ amount_refunded: 10_000, refunded: true });
    },
  },
  {
    name: 'refunds of a payment are listed at once, newest first',
    async holds({ stripe }) {
      const payment = await paid(stripe);
      const made: string[] = [];
      for (const amount of [100, 200])
        made.unshift((await stripe.refunds.create({ payment_intent: payment.id, amount })).id);
      const { data } = await stripe.refunds.list({ payment_intent: payment.id });
      expect(data.map(({ id }) => id)).toEqual(made);
    },
  },
  {
    name: 'only metadata of a refund can be changed',
    async holds({ stripe }) {
      const payment = await paid(stripe);
      const { id } = await stripe.refunds.create({ payment_intent: payment.id, metadata: { a: '1' } });
      const updated = await stripe.refunds.update(id, { metadata: { b: '2' } });
      expect(updated.metadata).toEqual({ a: '1', b: '2' });
    },
  },
];
