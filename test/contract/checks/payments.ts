import { expect } from '@jest/globals';
import { refusal } from '../../sandbox/sandbox.ts';
import { type Check, chargeOf, paid } from '../check.ts';

const declines: Check[] = [
  ['pm_card_chargeDeclined', 'card_declined', 'generic_decline'],
  ['pm_card_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds'],
  ['pm_card_chargeDeclinedExpiredCard', 'expired_card', undefined],
].map(([payment_method = '', code, decline]) => ({
  name: `${payment_method} is declined, and the payment waits for another way to pay`,
  async holds({ stripe }) {
    const error = await refusal(paid(stripe, { payment_method }));
    expect(error).toMatchObject({ type: 'StripeCardError', statusCode: 402, code });
    if (decline !== undefined) expect(error.decline_code).toBe(decline);
    const { id = '' } = error.payment_intent ?? {};
    expect(await stripe.paymentIntents.retrieve(id)).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { code },
    });
  },
}));

export const payments: Check[] = [
  {
    name: 'pm_card_visa pays, by a Visa that ends in 4242',
    async holds({ stripe }) {
      const payment = await paid(stripe, { amount: 4_250, expand: ['latest_charge'] });
      expect(payment).toMatchObject({
        status: 'succeeded',
        amount_received: 4_250,
        latest_charge: {
          paid: true,
          amount_refunded: 0,
          refunded: false,
          disputed: false,
          payment_method_details: { type: 'card', card: { brand: 'visa', last4: '4242' } },
        },
      });
    },
  },
  ...declines,
  {
    name: 'pm_card_authenticationRequired waits for its payer',
    async holds({ stripe }) {
      const payment = await paid(stripe, { payment_method: 'pm_card_authenticationRequired' });
      expect(payment.status).toBe('requires_action');
    },
  },
  {
    name: 'what is only authorized is charged by a capture, or never by a cancel',
    async holds({ stripe }) {
      const held = await paid(stripe, { capture_method: 'manual' });
      expect(held.status).toBe('requires_capture');
      expect(await stripe.paymentIntents.cancel(held.id)).toMatchObject({ status: 'canceled' });
      const other = await paid(stripe, { capture_method: 'manual' });
      expect(await stripe.paymentIntents.capture(other.id)).toMatchObject({ status: 'succeeded' });
    },
  },
  {
    name: 'payments and charges are listed by customer at once',
    async holds({ stripe }) {
      const { id: customer } = await stripe.customers.create();
      const payment = await paid(stripe, { customer });
      expect((await stripe.paymentIntents.list({ customer })).data).toMatchObject([{ id: payment.id }]);
      const charges = await stripe.charges.list({ customer });
      expect(charges.data).toMatchObject([{ id: chargeOf(payment), payment_intent: payment.id }]);
    },
  },
];
