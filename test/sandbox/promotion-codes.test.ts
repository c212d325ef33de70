import { expect, test } from '@jest/globals';
import type { Stripe } from 'stripe';
import { refusal, useSandbox } from './sandbox.ts';
import { offer, subscribe, subscriber } from './subscribing.ts';

const sandbox = useSandbox();

test('a code keeps what it was created with, its coupon under `promotion`', async () => {
  const { stripe } = sandbox.account();
  const { id: customer } = await stripe.customers.create();
  const restrictions = {
    first_time_transaction: true,
    minimum_amount: 1_000,
    minimum_amount_currency: 'usd',
  };
  const params = { code: 'SORRY-42', customer, max_redemptions: 1, metadata: { a: '1' }, restrictions };
  const { id } = await offer(stripe, params);
  const code = await stripe.promotionCodes.retrieve(id, { expand: ['promotion.coupon'] });
  expect(code).toMatchObject({
    ...params,
    active: true,
    expires_at: null,
    times_redeemed: 0,
    promotion: { type: 'coupon', coupon: { object: 'coupon', percent_off: 25 } },
  });
  expect(code).not.toHaveProperty('coupon');
});

test('a code that nobody chose is made up', async () => {
  const { stripe } = sandbox.account();
  expect((await offer(stripe)).code).toMatch(/^[A-Z0-9]{8}$/);
});

test('a code is looked up whatever its case', async () => {
  const { stripe } = sandbox.account();
  const { id: customer } = await stripe.customers.create();
  const theirs = await offer(stripe, { code: 'Sorry-42', customer });
  const other = await offer(stripe, { code: 'OTHER' });
  const ids = async (params: Stripe.PromotionCodeListParams) =>
    (await stripe.promotionCodes.list(params)).data.map(({ id }) => id);
  expect(await ids({ code: 'SORRY-42' })).toEqual([theirs.id]);
  expect(await ids({ customer })).toEqual([theirs.id]);
  expect(await ids({ coupon: String(other.promotion.coupon) })).toEqual([other.id]);
  await stripe.promotionCodes.update(other.id, { active: false });
  expect(await ids({ active: true })).toEqual([theirs.id]);
  expect(await ids({ created: { gt: other.created } })).toEqual([]);
});

test('an active code is one customer’s only, whatever its case', async () => {
  const { stripe } = sandbox.account();
  const [ann, bob] = [await stripe.customers.create(), await stripe.customers.create()];
  const first = await offer(stripe, { code: 'SORRY', customer: ann.id });
  expect((await offer(stripe, { code: 'sorry', customer: bob.id })).active).toBe(true);
  const error = await refusal(offer(stripe, { code: 'Sorry', customer: ann.id }));
  expect(error).toMatchObject({
    statusCode: 400,
    message: 'An active promotion code with `code: Sorry` already exists.',
  });
  expect(error.code).toBeUndefined();
  expect((await refusal(offer(stripe, { code: 'SORRY' }))).message).toContain('already exists');
  await stripe.promotionCodes.update(first.id, { active: false });
  expect((await offer(stripe, { code: 'SORRY', customer: ann.id })).active).toBe(true);
  expect((await refusal(stripe.promotionCodes.update(first.id, { active: true }))).message).toContain(
    'already exists',
  );
});

test('a code reaches no further than its coupon', async () => {
  const { stripe, control } = sandbox.account();
  const { now } = await control<{ now: number }>('GET', '/clock');
  const coupon = { percent_off: 10, max_redemptions: 2, redeem_by: now + 3_600 };
  const refused = async (params: Partial<Stripe.PromotionCodeCreateParams>) =>
    (await refusal(offer(stripe, params, coupon))).param;
  expect(await refused({ max_redemptions: 3 })).toBe('max_redemptions');
  expect(await refused({ expires_at: now + 3_601 })).toBe('expires_at');
  expect(await refused({ expires_at: now - 1 })).toBe('expires_at');
  expect(await refused({ code: 'so sorry' })).toBe('code');
  expect(await refused({ customer: 'cus_none' })).toBe('customer');
  expect(await refused({ restrictions: { minimum_amount: 100 } })).toBe('restrictions');
});

test('only what is active, metadata and currency options can be changed', async () => {
  const { stripe } = sandbox.account();
  const { id } = await offer(stripe, { metadata: { a: '1' } });
  const options = { eur: { minimum_amount: 900 } };
  const changed = await stripe.promotionCodes.update(id, {
    active: false,
    metadata: { b: '2' },
    restrictions: { currency_options: options },
  });
  expect(changed).toMatchObject({
    active: false,
    metadata: { a: '1', b: '2' },
    restrictions: { currency_options: options, first_time_transaction: false },
  });
  const more = { max_redemptions: 2 } as Stripe.PromotionCodeUpdateParams;
  expect((await refusal(stripe.promotionCodes.update(id, more))).param).toBe('max_redemptions');
});

test('what is not there is missing in Stripe’s words', async () => {
  const { stripe } = sandbox.account();
  expect(await refusal(stripe.promotionCodes.retrieve('promo_none'))).toMatchObject({
    statusCode: 404,
    param: 'promotion_code',
    message: "No such promotion code: 'promo_none'",
  });
  const promotion = { type: 'coupon', coupon: 'NONE' } as const;
  expect(await refusal(stripe.promotionCodes.create({ promotion }))).toMatchObject({
    statusCode: 400,
    code: 'resource_missing',
    param: 'promotion[coupon]',
  });
  const old = { coupon: 'NONE' } as unknown as Stripe.PromotionCodeCreateParams;
  expect((await refusal(stripe.promotionCodes.create(old))).code).toBe('parameter_unknown');
});

test('a code that was redeemed out, or whose time is over, is not active any more', async () => {
  const { stripe, control } = sandbox.account();
  const { now } = await control<{ now: number }>('GET', '/clock');
  const once = await offer(stripe, { max_redemptions: 1 });
  const today = await offer(stripe, { expires_at: now + 3_600 });
  await subscribe(stripe, { discounts: [{ promotion_code: once.id }] });
  expect(await stripe.promotionCodes.retrieve(once.id)).toMatchObject({ active: false, times_redeemed: 1 });
  expect((await stripe.coupons.retrieve(String(once.promotion.coupon))).times_redeemed).toBe(1);
  await control('POST', '/clock', { advance: 3_600 });
  expect((await stripe.promotionCodes.retrieve(today.id)).active).toBe(false);
  for (const { id } of [once, today]) {
    await refusal(subscribe(stripe, { discounts: [{ promotion_code: id }] }));
    await refusal(stripe.promotionCodes.update(id, { active: true }));
  }
});

test('a code is redeemed by its customer only, and within its restrictions', async () => {
  const { stripe } = sandbox.account();
  const ann = await subscriber(stripe);
  const theirs = await offer(stripe, { customer: ann.id });
  const dear = await offer(stripe, {
    restrictions: { minimum_amount: 2_001, minimum_amount_currency: 'usd' },
  });
  const first = await offer(stripe, { restrictions: { first_time_transaction: true } });
  const redeem = ({ id }: Stripe.PromotionCode, customer?: string) =>
    subscribe(stripe, { discounts: [{ promotion_code: id }], ...(customer && { customer }) });
  expect(await refusal(redeem(theirs))).toMatchObject({
    statusCode: 400,
    param: 'discounts[0][promotion_code]',
  });
  expect((await redeem(theirs, ann.id)).status).toBe('active');
  expect((await refusal(redeem(dear))).message).toBe(
    'This promotion code cannot be redeemed because the associated purchase does not meet the minimum amount requirement.',
  );
  expect((await refusal(redeem(first, ann.id))).message).toBe(
    'This promotion code cannot be redeemed because the associated customer has prior transactions.',
  );
  expect((await redeem(first)).status).toBe('active');
});
