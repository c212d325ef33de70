import { expect } from '@jest/globals';
import type Stripe from 'stripe';
import { refusal } from '../../sandbox/sandbox.ts';
import { offer, periodEndOf, subscribe, subscriber } from '../../sandbox/subscribing.ts';
import { type Check, says } from '../check.ts';

const beginnings: Check[] = [
  {
    name: 'a subscription begins paid, and its items say when it is next billed',
    async holds({ stripe }) {
      const subscription = await subscribe(stripe, { expand: ['latest_invoice'] });
      expect(subscription).toMatchObject({
        status: 'active',
        latest_invoice: {
          status: 'paid',
          total: 2_000,
          parent: { subscription_details: { subscription: subscription.id } },
        },
      });
      expect(subscription).not.toHaveProperty('current_period_end');
      expect(periodEndOf(subscription)).toBeGreaterThan(subscription.created + 27 * 24 * 60 * 60);
    },
  },
  {
    name: 'a trial ends with the period, and costs nothing until then',
    async holds({ stripe }) {
      const trial = await subscribe(stripe, { trial_period_days: 7, expand: ['latest_invoice'] });
      expect(trial).toMatchObject({ status: 'trialing', latest_invoice: { total: 0 } });
      expect(periodEndOf(trial)).toBe(trial.trial_end);
    },
  },
  {
    name: 'a subscription that nothing pays for is refused',
    async holds({ stripe }) {
      const { id: customer } = await stripe.customers.create();
      const error = await refusal(subscribe(stripe, { customer }));
      expect(error.statusCode).toBe(400);
      expect(error.message).toContain(
        'This customer has no attached payment source or default payment method.',
      );
    },
  },
  {
    name: 'a subscription whose first payment is declined is incomplete',
    async holds({ stripe }) {
      const { id: customer } = await subscriber(stripe, 'pm_card_chargeCustomerFail');
      const expand = ['latest_invoice'];
      expect(await subscribe(stripe, { customer, expand })).toMatchObject({
        status: 'incomplete',
        latest_invoice: { status: 'open', amount_remaining: 2_000 },
      });
    },
  },
  {
    name: 'which invoice a payment was for is found by its payment intent',
    async holds({ stripe }) {
      const { customer, latest_invoice: invoice } = await subscribe(stripe);
      const { data: intents } = await stripe.paymentIntents.list({ customer: String(customer) });
      const payment = { type: 'payment_intent', payment_intent: intents[0]?.id ?? '' } as const;
      const { data } = await stripe.invoicePayments.list({ payment });
      expect(data).toMatchObject([{ invoice, payment, status: 'paid' }]);
    },
  },
  {
    name: 'a list of subscriptions hides the canceled, unless all are asked for',
    async holds({ stripe }) {
      const { id, customer } = await subscribe(stripe);
      await stripe.subscriptions.cancel(id);
      const listed = { customer: String(customer) };
      expect((await stripe.subscriptions.list(listed)).data).toEqual([]);
      const all = await stripe.subscriptions.list({ ...listed, status: 'all' });
      expect(all.data).toMatchObject([{ id, status: 'canceled' }]);
    },
  },
];

const changes: Check[] = [
  {
    name: 'it is canceled at the end of its period, and that is taken back',
    async holds({ stripe }) {
      const { id } = await subscribe(stripe);
      const canceling = await stripe.subscriptions.update(id, {
        cancel_at_period_end: true,
        cancellation_details: { feedback: 'unused' },
      });
      expect(canceling).toMatchObject({
        status: 'active',
        cancel_at_period_end: true,
        cancel_at: periodEndOf(canceling),
        cancellation_details: { feedback: 'unused', reason: 'cancellation_requested' },
      });
      expect(await stripe.subscriptions.update(id, { cancel_at_period_end: false })).toMatchObject({
        cancel_at_period_end: false,
        cancel_at: null,
        canceled_at: null,
      });
    },
  },
  {
    name: 'discounts take the place of those before, empty text clears them, none leaves them',
    async holds({ stripe }) {
      const [first, second] = [await offer(stripe), await offer(stripe)];
      const { id } = await subscribe(stripe);
      const codes = async (discounts: NonNullable<Stripe.SubscriptionUpdateParams['discounts']>) => {
        const updated = await stripe.subscriptions.update(id, { discounts, expand: ['discounts'] });
        return updated.discounts.map((one) => (one as Stripe.Discount).promotion_code);
      };
      expect(await codes([{ promotion_code: first.id }])).toEqual([first.id]);
      expect(await codes([{ promotion_code: second.id }])).toEqual([second.id]);
      expect(await codes([])).toEqual([second.id]);
      expect(await codes('')).toEqual([]);
    },
  },
  {
    name: 'collection is paused without a change of status, and goes on by empty text',
    async holds({ stripe }) {
      const { id } = await subscribe(stripe);
      const pause_collection = { behavior: 'void' } as const;
      expect(await stripe.subscriptions.update(id, { pause_collection })).toMatchObject({
        status: 'active',
        pause_collection: { behavior: 'void', resumes_at: null },
      });
      const resumed = await stripe.subscriptions.update(id, { pause_collection: '' });
      expect(resumed.pause_collection).toBeNull();
    },
  },
  {
    name: 'a paused subscription resumes',
    async holds({ stripe }) {
      const { id } = await subscribe(stripe);
      const paused = await stripe.subscriptions.pause(id, { type: 'subscription' });
      expect(paused.status).toBe('paused');
      const resumed = await stripe.subscriptions.resume(id, { billing_cycle_anchor: { type: 'unchanged' } });
      expect(resumed.status).toBe('active');
    },
  },
  {
    name: 'a canceled subscription changes no more, and is not canceled again',
    async holds({ stripe }) {
      const { id } = await subscribe(stripe);
      expect(await stripe.subscriptions.cancel(id)).toMatchObject({
        status: 'canceled',
        ended_at: expect.any(Number),
      });
      const error = await refusal(stripe.subscriptions.update(id, { cancel_at_period_end: true }));
      expect(error).toMatchObject({ statusCode: 400 });
      expect(error.message).toContain('A canceled subscription can only update its cancellation_details');
      await says(stripe.subscriptions.cancel(id), {
        statusCode: 404,
        code: 'resource_missing',
        param: 'id',
        message: `No such subscription: '${id}'`,
      });
    },
  },
];

export const subscriptions: Check[] = [...beginnings, ...changes];
