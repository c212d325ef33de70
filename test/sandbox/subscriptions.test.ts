import { expect, test } from '@jest/globals';
import type { Stripe } from 'stripe';
import { refusal, useSandbox } from './sandbox.ts';
import { monthly, offer, periodEndOf, subscribe, subscriber } from './subscribing.ts';

const sandbox = useSandbox();
const day = 24 * 60 * 60;

test('a subscription begins paid, and says on its items when it is next billed', async () => {
  const { stripe } = sandbox.account();
  const subscription = await subscribe(stripe, { metadata: { a: '1' }, expand: ['latest_invoice'] });
  expect(subscription).toMatchObject({
    status: 'active',
    cancel_at_period_end: false,
    pause_collection: null,
    discounts: [],
    metadata: { a: '1' },
    items: { data: [{ quantity: 1, price: { unit_amount: 2_000 }, plan: { interval: 'month' } }] },
    latest_invoice: { status: 'paid', total: 2_000, billing_reason: 'subscription_create' },
  });
  expect(subscription).not.toHaveProperty('current_period_end');
  const days = (periodEndOf(subscription) - subscription.created) / day;
  expect(days).toBeGreaterThanOrEqual(28);
  expect(days).toBeLessThanOrEqual(31);
});

test('a trial is invoiced for nothing, needs no card, and ends with the period', async () => {
  const { stripe } = sandbox.account();
  const { id: customer } = await stripe.customers.create();
  const trial = await subscribe(stripe, { customer, trial_period_days: 7, expand: ['latest_invoice'] });
  expect(trial).toMatchObject({ status: 'trialing', latest_invoice: { total: 0, status: 'paid' } });
  expect(trial.trial_end).toBe(trial.created + 7 * day);
  expect(periodEndOf(trial)).toBe(trial.trial_end);
});

test('what nothing pays for is refused, unless an invoice is sent', async () => {
  const { stripe } = sandbox.account();
  const { id: customer } = await stripe.customers.create();
  const error = await refusal(subscribe(stripe, { customer }));
  expect(error).toMatchObject({ statusCode: 400, code: 'resource_missing' });
  expect(error.message).toContain('This customer has no attached payment source or default payment method.');
  expect((await stripe.subscriptions.list({ customer })).data).toEqual([]);
  const invoiced = await subscribe(stripe, {
    customer,
    collection_method: 'send_invoice',
    days_until_due: 14,
    expand: ['latest_invoice'],
  });
  expect(invoiced).toMatchObject({ status: 'active', latest_invoice: { status: 'open', amount_due: 2_000 } });
});

test('its own payment method must be its customer’s', async () => {
  const { stripe } = sandbox.account();
  const { id: customer } = await stripe.customers.create();
  const stranger = await refusal(subscribe(stripe, { customer, default_payment_method: 'pm_card_visa' }));
  expect(stranger).toMatchObject({ code: 'resource_missing', param: 'default_payment_method' });
  const method = await stripe.paymentMethods.attach('pm_card_mastercard', { customer });
  const subscription = await subscribe(stripe, {
    customer,
    default_payment_method: method.id,
    expand: ['default_payment_method'],
  });
  expect(subscription).toMatchObject({
    status: 'active',
    default_payment_method: { card: { brand: 'mastercard' } },
  });
});

test('one whose first payment is declined is incomplete until it is paid', async () => {
  const { stripe } = sandbox.account();
  const { id: customer } = await subscriber(stripe, 'pm_card_chargeCustomerFail');
  const expand = ['latest_invoice.payments'];
  const subscription = await subscribe(stripe, { customer, expand });
  expect(subscription.status).toBe('incomplete');
  const invoice = subscription.latest_invoice as Stripe.Invoice;
  expect(invoice).toMatchObject({ status: 'open', attempt_count: 1, amount_remaining: 2_000 });
  const intent = String(invoice.payments?.data[0]?.payment.payment_intent);
  await stripe.paymentIntents.confirm(intent, { payment_method: 'pm_card_visa' });
  expect(await stripe.subscriptions.retrieve(subscription.id, { expand })).toMatchObject({
    status: 'active',
    latest_invoice: { status: 'paid', payments: { data: [{ status: 'paid', amount_paid: 2_000 }] } },
  });
});

test('one that is never paid expires; one that may not be incomplete is never made', async () => {
  const { stripe, control } = sandbox.account();
  const { id: customer } = await subscriber(stripe, 'pm_card_chargeCustomerFail');
  const { id } = await subscribe(stripe, { customer });
  const error = await refusal(subscribe(stripe, { customer, payment_behavior: 'error_if_incomplete' }));
  expect(error).toMatchObject({ type: 'StripeCardError', statusCode: 402, code: 'card_declined' });
  expect((await stripe.subscriptions.list({ customer, status: 'all' })).data).toMatchObject([{ id }]);
  await control('POST', '/clock', { advance: 24 * 60 * 60 });
  expect(await stripe.subscriptions.retrieve(id, { expand: ['latest_invoice'] })).toMatchObject({
    status: 'incomplete_expired',
    latest_invoice: { status: 'void' },
  });
});

test('one that is to be paid later waits with a payment intent', async () => {
  const { stripe } = sandbox.account();
  const { id: customer } = await stripe.customers.create();
  const subscription = await subscribe(stripe, { customer, payment_behavior: 'default_incomplete' });
  expect(subscription.status).toBe('incomplete');
  const { data } = await stripe.invoicePayments.list({ invoice: String(subscription.latest_invoice) });
  expect(data).toMatchObject([{ status: 'open', payment: { type: 'payment_intent' } }]);
});

test('lists hide what was canceled, unless it is asked for', async () => {
  const { stripe } = sandbox.account();
  const { id: customer } = await subscriber(stripe);
  const { id: price } = await monthly(stripe);
  const active = await subscribe(stripe, { customer });
  const ended = await subscribe(stripe, { customer, items: [{ price }] });
  await stripe.subscriptions.cancel(ended.id);
  await subscribe(stripe);
  const ids = async (params: Stripe.SubscriptionListParams) =>
    (await stripe.subscriptions.list({ customer, ...params })).data.map(({ id }) => id);
  expect(await ids({})).toEqual([active.id]);
  expect(await ids({ status: 'all' })).toEqual([ended.id, active.id]);
  expect(await ids({ status: 'ended' })).toEqual([ended.id]);
  expect(await ids({ status: 'canceled' })).toEqual([ended.id]);
  expect(await ids({ status: 'trialing' })).toEqual([]);
  expect(await ids({ price, status: 'all' })).toEqual([ended.id]);
  expect(await ids({ price })).toEqual([]);
  expect((await refusal(stripe.subscriptions.list({ status: 'bogus' }))).message).toBe(
    'Invalid status: must be one of active, past_due, unpaid, canceled, incomplete, incomplete_expired, ' +
      'trialing, paused, all, or ended',
  );
});

test('all that belongs to it can be expanded, four levels deep', async () => {
  const { stripe } = sandbox.account();
  const code = await offer(stripe, {}, { percent_off: 25, duration: 'forever' });
  const { id: customer } = await subscriber(stripe);
  await subscribe(stripe, { customer, discounts: [{ promotion_code: code.id }] });
  const { data } = await stripe.subscriptions.list({
    customer,
    expand: ['data.customer', 'data.discounts.promotion_code', 'data.latest_invoice.payments'],
  });
  expect(data).toMatchObject([
    {
      customer: { id: customer },
      discounts: [{ promotion_code: { code: code.code } }],
      latest_invoice: { total: 1_500, payments: { data: [{ object: 'invoice_payment' }] } },
    },
  ]);
  const [subscription] = data;
  const expand = ['items.data.price.product', 'discounts.source.coupon'];
  expect(await stripe.subscriptions.retrieve(subscription?.id ?? '', { expand })).toMatchObject({
    items: { data: [{ price: { product: { name: 'Gold' } } }] },
    discounts: [{ source: { coupon: { percent_off: 25 } } }],
  });
  const tooDeep = 'data.items.data.price.product';
  expect(await refusal(stripe.subscriptions.list({ expand: [tooDeep] }))).toMatchObject({
    code: 'property_expansion_max_depth',
  });
});

test('the same key makes one subscription', async () => {
  const { stripe } = sandbox.account();
  const { id: customer } = await subscriber(stripe);
  const params = { customer, items: [{ price: (await monthly(stripe)).id }] };
  const first = await stripe.subscriptions.create(params, { idempotencyKey: 'k' });
  expect((await stripe.subscriptions.create(params, { idempotencyKey: 'k' })).id).toBe(first.id);
  expect((await stripe.subscriptions.list()).data).toHaveLength(1);
});

test.each<[string, Partial<Stripe.SubscriptionCreateParams>, object]>([
  ['an unknown price', { items: [{ price: 'price_none' }] }, { param: 'items[0][price]' }],
  ['an unknown customer', { customer: 'cus_none' }, { code: 'resource_missing', param: 'customer' }],
  ['a trial that is over', { trial_end: 1000 }, { param: 'trial_end' }],
  [
    'days to pay without an invoice',
    { days_until_due: 5 },
    { message: "You can only specify 'days_until_due' if invoice collection method is 'send_invoice'." },
  ],
  ['an unknown coupon', { discounts: [{ coupon: 'NONE' }] }, { param: 'discounts[0][coupon]' }],
])('%s is refused', async (_case, params, expected) => {
  const { stripe } = sandbox.account();
  expect(await refusal(subscribe(stripe, params))).toMatchObject(expected);
});
