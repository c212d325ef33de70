import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type { DiscountDecision } from '../../src/domain/discount.ts';
import { createDiscount, discountsOf, listDiscounts } from '../../src/stripe/discounts.ts';
import { usd } from '../domain/records.ts';
import { useSandbox } from '../sandbox/sandbox.ts';

const sandbox = useSandbox();
const expires = Math.floor(Date.now() / 1_000) + 30 * 86_400;

interface Journal {
  data: { params: Record<string, string>; idempotencyKey: string }[];
}

/** A code to be made for a customer of its own. */
async function newDiscount(of: Partial<DiscountDecision> = {}) {
  const { stripe, control } = sandbox.account();
  const { id: customer } = await stripe.customers.create({});
  const id = randomUUID();
  const decision: DiscountDecision = {
    id,
    customer,
    terms: { offer: 'ten-percent', percent: 10, duration: 'once', minimum: usd(20_00) },
    expires,
    call: 'hash of the call',
    reference: 'R7K-2MX',
    decidedAt: expires - 30 * 86_400,
    ...of,
  };
  const coupon = `tellerline-${id}`;
  const code = id.slice(0, 8).toUpperCase();
  const make = (generation = 1) =>
    createDiscount({ reads: stripe, writes: stripe }, { decision, coupon, code, generation });
  return { stripe, control, decision, customer, coupon, code, make };
}

describe('a code that is made', () => {
  test('is a coupon of our own id and a code of the customer’s own, each for one use', async () => {
    const { control, decision, customer, coupon, code, make, stripe } = await newDiscount();
    const [outcome, made] = [await make(), (await stripe.promotionCodes.list({ customer })).data[0]];
    expect(outcome).toEqual({
      kind: 'done',
      made: {
        promotion: made?.id,
        code,
        terms: decision.terms,
        expires,
        created: made?.created,
        state: 'usable',
        decision: decision.id,
        reference: 'R7K-2MX',
      },
    });
    const marks = {
      'metadata[tellerline_decision]': decision.id,
      'metadata[tellerline_call]': 'hash of the call',
      'metadata[tellerline_reference]': 'R7K-2MX',
      'metadata[tellerline_offer]': 'ten-percent',
    };
    const coupons = await control<Journal>('GET', '/journal?method=POST&path=/v1/coupons');
    expect(coupons.data).toMatchObject([{ idempotencyKey: `tellerline-discount-${decision.id}-coupon-1` }]);
    expect(coupons.data[0]?.params).toEqual({
      ...{ id: coupon, percent_off: '10', duration: 'once' },
      ...{ max_redemptions: '1', redeem_by: String(expires) },
      ...marks,
    });
    const codes = await control<Journal>('GET', '/journal?method=POST&path=/v1/promotion_codes');
    expect(codes.data).toMatchObject([{ idempotencyKey: `tellerline-discount-${decision.id}-code-1` }]);
    expect(codes.data[0]?.params).toEqual({
      ...{ 'promotion[type]': 'coupon', 'promotion[coupon]': coupon, code, customer },
      ...{ max_redemptions: '1', expires_at: String(expires) },
      'restrictions[minimum_amount]': '2000',
      'restrictions[minimum_amount_currency]': 'usd',
      ...marks,
    });
  });

  test('again is the same one', async () => {
    const { make, stripe, customer } = await newDiscount();
    const first = await make();
    expect(await make()).toEqual(first);
    expect(await listDiscounts(stripe, customer)).toHaveLength(1);
  });

  test('where the coupon is there and the key is forgotten goes on from it', async () => {
    const { make, stripe, control, coupon, customer } = await newDiscount();
    const fault = { kind: 'reset', method: 'POST', path: '/v1/promotion_codes', times: 'always' };
    await control('POST', '/faults', fault);
    expect(await make()).toEqual({ kind: 'unknown', replayed: false });
    await control('DELETE', '/faults');
    await control('POST', '/clock', { advance: 25 * 3_600 });
    expect(await make()).toMatchObject({ kind: 'done' });
    expect(await discountsOf(stripe, coupon)).toEqual(await listDiscounts(stripe, customer));
    expect((await stripe.coupons.list({})).data).toHaveLength(1);
  });

  test.each([
    { when: 'after', kind: 'status', status: 500 },
    { when: 'after', kind: 'garbage' },
  ])('where the coupon’s answer is lost ($kind) looks for it, and goes on', async (fault) => {
    const { make, control } = await newDiscount();
    await control('POST', '/faults', { ...fault, method: 'POST', path: '/v1/coupons' });
    expect(await make()).toMatchObject({ kind: 'done' });
  });

  test('where the coupon was not made is unknown, and no code is sent', async () => {
    const { make, control } = await newDiscount();
    await control('POST', '/faults', { kind: 'status', status: 500, method: 'POST', path: '/v1/coupons' });
    expect(await make()).toEqual({ kind: 'unknown', replayed: false });
    expect((await control<Journal>('GET', '/journal?method=POST&path=/v1/promotion_codes')).data).toEqual([]);
  });

  test('under a code that is taken is refused', async () => {
    const { make, stripe, code } = await newDiscount();
    const { id } = await stripe.coupons.create({ percent_off: 5, duration: 'once' });
    await stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon: id }, code });
    expect(await make()).toEqual({ kind: 'refused', code: 'other' });
  });
});

describe('codes are read back', () => {
  test.each([
    { offer: 'a', amount: usd(5_00), duration: 'once' as const },
    { offer: 'b', percent: 12.5, duration: 'forever' as const },
    { offer: 'c', percent: 10, duration: { months: 3 }, minimum: usd(20_00) },
  ])('as they were decided: $offer', async (terms) => {
    const { make, stripe, customer } = await newDiscount({ terms });
    await make();
    expect(await listDiscounts(stripe, customer)).toMatchObject([{ terms, state: 'usable', expires }]);
  });

  test('with what became of them, and with those that others made', async () => {
    const { make, stripe, control, customer } = await newDiscount();
    await make();
    const [own] = await listDiscounts(stripe, customer);
    await control('POST', `/objects/${own?.promotion}`, { times_redeemed: 1, active: false });
    const { id: coupon } = await stripe.coupons.create({ percent_off: 5, duration: 'once' });
    await stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon }, customer, active: false });
    const all = await listDiscounts(stripe, customer);
    expect(all.map(({ state, terms }) => [terms.offer, state]).sort()).toEqual([
      ['', 'over'],
      ['ten-percent', 'used'],
    ]);
  });

  test('of a coupon that is not there there are none', async () => {
    const { stripe } = await newDiscount();
    expect(await discountsOf(stripe, 'tellerline-none')).toEqual([]);
  });
});
