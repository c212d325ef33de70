import { expect, test } from '@jest/globals';
import type { Stripe } from 'stripe';
import { refusal, useSandbox } from './sandbox.ts';
import { subscribe } from './subscribing.ts';

const sandbox = useSandbox();

test('a coupon keeps what it was created with', async () => {
  const { stripe } = sandbox.account();
  const params: Stripe.CouponCreateParams = {
    id: 'SORRY-5',
    amount_off: 500,
    currency: 'usd',
    duration: 'repeating',
    duration_in_months: 3,
    max_redemptions: 10,
    name: 'Sorry',
    metadata: { a: '1' },
  };
  await stripe.coupons.create(params);
  expect(await stripe.coupons.retrieve('SORRY-5')).toMatchObject({
    ...params,
    percent_off: null,
    redeem_by: null,
    times_redeemed: 0,
    valid: true,
  });
  expect((await stripe.coupons.create({ percent_off: 22.5 })).id).toMatch(/^[A-Za-z0-9]{8}$/);
});

test('name and metadata are all that can be changed', async () => {
  const { stripe } = sandbox.account();
  const { id } = await stripe.coupons.create({ percent_off: 10, metadata: { a: '1' } });
  const updated = await stripe.coupons.update(id, { name: 'Ten', metadata: { a: '', b: '2' } });
  expect(updated).toMatchObject({ name: 'Ten', percent_off: 10, metadata: { b: '2' } });
  const more = { percent_off: 20 } as Stripe.CouponUpdateParams;
  expect((await refusal(stripe.coupons.update(id, more))).code).toBe('parameter_unknown');
});

test('an id is taken until its coupon is deleted', async () => {
  const { stripe } = sandbox.account();
  await stripe.coupons.create({ id: 'TEN', percent_off: 10 });
  expect(await refusal(stripe.coupons.create({ id: 'TEN', percent_off: 5 }))).toMatchObject({
    statusCode: 400,
    code: 'resource_already_exists',
    message: 'Coupon already exists.',
  });
  expect(await stripe.coupons.del('TEN')).toMatchObject({ id: 'TEN', object: 'coupon', deleted: true });
  expect(await refusal(stripe.coupons.retrieve('TEN'))).toMatchObject({
    statusCode: 404,
    code: 'resource_missing',
    param: 'coupon',
    message: "No such coupon: 'TEN'",
  });
  expect((await stripe.coupons.list()).data).toEqual([]);
  expect((await stripe.coupons.create({ id: 'TEN', percent_off: 5 })).percent_off).toBe(5);
});

test.each<[string, Stripe.CouponCreateParams, object]>([
  ['no reduction', {}, { code: 'parameter_missing', message: 'Must provide percent_off or amount_off.' }],
  [
    'two reductions',
    { percent_off: 10, amount_off: 500, currency: 'usd' },
    { message: 'Received both percent_off and amount_off parameters. Please pass in only one.' },
  ],
  [
    'an amount without a currency',
    { amount_off: 500 },
    { param: 'currency', message: 'You must pass currency when passing amount_off' },
  ],
  [
    'repeating without months',
    { percent_off: 10, duration: 'repeating' },
    {
      param: 'duration',
      message: 'The duration_in_months param must be set when creating a coupon with a repeating duration',
    },
  ],
  ['a name that is too long', { percent_off: 10, name: 'x'.repeat(41) }, { param: 'name' }],
  [
    'nothing off',
    { percent_off: 0 },
    {
      param: 'percent_off',
      message: "This value must be greater than or equal to 0.01 (it currently is '0.0').",
    },
  ],
  [
    'a date that is over',
    { percent_off: 10, redeem_by: 1000 },
    {
      param: 'redeem_by',
      message:
        'The parameter `redeem_by` expects a unix timestamp representing a date and time in the future. ' +
        'You specified the value `1000` which is in the past.',
    },
  ],
  [
    'a date too far off',
    { percent_off: 10, redeem_by: 4_102_444_800 },
    { message: 'Invalid timestamp: can be no more than five years in the future.' },
  ],
])('%s is refused', async (_case, params, expected) => {
  const { stripe } = sandbox.account();
  expect(await refusal(stripe.coupons.create(params))).toMatchObject({ statusCode: 400, ...expected });
});

test('a coupon that was redeemed as often as it may be is not valid any more', async () => {
  const { stripe } = sandbox.account();
  const { id } = await stripe.coupons.create({ percent_off: 10, max_redemptions: 1 });
  await subscribe(stripe, { discounts: [{ coupon: id }] });
  expect(await stripe.coupons.retrieve(id)).toMatchObject({ times_redeemed: 1, valid: false });
  const error = await refusal(subscribe(stripe, { discounts: [{ coupon: id }] }));
  expect(error.message).toBe(`Coupon ${id} is used up and cannot be applied.`);
});

test('a coupon ends after its date, and its codes with it', async () => {
  const { stripe, control } = sandbox.account();
  const { now } = await control<{ now: number }>('GET', '/clock');
  const { id } = await stripe.coupons.create({ percent_off: 10, redeem_by: now + 3_600 });
  const code = await stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon: id } });
  await control('POST', '/clock', { advance: 3_700 });
  expect((await stripe.coupons.retrieve(id)).valid).toBe(false);
  expect((await stripe.promotionCodes.retrieve(code.id)).active).toBe(false);
  const error = await refusal(subscribe(stripe, { discounts: [{ coupon: id }] }));
  expect(error).toMatchObject({ code: 'coupon_expired', message: `Coupon expired: ${id}` });
});
