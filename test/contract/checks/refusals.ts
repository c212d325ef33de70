import { expect } from '@jest/globals';
import type Stripe from 'stripe';
import { refusal } from '../../sandbox/sandbox.ts';
import { until } from '../../support/until.ts';
import { type Check, chargeOf, paid, type Said, says } from '../check.ts';

/** A refund that is refused whatever it is of, since it is wrong in itself. */
function wrong(name: string, params: Stripe.RefundCreateParams, said: Said): Check {
  return { name, holds: async ({ stripe }) => says(stripe.refunds.create(params), said) };
}

async function chargedBack(stripe: Stripe): Promise<Stripe.PaymentIntent> {
  const payment = await paid(stripe, { payment_method: 'pm_card_createDispute' });
  const isDisputed = async () => (await stripe.charges.retrieve(chargeOf(payment))).disputed;
  await until('the charge is disputed', isDisputed, 60);
  return payment;
}

export const refusals: Check[] = [
  {
    name: 'more than is left is refused in words that say both, with a parameter and no code',
    async holds({ stripe }) {
      const { id: payment_intent } = await paid(stripe);
      await stripe.refunds.create({ payment_intent, amount: 7_000 });
      await says(stripe.refunds.create({ payment_intent, amount: 4_000 }), {
        param: 'amount',
        message: 'Refund amount ($40.00) is greater than unrefunded amount on charge ($30.00)',
      });
    },
  },
  {
    name: 'what is refunded in full is refused',
    async holds({ stripe }) {
      const payment = await paid(stripe);
      await stripe.refunds.create({ payment_intent: payment.id });
      await says(stripe.refunds.create({ payment_intent: payment.id, amount: 1 }), {
        code: 'charge_already_refunded',
        message: `Charge ${chargeOf(payment)} has already been refunded.`,
      });
    },
  },
  {
    name: 'what was charged back is refused',
    async holds({ stripe }) {
      const payment = await chargedBack(stripe);
      await says(stripe.refunds.create({ payment_intent: payment.id, amount: 100 }), {
        code: 'charge_disputed',
        message: `Charge ${chargeOf(payment)} has been charged back; cannot issue a refund.`,
      });
    },
  },
  {
    name: 'an amount of nothing is refused',
    async holds({ stripe }) {
      const { id: payment_intent } = await paid(stripe);
      await says(stripe.refunds.create({ payment_intent, amount: 0 }), {
        code: 'parameter_invalid_integer',
        param: 'amount',
        message: 'This value must be greater than or equal to 1.',
      });
    },
  },
  wrong(
    'a refund of neither payment nor charge is refused',
    {},
    {
      message: 'One of the following params should be provided for this request: payment_intent or charge.',
    },
  ),
  wrong(
    'a refund of an unknown charge is refused',
    { charge: 'ch_none' },
    { statusCode: 404, code: 'resource_missing', param: 'id', message: "No such charge: 'ch_none'" },
  ),
  {
    name: 'a payment that failed has no charge to refund',
    async holds({ stripe }) {
      const declined = await refusal(paid(stripe, { payment_method: 'pm_card_chargeDeclined' }));
      const { id = '' } = declined.payment_intent ?? {};
      const error = await refusal(stripe.refunds.create({ payment_intent: id }));
      const message = `This PaymentIntent (${id}) does not have a successful charge to refund.`;
      expect(error).toMatchObject({ statusCode: 400, message });
    },
  },
  {
    name: 'a refund that succeeded cannot be canceled',
    async holds({ stripe }) {
      const { id: payment_intent } = await paid(stripe);
      const { id } = await stripe.refunds.create({ payment_intent });
      await says(stripe.refunds.cancel(id), { message: 'Canceling this refund is unsupported.' });
    },
  },
  {
    name: 'a reason that Stripe does not know is refused',
    async holds({ stripe }) {
      const { id: payment_intent } = await paid(stripe);
      await says(stripe.refunds.create({ payment_intent, reason: 'regret' as 'duplicate' }), {
        param: 'reason',
        message: 'Invalid reason: must be one of duplicate, fraudulent, or requested_by_customer',
      });
    },
  },
];
