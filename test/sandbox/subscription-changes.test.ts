import { expect, test } from '@jest/globals';
import type { Stripe } from 'stripe';
import { refusal, useSandbox } from './sandbox.ts';
import { offer, periodEndOf, subscribe } from './subscribing.ts';

const sandbox = useSandbox();

test('it is canceled at the end of its period, and that is taken back', async () => {
  const { stripe } = sandbox.account();
  const { id } = await subscribe(stripe);
  const canceling = await stripe.subscriptions.update(id, {
    cancel_at_period_end: true,
    cancellation_details: { comment: 'Moving', feedback: 'unused' },
  });
  expect(canceling).toMatchObject({
    status: 'active',
    cancel_at_period_end: true,
    cancel_at: periodEndOf(canceling),
    canceled_at: expect.any(Number),
    cancellation_details: { comment: 'Moving', feedback: 'unused', reason: 'cancellation_requested' },
  });
  expect(await stripe.subscriptions.update(id, { cancel_at_period_end: false })).toMatchObject({
    cancel_at_period_end: false,
    cancel_at: null,
    canceled_at: null,
    cancellation_details: { reason: null },
  });
});

test('it is canceled at a moment, or where the shortest period ends', async () => {
  const { stripe } = sandbox.account();
  const { id, created } = await subscribe(stripe);
  const at = created + 3_600;
  expect(await stripe.subscriptions.update(id, { cancel_at: at })).toMatchObject({ cancel_at: at });
  const atEnd = await stripe.subscriptions.update(id, { cancel_at: 'min_period_end' });
  expect(atEnd.cancel_at).toBe(periodEndOf(atEnd));
  expect((await stripe.subscriptions.update(id, { cancel_at: '' })).cancel_at).toBeNull();
  expect((await refusal(stripe.subscriptions.update(id, { cancel_at: created - 1 }))).param).toBe(
    'cancel_at',
  );
});

test('pausing its collection leaves its status, and is cleared by empty text', async () => {
  const { stripe } = sandbox.account();
  const { id, created } = await subscribe(stripe);
  const pause = { behavior: 'void', resumes_at: created + 3_600 } as const;
  expect(await stripe.subscriptions.update(id, { pause_collection: pause })).toMatchObject({
    status: 'active',
    pause_collection: pause,
  });
  expect((await stripe.subscriptions.update(id, { pause_collection: '' })).pause_collection).toBeNull();
});

test('discounts take the place of those before, empty text clears them, none leaves them', async () => {
  const { stripe } = sandbox.account();
  const [first, second] = [await offer(stripe), await offer(stripe)];
  const { id } = await subscribe(stripe);
  const codes = async (discounts: Stripe.SubscriptionUpdateParams['discounts']) => {
    const params = { ...(discounts !== undefined && { discounts }), expand: ['discounts'] };
    const updated = await stripe.subscriptions.update(id, params);
    return updated.discounts.map((one) => (one as Stripe.Discount).promotion_code);
  };
  expect(await codes([{ promotion_code: first.id }])).toEqual([first.id]);
  expect(await codes([{ promotion_code: second.id }])).toEqual([second.id]);
  expect(await codes([])).toEqual([second.id]);
  const { discounts } = await stripe.subscriptions.retrieve(id);
  const both = [{ discount: String(discounts[0]) }, { promotion_code: first.id }];
  expect(await codes(both)).toEqual([second.id, first.id]);
  expect((await stripe.promotionCodes.retrieve(second.id)).times_redeemed).toBe(1);
  expect(await codes('')).toEqual([]);
});

test('metadata, description and payment method change', async () => {
  const { stripe } = sandbox.account();
  const { id, customer } = await subscribe(stripe, { metadata: { a: '1' } });
  const method = await stripe.paymentMethods.attach('pm_card_amex', { customer: String(customer) });
  const changed = await stripe.subscriptions.update(id, {
    metadata: { b: '2' },
    description: 'Gold',
    default_payment_method: method.id,
  });
  expect(changed).toMatchObject({
    metadata: { a: '1', b: '2' },
    description: 'Gold',
    default_payment_method: method.id,
  });
  const stranger = await refusal(stripe.subscriptions.update(id, { default_payment_method: 'pm_card_visa' }));
  expect(stranger.param).toBe('default_payment_method');
});

test('a canceled one takes only metadata and why', async () => {
  const { stripe } = sandbox.account();
  const { id } = await subscribe(stripe);
  const canceled = await stripe.subscriptions.cancel(id, { cancellation_details: { feedback: 'other' } });
  expect(canceled).toMatchObject({
    status: 'canceled',
    ended_at: expect.any(Number),
    cancel_at_period_end: false,
    cancellation_details: { feedback: 'other', reason: 'cancellation_requested' },
  });
  expect((await refusal(stripe.subscriptions.update(id, { cancel_at_period_end: true }))).message).toBe(
    'A canceled subscription can only update its cancellation_details and metadata.',
  );
  const changed = { cancellation_details: { comment: 'Moved' }, metadata: { a: '1' } };
  expect(await stripe.subscriptions.update(id, changed)).toMatchObject(changed);
  expect(await refusal(stripe.subscriptions.cancel(id))).toMatchObject({
    statusCode: 404,
    code: 'resource_missing',
    message: `No such subscription: '${id}'`,
  });
});

test.each<[string, { discounts?: boolean; trial_period_days?: number }, number]>([
  ['what was paid for and not used', {}, -1_000],
  ['no more than was paid', { discounts: true }, -750],
  ['nothing of a trial', { trial_period_days: 40 }, 0],
])('a cancel gives back %s, where it is asked to', async (_case, { discounts, ...params }, credit) => {
  const { stripe, control } = sandbox.account();
  const { id: promotion_code } = await offer(stripe, {}, { percent_off: 25, duration: 'forever' });
  const discounted = { ...params, ...(discounts && { discounts: [{ promotion_code }] }) };
  const subscription = await subscribe(stripe, discounted);
  const half = Math.floor((periodEndOf(subscription) - subscription.created) / 2);
  await control('POST', '/clock', { advance: half });
  const given = { invoice_now: true, prorate: true, expand: ['latest_invoice', 'customer'] };
  const { latest_invoice, customer } = await stripe.subscriptions.cancel(subscription.id, given);
  const { total, amount_due } = latest_invoice as Stripe.Invoice;
  expect(Math.round(total / 10) * 10).toBe(credit);
  expect(amount_due).toBe(0);
  expect(customer).toMatchObject({ balance: total });
});

test('a pause stops it altogether until it resumes', async () => {
  const { stripe, control } = sandbox.account();
  const { id, latest_invoice } = await subscribe(stripe);
  expect(await stripe.subscriptions.pause(id, { type: 'subscription' })).toMatchObject({
    status: 'paused',
    status_details: { paused: { type: 'subscription', subscription: { type: 'pause_requested' } } },
  });
  await control('POST', '/clock', { advance: 100 * 24 * 60 * 60 });
  expect(await stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'paused', latest_invoice });
  expect(await refusal(stripe.subscriptions.pause(id))).toMatchObject({ statusCode: 400 });
  const resumed = await stripe.subscriptions.resume(id, { billing_cycle_anchor: { type: 'now' } });
  expect(resumed.status).toBe('active');
  expect(resumed).not.toHaveProperty('status_details');
  const { now } = await control<{ now: number }>('GET', '/clock');
  expect(periodEndOf(resumed)).toBeGreaterThan(now + 27 * 24 * 60 * 60);
  expect(await refusal(stripe.subscriptions.resume(id))).toMatchObject({ statusCode: 400 });
});

test('resumed within its period it goes on where it was, and is not billed again', async () => {
  const { stripe } = sandbox.account();
  const { id, latest_invoice, items } = await subscribe(stripe);
  await stripe.subscriptions.pause(id);
  const resumed = await stripe.subscriptions.resume(id, { billing_cycle_anchor: { type: 'unchanged' } });
  expect(resumed).toMatchObject({
    status: 'active',
    latest_invoice,
    items: { data: [{ current_period_end: items.data[0]?.current_period_end }] },
  });
});

test('what its customer leaves behind ends', async () => {
  const { stripe } = sandbox.account();
  const { id, customer } = await subscribe(stripe);
  await stripe.customers.del(String(customer));
  expect((await stripe.subscriptions.retrieve(id)).status).toBe('canceled');
});
