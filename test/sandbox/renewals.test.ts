import { expect, test } from '@jest/globals';
import type { Stripe } from 'stripe';
import { refusal, useSandbox } from './sandbox.ts';
import { monthly, offer, periodEndOf, subscribe, subscriber } from './subscribing.ts';

const sandbox = useSandbox();
const day = 24 * 60 * 60;

/** Subscribes, and lets time pass until its period is over. */
async function renewed(params: Partial<Stripe.SubscriptionCreateParams> = {}, card?: string) {
  const { stripe, control } = sandbox.account();
  const { id: customer } = await subscriber(stripe, card);
  const before = await subscribe(stripe, { customer, ...params });
  await control('POST', '/clock', { advance: periodEndOf(before) - before.created });
  const after = await stripe.subscriptions.retrieve(before.id, { expand: ['latest_invoice'] });
  return { stripe, control, before, after, invoice: after.latest_invoice as Stripe.Invoice };
}

test('a period follows the other, each with its invoice and payment', async () => {
  const { stripe, before, after, invoice } = await renewed();
  expect(after.items.data[0]?.current_period_start).toBe(periodEndOf(before));
  expect(periodEndOf(after)).toBeGreaterThan(periodEndOf(before) + 27 * day);
  expect(invoice).toMatchObject({
    billing_reason: 'subscription_cycle',
    status: 'paid',
    created: periodEndOf(before),
    amount_paid: 2_000,
  });
  expect((await stripe.charges.list({ customer: String(before.customer) })).data).toHaveLength(2);
});

test('many periods pass at once, each at its time', async () => {
  const { stripe, control } = sandbox.account();
  const { id, created } = await subscribe(stripe);
  await control('POST', '/clock', { advance: 100 * day });
  const { data } = await stripe.invoices.list({ subscription: id });
  expect(data).toHaveLength(4);
  expect(new Set(data.map((one) => one.created)).size).toBe(4);
  expect(periodEndOf(await stripe.subscriptions.retrieve(id))).toBeGreaterThan(created + 100 * day);
});

test('what is to end with its period ends then, and is not billed again', async () => {
  const { stripe, control } = sandbox.account();
  const { id, created } = await subscribe(stripe);
  const { cancel_at } = await stripe.subscriptions.update(id, { cancel_at_period_end: true });
  await control('POST', '/clock', { advance: 40 * day });
  const ended = await stripe.subscriptions.retrieve(id);
  expect(ended).toMatchObject({ status: 'canceled', ended_at: cancel_at });
  expect(ended.canceled_at).toBe(created);
  expect((await stripe.invoices.list({ subscription: id })).data).toHaveLength(1);
});

test('a trial turns into a subscription that is paid for', async () => {
  const { after, invoice } = await renewed({ trial_period_days: 7 });
  expect(after.status).toBe('active');
  expect(invoice).toMatchObject({ status: 'paid', total: 2_000 });
});

test('a trial that nobody pays for is past due, or what it was told to be', async () => {
  const { after, invoice } = await renewed({ trial_period_days: 7 }, 'pm_card_chargeCustomerFail');
  expect(after.status).toBe('past_due');
  expect(invoice).toMatchObject({
    status: 'open',
    attempt_count: 1,
    next_payment_attempt: expect.any(Number),
  });
  for (const [behavior, status] of [
    ['cancel', 'canceled'],
    ['pause', 'paused'],
    ['create_invoice', 'past_due'],
  ] as const) {
    const { stripe, control } = sandbox.account();
    const { id: customer } = await stripe.customers.create();
    const trial_settings = { end_behavior: { missing_payment_method: behavior } };
    const { id } = await subscribe(stripe, { customer, trial_period_days: 7, trial_settings });
    await control('POST', '/clock', { advance: 7 * day });
    expect((await stripe.subscriptions.retrieve(id)).status).toBe(status);
  }
});

test.each([
  ['void', 'void'],
  ['keep_as_draft', 'draft'],
  ['mark_uncollectible', 'uncollectible'],
] as const)('while collection is paused by %s, invoices are %s', async (behavior, status) => {
  const { stripe, control } = sandbox.account();
  const { id } = await subscribe(stripe);
  await stripe.subscriptions.update(id, { pause_collection: { behavior } });
  await control('POST', '/clock', { advance: 32 * day });
  expect(await stripe.subscriptions.retrieve(id, { expand: ['latest_invoice'] })).toMatchObject({
    status: 'active',
    latest_invoice: { status, amount_paid: 0 },
  });
});

test('collection resumes at its time', async () => {
  const { stripe, control } = sandbox.account();
  const { id, created } = await subscribe(stripe);
  const pause_collection = { behavior: 'void', resumes_at: created + day } as const;
  await stripe.subscriptions.update(id, { pause_collection });
  await control('POST', '/clock', { advance: day });
  expect((await stripe.subscriptions.retrieve(id)).pause_collection).toBeNull();
});

test('a discount lasts as long as its coupon says', async () => {
  const totals = async (coupon: Stripe.CouponCreateParams) => {
    const { stripe, control } = sandbox.account();
    const code = await offer(stripe, {}, coupon);
    const { id } = await subscribe(stripe, { discounts: [{ promotion_code: code.id }] });
    await control('POST', '/clock', { advance: 64 * day });
    const { data } = await stripe.invoices.list({ subscription: id });
    return data.map(({ total }) => total).reverse();
  };
  expect(await totals({ percent_off: 25, duration: 'once' })).toEqual([1_500, 2_000, 2_000]);
  expect(await totals({ percent_off: 25, duration: 'forever' })).toEqual([1_500, 1_500, 1_500]);
  const repeating = { duration: 'repeating', duration_in_months: 2 } as const;
  expect(await totals({ amount_off: 500, currency: 'usd', ...repeating })).toEqual([1_500, 1_500, 2_000]);
  const all = { amount_off: 5_000, currency: 'usd', duration: 'once' } as const;
  expect(await totals(all)).toEqual([0, 2_000, 2_000]);
});

test('a deleted coupon takes no new customers, and goes on with those it has', async () => {
  const { stripe, control } = sandbox.account();
  const { id: coupon } = await stripe.coupons.create({ percent_off: 25, duration: 'forever' });
  const { id } = await subscribe(stripe, { discounts: [{ coupon }] });
  await stripe.coupons.del(coupon);
  await control('POST', '/clock', { advance: 32 * day });
  const { latest_invoice } = await stripe.subscriptions.retrieve(id, { expand: ['latest_invoice'] });
  expect(latest_invoice).toMatchObject({ total: 1_500 });
});

test('the 31st comes back after a shorter month', async () => {
  const { stripe, control } = sandbox.account();
  const at = (date: string) => Date.parse(date) / 1000;
  const { now } = await control<{ now: number }>('GET', '/clock');
  const year = new Date(now * 1000).getUTCFullYear() + 1;
  await control('POST', '/clock', { advance: at(`${year}-01-31T12:00:00Z`) - now });
  const { id } = await subscribe(stripe);
  await control('POST', '/clock', { advance: 65 * day });
  const { data } = await stripe.invoices.list({ subscription: id });
  const days = data.map(({ created }) => new Date(created * 1000).toISOString().slice(5, 10)).reverse();
  expect(days).toEqual(['01-31', expect.stringMatching(/^02-2[89]$/), '03-31']);
});

test('a test can have it renew now, paid or not', async () => {
  const { stripe, control } = sandbox.account();
  const { id } = await subscribe(stripe);
  await control('POST', `/subscriptions/${id}`, { renewal: 'failed' });
  const late = await stripe.subscriptions.retrieve(id, { expand: ['latest_invoice.payments'] });
  expect(late).toMatchObject({ status: 'past_due', latest_invoice: { status: 'open', amount_due: 2_000 } });
  const { now } = await control<{ now: number }>('GET', '/clock');
  expect(periodEndOf(late)).toBeGreaterThan(now + 27 * day);
  await control('POST', `/subscriptions/${id}`, { renewal: 'succeeded' });
  expect((await stripe.subscriptions.retrieve(id)).status).toBe('active');
  await stripe.subscriptions.cancel(id);
  await expect(control('POST', `/subscriptions/${id}`, { renewal: 'failed' })).rejects.toThrow(
    'does not renew',
  );
  await expect(control('POST', `/subscriptions/${id}`, {})).rejects.toThrow('succeeded or failed');
});

test('it goes as the test says whatever the card would do, but there must be one', async () => {
  const { stripe, control } = sandbox.account();
  const { id: customer } = await subscriber(stripe, 'pm_card_chargeCustomerFail');
  const { id } = await subscribe(stripe, { customer, trial_period_days: 7 });
  await control('POST', `/subscriptions/${id}`, { renewal: 'succeeded' });
  expect((await stripe.subscriptions.retrieve(id)).status).toBe('active');
  const { id: nobody } = await stripe.customers.create();
  const free = await subscribe(stripe, { customer: nobody, trial_period_days: 7 });
  const renewal = control('POST', `/subscriptions/${free.id}`, { renewal: 'failed' });
  await expect(renewal).rejects.toThrow('nothing to pay with');
});

test('what is late is paid by its payment intent', async () => {
  const { stripe, control } = sandbox.account();
  const { id } = await subscribe(stripe);
  await control('POST', `/subscriptions/${id}`, { renewal: 'failed' });
  const { latest_invoice } = await stripe.subscriptions.retrieve(id);
  const { data } = await stripe.invoicePayments.list({ invoice: String(latest_invoice) });
  const intent = String(data[0]?.payment.payment_intent);
  const declined = { payment_method: 'pm_card_chargeDeclined' };
  await refusal(stripe.paymentIntents.confirm(intent, declined));
  expect((await stripe.subscriptions.retrieve(id)).status).toBe('past_due');
  await stripe.paymentIntents.confirm(intent, { payment_method: 'pm_card_visa' });
  expect((await stripe.subscriptions.retrieve(id)).status).toBe('active');
  expect((await stripe.invoices.retrieve(String(latest_invoice))).status).toBe('paid');
});

test('a bank debit is known later, and a subscription follows it', async () => {
  const { stripe, control } = sandbox.account();
  const { id: customer } = await subscriber(stripe, 'pm_usBankAccount');
  const { id } = await subscribe(stripe, { customer, items: [{ price: (await monthly(stripe)).id }] });
  const { status, latest_invoice } = await stripe.subscriptions.retrieve(id);
  expect(status).toBe('active');
  const { data } = await stripe.invoicePayments.list({ invoice: String(latest_invoice) });
  await control('POST', `/payment_intents/${String(data[0]?.payment.payment_intent)}`, { outcome: 'failed' });
  expect((await stripe.subscriptions.retrieve(id)).status).toBe('past_due');
});
