import { expect } from '@jest/globals';
import type Stripe from 'stripe';
import { refusal } from '../../sandbox/sandbox.ts';
import { offer, subscribe, subscriber } from '../../sandbox/subscribing.ts';
import { type Check, fresh, type Said, says } from '../check.ts';

/** A coupon that is refused since it is wrong in itself. */
function wrong(name: string, params: Stripe.CouponCreateParams, said: Said): Check {
  return { name, holds: async ({ stripe }) => says(stripe.coupons.create(params), said) };
}

const coupons: Check[] = [
  {
    name: 'a coupon keeps what it was created with, and its name changes',
    async holds({ stripe }) {
      const params = { amount_off: 500, currency: 'usd', duration: 'once', max_redemptions: 2 } as const;
      const { id } = await stripe.coupons.create({ ...params, metadata: { a: '1' } });
      expect(await stripe.coupons.update(id, { name: 'Sorry' })).toMatchObject({
        ...params,
        percent_off: null,
        times_redeemed: 0,
        valid: true,
        name: 'Sorry',
        metadata: { a: '1' },
      });
    },
  },
  {
    name: 'the id of a coupon is taken while there is one',
    async holds({ stripe }) {
      const id = fresh();
      await stripe.coupons.create({ id, percent_off: 10, duration: 'once' });
      const error = await refusal(stripe.coupons.create({ id, percent_off: 5, duration: 'once' }));
      expect(error).toMatchObject({ statusCode: 400, code: 'resource_already_exists' });
      expect(error.message).toBe('Coupon already exists.');
      expect(await stripe.coupons.del(id)).toMatchObject({ id, deleted: true });
      await says(stripe.coupons.retrieve(id), {
        statusCode: 404,
        code: 'resource_missing',
        param: 'coupon',
        message: `No such coupon: '${id}'`,
      });
    },
  },
  wrong(
    'a coupon that takes nothing off is refused',
    { duration: 'once' },
    { code: 'parameter_missing', message: 'Must provide percent_off or amount_off.' },
  ),
  wrong(
    'a coupon of an amount without a currency is refused',
    { amount_off: 500, duration: 'once' },
    { param: 'currency', message: 'You must pass currency when passing amount_off' },
  ),
  wrong(
    'a coupon whose time is over is refused',
    { percent_off: 10, duration: 'once', redeem_by: 1000 },
    {
      param: 'redeem_by',
      message:
        'The parameter `redeem_by` expects a unix timestamp representing a date and time in the future. ' +
        'You specified the value `1000` which is in the past.',
    },
  ),
];

const codes: Check[] = [
  {
    name: 'a promotion code has its coupon under `promotion`',
    async holds({ stripe }) {
      const { id: customer } = await stripe.customers.create();
      const { id } = await offer(stripe, { customer, max_redemptions: 1 });
      expect(await stripe.promotionCodes.retrieve(id, { expand: ['promotion.coupon'] })).toMatchObject({
        object: 'promotion_code',
        active: true,
        customer,
        max_redemptions: 1,
        promotion: { type: 'coupon', coupon: { object: 'coupon', percent_off: 25 } },
        restrictions: { first_time_transaction: false, minimum_amount: null },
      });
    },
  },
  {
    name: 'a promotion code is looked up whatever its case',
    async holds({ stripe }) {
      const code = fresh().toUpperCase();
      const { id } = await offer(stripe, { code });
      const found = await stripe.promotionCodes.list({ code: code.toLowerCase(), active: true });
      expect(found.data).toMatchObject([{ id, code }]);
    },
  },
  {
    name: 'an active promotion code is one customer’s only, until it is not active any more',
    async holds({ stripe }) {
      const [ann, bob] = [await stripe.customers.create(), await stripe.customers.create()];
      const code = fresh();
      const { id } = await offer(stripe, { code, customer: ann.id });
      await offer(stripe, { code, customer: bob.id });
      await says(offer(stripe, { code, customer: ann.id }), {
        message: `An active promotion code with \`code: ${code}\` already exists.`,
      });
      expect(await stripe.promotionCodes.update(id, { active: false })).toMatchObject({ active: false });
      expect(await offer(stripe, { code, customer: ann.id })).toMatchObject({ active: true });
    },
  },
  {
    name: 'a promotion code reaches no further than its coupon',
    async holds({ stripe }) {
      const redeem_by = Math.floor(Date.now() / 1000) + 30 * 24 * 60 * 60;
      const coupon = { percent_off: 10, max_redemptions: 1, redeem_by, duration: 'once' } as const;
      for (const params of [{ max_redemptions: 2 }, { expires_at: redeem_by + 60 }])
        expect(await refusal(offer(stripe, params, coupon))).toMatchObject({ statusCode: 400 });
    },
  },
  {
    name: 'a promotion code of one customer is refused to another',
    async holds({ stripe }) {
      const ann = await subscriber(stripe);
      const { id: promotion_code } = await offer(stripe, { customer: ann.id });
      const discounts = [{ promotion_code }];
      expect(await refusal(subscribe(stripe, { discounts }))).toMatchObject({ statusCode: 400 });
      expect(await subscribe(stripe, { discounts, customer: ann.id })).toMatchObject({ status: 'active' });
    },
  },
  {
    name: 'a promotion code that was redeemed out is not active any more, and refused',
    async holds({ stripe }) {
      const { id: promotion_code } = await offer(stripe, { max_redemptions: 1 });
      const discounts = [{ promotion_code }];
      await subscribe(stripe, { discounts });
      expect(await stripe.promotionCodes.retrieve(promotion_code)).toMatchObject({
        active: false,
        times_redeemed: 1,
      });
      expect(await refusal(subscribe(stripe, { discounts }))).toMatchObject({ statusCode: 400 });
    },
  },
];

export const discounts: Check[] = [...coupons, ...codes];
