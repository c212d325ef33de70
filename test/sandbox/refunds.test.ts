import { expect, test } from '@jest/globals';
import type { Stripe } from 'stripe';
import { pay, refusal, useSandbox } from './sandbox.ts';

const sandbox = useSandbox();

test('a partial refund is sent at once and counts on the charge', async () => {
  const { stripe } = sandbox.account();
  const payment = await pay(stripe);
  const refund = await stripe.refunds.create({
    payment_intent: payment.id,
    amount: 4_000,
    reason: 'requested_by_customer',
    metadata: { refund_intent_id: 'r1' },
    expand: ['charge'],
  });
  expect(refund).toMatchObject({
    object: 'refund',
    amount: 4_000,
    currency: 'usd',
    status: 'succeeded',
    reason: 'requested_by_customer',
    metadata: { refund_intent_id: 'r1' },
    charge: { id: payment.latest_charge, amount_refunded: 4_000, refunded: false },
    destination_details: { type: 'card', card: { type: 'refund', reference_status: 'pending' } },
  });
  expect(refund.id).toMatch(/^re_[A-Za-z0-9]+$/);
});

test('without an amount all that is left is refunded', async () => {
  const { stripe } = sandbox.account();
  const payment = await pay(stripe);
  await stripe.refunds.create({ payment_intent: payment.id, amount: 1_000 });
  const rest = await stripe.refunds.create({ charge: String(payment.latest_charge) });
  expect(rest.amount).toBe(9_000);
  const charge = await stripe.charges.retrieve(String(payment.latest_charge));
  expect(charge).toMatchObject({ amount_refunded: 10_000, refunded: true });
});

test('an amount over what is left is refused in words that say both', async () => {
  const { stripe } = sandbox.account();
  const payment = await pay(stripe);
  await stripe.refunds.create({ payment_intent: payment.id, amount: 7_000 });
  const error = await refusal(stripe.refunds.create({ payment_intent: payment.id, amount: 4_000 }));
  expect(error).toMatchObject({
    type: 'StripeInvalidRequestError',
    statusCode: 400,
    param: 'amount',
    message: 'Refund amount ($40.00) is greater than unrefunded amount on charge ($30.00)',
  });
  expect(error.code).toBeUndefined();
});

test('yen have no minor units in the words of a refusal', async () => {
  const { stripe } = sandbox.account();
  const payment = await pay(stripe, { currency: 'jpy', amount: 3_000 });
  const error = await refusal(stripe.refunds.create({ payment_intent: payment.id, amount: 4_000 }));
  expect(error.message).toBe('Refund amount (¥4,000) is greater than unrefunded amount on charge (¥3,000)');
});

test('a charge that is fully refunded is refused', async () => {
  const { stripe } = sandbox.account();
  const payment = await pay(stripe);
  await stripe.refunds.create({ payment_intent: payment.id });
  const error = await refusal(stripe.refunds.create({ payment_intent: payment.id, amount: 1 }));
  expect(error).toMatchObject({
    statusCode: 400,
    code: 'charge_already_refunded',
    message: `Charge ${String(payment.latest_charge)} has already been refunded.`,
  });
});

test('a charge that was charged back is refused, one under inquiry is not', async () => {
  const { stripe } = sandbox.account();
  const lost = await pay(stripe, { payment_method: 'pm_card_createDispute' });
  const error = await refusal(stripe.refunds.create({ payment_intent: lost.id, amount: 100 }));
  expect(error).toMatchObject({
    statusCode: 400,
    code: 'charge_disputed',
    message: `Charge ${String(lost.latest_charge)} has been charged back; cannot issue a refund.`,
  });
  const asked = await pay(stripe, { payment_method: 'pm_card_createDisputeInquiry' });
  const refund = await stripe.refunds.create({ payment_intent: asked.id, amount: 100 });
  expect(refund.status).toBe('succeeded');
});

const refusals: [string, Stripe.RefundCreateParams, object][] = [
  [
    'an amount of nothing',
    { charge: 'ch_1', amount: 0 },
    {
      statusCode: 400,
      code: 'parameter_invalid_integer',
      param: 'amount',
      message: 'This value must be greater than or equal to 1.',
    },
  ],
  [
    'neither payment nor charge',
    {},
    {
      statusCode: 400,
      message: 'One of the following params should be provided for this request: payment_intent or charge.',
    },
  ],
  [
    'an unknown charge',
    { charge: 'ch_none' },
    {
      statusCode: 404,
      code: 'resource_missing',
      param: 'id',
      message: "No such charge: 'ch_none'",
    },
  ],
  [
    'a reason that Stripe does not know',
    { charge: 'ch_1', reason: 'regret' as 'duplicate' },
    {
      statusCode: 400,
      param: 'reason',
      message: 'Invalid reason: must be one of duplicate, fraudulent, or requested_by_customer',
    },
  ],
];

test.each(refusals)('%s is refused in Stripe’s words', async (_case, params, expected) => {
  const { stripe } = sandbox.account();
  expect(await refusal(stripe.refunds.create(params))).toMatchObject(expected);
});

test('a payment that failed has no charge to refund', async () => {
  const { stripe } = sandbox.account();
  const declined = await refusal(pay(stripe, { payment_method: 'pm_card_chargeDeclined' }));
  const id = declined.payment_intent?.id ?? '';
  const error = await refusal(stripe.refunds.create({ payment_intent: id }));
  expect(error.message).toBe(`This PaymentIntent (${id}) does not have a successful charge to refund.`);
});

test('a refund that succeeded cannot be canceled; one that waits for the customer can', async () => {
  const { stripe, control } = sandbox.account();
  const payment = await pay(stripe);
  const refund = await stripe.refunds.create({ payment_intent: payment.id, amount: 500 });
  const error = await refusal(stripe.refunds.cancel(refund.id));
  expect(error).toMatchObject({ statusCode: 400, message: 'Canceling this refund is unsupported.' });
  await control('POST', `/refunds/${refund.id}`, { status: 'requires_action' });
  expect(await stripe.refunds.cancel(refund.id)).toMatchObject({ status: 'canceled' });
  expect(await stripe.charges.retrieve(String(payment.latest_charge))).toMatchObject({ amount_refunded: 0 });
});

test('a card whose refunds are pending settles them a minute later', async () => {
  const { stripe, control } = sandbox.account();
  const payment = await pay(stripe, { payment_method: 'pm_card_pendingRefund' });
  const refund = await stripe.refunds.create({ payment_intent: payment.id, amount: 500 });
  expect(refund).toMatchObject({ status: 'pending', pending_reason: 'processing' });
  await control('POST', '/clock', { advance: 61 });
  const settled = await stripe.refunds.retrieve(refund.id);
  expect(settled.status).toBe('succeeded');
  expect(settled.pending_reason).toBeUndefined();
});

test('a refund that fails later gives its amount back to the charge', async () => {
  const { stripe, control } = sandbox.account();
  const payment = await pay(stripe, { payment_method: 'pm_card_refundFail' });
  const refund = await stripe.refunds.create({ payment_intent: payment.id });
  expect(refund.status).toBe('succeeded');
  await control('POST', '/clock', { advance: 61 });
  expect(await stripe.refunds.retrieve(refund.id)).toMatchObject({
    status: 'failed',
    failure_reason: 'expired_or_canceled_card',
  });
  const charge = await stripe.charges.retrieve(String(payment.latest_charge));
  expect(charge).toMatchObject({ amount_refunded: 0, refunded: false });
  const again = await stripe.refunds.create({ payment_intent: payment.id });
  expect(again.amount).toBe(10_000);
});

test('refunds of a payment are listed newest first, whatever became of them', async () => {
  const { stripe, control } = sandbox.account();
  const payment = await pay(stripe);
  const other = await pay(stripe);
  const first = await stripe.refunds.create({ payment_intent: payment.id, amount: 100 });
  const second = await stripe.refunds.create({ payment_intent: payment.id, amount: 200 });
  await stripe.refunds.create({ payment_intent: other.id, amount: 300 });
  await control('POST', `/refunds/${first.id}`, { status: 'failed', failure_reason: 'declined' });
  const { data } = await stripe.refunds.list({ payment_intent: payment.id, limit: 100 });
  expect(data.map(({ id, status }) => [id, status])).toEqual([
    [second.id, 'succeeded'],
    [first.id, 'failed'],
  ]);
});

test('only metadata of a refund can be changed, key by key', async () => {
  const { stripe } = sandbox.account();
  const payment = await pay(stripe);
  const refund = await stripe.refunds.create({
    payment_intent: payment.id,
    amount: 100,
    metadata: { kept: 'a', dropped: 'b' },
  });
  const updated = await stripe.refunds.update(refund.id, { metadata: { dropped: '', added: 'c' } });
  expect(updated.metadata).toEqual({ kept: 'a', added: 'c' });
  expect((await stripe.refunds.update(refund.id, { metadata: '' })).metadata).toEqual({});
});

test('a bank’s reference arrives later and is announced', async () => {
  const { stripe, control } = sandbox.account();
  const payment = await pay(stripe);
  const refund = await stripe.refunds.create({ payment_intent: payment.id, amount: 100 });
  await control('POST', `/refunds/${refund.id}`, { reference: '74510000000001' });
  const { destination_details } = await stripe.refunds.retrieve(refund.id);
  expect(destination_details?.card).toMatchObject({
    reference: '74510000000001',
    reference_status: 'available',
  });
});

test('events tell of a refund in Stripe’s order, and who asked for it', async () => {
  const { stripe, control } = sandbox.account();
  const payment = await pay(stripe);
  const refund = await stripe.refunds.create(
    { payment_intent: payment.id, amount: 100 },
    { idempotencyKey: 'refund-1' },
  );
  await control('POST', `/refunds/${refund.id}`, { status: 'failed' });
  const { data } = await stripe.events.list({ limit: 5 });
  expect(data.toReversed().map(({ type }) => type)).toEqual([
    'refund.created',
    'charge.refunded',
    'refund.updated',
    'charge.refund.updated',
    'refund.failed',
  ]);
  expect(data.at(-2)).toMatchObject({
    data: { object: { amount_refunded: 100 }, previous_attributes: { amount_refunded: 0 } },
    request: { idempotency_key: 'refund-1' },
  });
});
