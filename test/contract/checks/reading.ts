import { expect } from '@jest/globals';
import type Stripe from 'stripe';
import { refusal } from '../../sandbox/sandbox.ts';
import { type Check, chargeOf, paid } from '../check.ts';

const expansion: Check[] = [
  {
    name: 'a name becomes the object where it is expanded, and refunds are there only then',
    async holds({ stripe }) {
      const { id } = await paid(stripe);
      const refund = await stripe.refunds.create({ payment_intent: id, amount: 100 });
      const plain = await stripe.paymentIntents.retrieve(id, { expand: ['latest_charge'] });
      expect(plain.latest_charge).toMatchObject({ object: 'charge' });
      expect(plain.latest_charge).not.toHaveProperty('refunds');
      const whole = await stripe.paymentIntents.retrieve(id, { expand: ['latest_charge.refunds'] });
      expect(whole.latest_charge).toMatchObject({ refunds: { data: [{ id: refund.id }], has_more: false } });
    },
  },
  {
    name: 'lists are expanded through `data`, four levels deep and no further',
    async holds({ stripe }) {
      const { id: customer } = await stripe.customers.create();
      const { id } = await paid(stripe, { customer });
      await stripe.refunds.create({ payment_intent: id, amount: 100 });
      const deep = 'data.refunds.data.payment_intent';
      const { data } = await stripe.charges.list({ customer, expand: [deep] });
      expect(data).toMatchObject([{ refunds: { data: [{ payment_intent: { id } }] } }]);
      const property = `${deep}.customer`;
      expect(await refusal(stripe.charges.list({ expand: [property] }))).toMatchObject({
        statusCode: 400,
        code: 'property_expansion_max_depth',
        message: `You cannot expand more than 4 levels of a property. Property: ${property}`,
      });
    },
  },
  {
    name: 'what cannot be expanded is refused by name',
    async holds({ stripe }) {
      const { id } = await paid(stripe);
      const error = await refusal(stripe.paymentIntents.retrieve(id, { expand: ['amount'] }));
      expect(error).toMatchObject({ statusCode: 400 });
      expect(error.message).toBe('This property cannot be expanded (amount).');
    },
  },
];

const pages: Check[] = [
  {
    name: 'pages go forth and back by cursor, newest first',
    async holds({ stripe }) {
      const payment = await paid(stripe);
      const made: string[] = [];
      for (const amount of [100, 200, 300, 400])
        made.unshift((await stripe.refunds.create({ charge: chargeOf(payment), amount })).id);
      const [newest = '', second = '', , oldest = ''] = made;
      const page = async (params: Stripe.RefundListParams) => {
        const { data, has_more } = await stripe.refunds.list({ payment_intent: payment.id, ...params });
        return { at: data.map(({ id }) => made.indexOf(id)), has_more };
      };
      expect(await page({ limit: 2 })).toEqual({ at: [0, 1], has_more: true });
      expect(await page({ limit: 2, starting_after: second })).toEqual({ at: [2, 3], has_more: false });
      expect(await page({ limit: 2, ending_before: oldest })).toEqual({ at: [1, 2], has_more: true });
      expect(await page({ limit: 2, ending_before: newest })).toEqual({ at: [], has_more: false });
      const all = await stripe.refunds
        .list({ payment_intent: payment.id, limit: 1 })
        .autoPagingToArray({ limit: 10 });
      expect(all.map(({ id }) => id)).toEqual(made);
    },
  },
  {
    name: 'more than a hundred a page are refused',
    async holds({ stripe }) {
      const error = await refusal(stripe.customers.list({ limit: 101 }));
      expect(error).toMatchObject({ statusCode: 400, param: 'limit' });
    },
  },
  {
    name: 'an unknown parameter is refused by name',
    async holds({ stripe }) {
      const wrong = { nmae: 'Ann' } as Stripe.CustomerCreateParams;
      expect(await refusal(stripe.customers.create(wrong))).toMatchObject({
        statusCode: 400,
        code: 'parameter_unknown',
        param: 'nmae',
        message: 'Received unknown parameter: nmae',
      });
    },
  },
];

const taken = [
  "name:'o\\'hara' OR phone:'+15551234567'",
  "email~'example' AND created>1700000000",
  '-metadata["plan"]:null',
].map(
  (query): Check => ({
    name: `customers are searched by ${query}`,
    async holds({ stripe }) {
      const found = await stripe.customers.search({ query, limit: 1 });
      expect(found).toMatchObject({ object: 'search_result', has_more: expect.any(Boolean) });
    },
  }),
);

const refused = [
  "billing_details.email:'a@example.com'",
  "email:'a' AND name:'b' OR phone:'c'",
  "(email:'a')",
  "email:'a",
].map(
  (query): Check => ({
    name: `a search by ${query} is refused`,
    async holds({ stripe }) {
      expect(await refusal(stripe.customers.search({ query }))).toMatchObject({
        type: 'StripeInvalidRequestError',
        statusCode: 400,
      });
    },
  }),
);

const guests: Check = {
  name: 'charges are searched by what a guest says, and not by email',
  async holds({ stripe }) {
    const query =
      "payment_method_details.card.last4:'4242' AND amount=2599 AND currency:'usd' AND created>=1700000000";
    expect(await stripe.charges.search({ query, limit: 1 })).toMatchObject({ object: 'search_result' });
    const byEmail = await refusal(stripe.charges.search({ query: "billing_details.email:'a@example.com'" }));
    expect(byEmail.message).toContain('unsupported search field');
  },
};

export const reading: Check[] = [...expansion, ...pages, ...taken, ...refused, guests];
