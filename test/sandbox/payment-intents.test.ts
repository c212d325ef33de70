import { expect, test } from '@jest/globals';
import type { Stripe } from 'stripe';
import { pay, refusal, useSandbox } from './sandbox.ts';

const sandbox = useSandbox();

/** Stripe takes a card's token here; its types do not show it. */
const cardData = (data: { card: object; billing_details?: object }) =>
  ({ type: 'card', ...data }) as object as Stripe.PaymentIntentCreateParams.PaymentMethodData;

test('a confirmed payment has a charge that says all about card, payer and statement', async () => {
  const { stripe } = sandbox.account();
  const customer = await stripe.customers.create({ email: 'ann@example.com' });
  const payment = await stripe.paymentIntents.create({
    amount: 2_599,
    currency: 'USD',
    customer: customer.id,
    confirm: true,
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    payment_method_data: cardData({
      card: { token: 'tok_mastercard' },
      billing_details: {
        email: 'ann@example.com',
        phone: '+15551234567',
        name: 'Ann',
        address: { postal_code: '94107' },
      },
    }),
    receipt_email: 'receipts@example.com',
    description: 'Two tickets',
    statement_descriptor_suffix: 'TICKETS',
    metadata: { order_id: '42' },
    expand: ['latest_charge.balance_transaction', 'customer', 'payment_method'],
  });
  expect(payment).toMatchObject({
    object: 'payment_intent',
    status: 'succeeded',
    currency: 'usd',
    amount_received: 2_599,
    customer: { id: customer.id, email: 'ann@example.com' },
    payment_method: { type: 'card', card: { last4: '4444' } },
    latest_charge: {
      status: 'succeeded',
      paid: true,
      captured: true,
      amount: 2_599,
      amount_refunded: 0,
      refunded: false,
      disputed: false,
      payment_intent: payment.id,
      customer: customer.id,
      receipt_email: 'receipts@example.com',
      description: 'Two tickets',
      metadata: { order_id: '42' },
      calculated_statement_descriptor: 'SANDBOX SHOP* TICKETS',
      billing_details: { email: 'ann@example.com', phone: '+15551234567', address: { postal_code: '94107' } },
      payment_method_details: { type: 'card', card: { brand: 'mastercard', last4: '4444', exp_month: 12 } },
      outcome: { type: 'authorized' },
      balance_transaction: { amount: 2_599, type: 'charge' },
    },
  });
  expect(payment.id).toMatch(/^pi_[A-Za-z0-9]+$/);
});

test('a guest’s payment has no customer', async () => {
  const { stripe } = sandbox.account();
  expect(await pay(stripe)).toMatchObject({ customer: null, status: 'succeeded' });
});

test.each([
  ['pm_card_chargeDeclined', 'card_declined', 'generic_decline', 'Your card was declined.'],
  [
    'pm_card_chargeDeclinedInsufficientFunds',
    'card_declined',
    'insufficient_funds',
    'Your card has insufficient funds.',
  ],
  ['pm_card_chargeDeclinedLostCard', 'card_declined', 'lost_card', 'Your card was declined.'],
  ['pm_card_chargeDeclinedStolenCard', 'card_declined', 'stolen_card', 'Your card was declined.'],
  ['pm_card_chargeDeclinedExpiredCard', 'expired_card', 'expired_card', 'Your card has expired.'],
  [
    'pm_card_chargeDeclinedIncorrectCvc',
    'incorrect_cvc',
    'incorrect_cvc',
    "Your card's security code is incorrect.",
  ],
  [
    'pm_card_chargeDeclinedProcessingError',
    'processing_error',
    'processing_error',
    'An error occurred while processing your card. Try again in a little bit.',
  ],
])('%s is declined with %s / %s', async (payment_method, code, decline_code, message) => {
  const { stripe } = sandbox.account();
  const error = await refusal(pay(stripe, { payment_method }));
  expect(error).toMatchObject({ type: 'StripeCardError', statusCode: 402, code, decline_code, message });
  const payment = await stripe.paymentIntents.retrieve(error.payment_intent?.id ?? '', {
    expand: ['latest_charge'],
  });
  expect(payment).toMatchObject({
    status: 'requires_payment_method',
    payment_method: null,
    last_payment_error: { type: 'card_error', code, decline_code, message },
    latest_charge: {
      id: error.charge,
      status: 'failed',
      paid: false,
      failure_code: code,
      failure_message: message,
    },
  });
});

test('after a decline another card can pay', async () => {
  const { stripe } = sandbox.account();
  const error = await refusal(pay(stripe, { payment_method: 'pm_card_chargeDeclined' }));
  const id = error.payment_intent?.id ?? '';
  const paid = await stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' });
  expect(paid).toMatchObject({ status: 'succeeded', last_payment_error: null });
  const { data } = await stripe.charges.list({ payment_intent: id });
  expect(data.map(({ status }) => status)).toEqual(['succeeded', 'failed']);
});

test('a card that wants authentication waits for the customer, or is declined where there is none', async () => {
  const { stripe, control } = sandbox.account();
  const asking = await pay(stripe, { payment_method: 'pm_card_threeDSecure2Required' });
  expect(asking).toMatchObject({ status: 'requires_action', latest_charge: null });
  expect(asking.next_action?.type).toBe('use_stripe_sdk');
  const paid = await control<Stripe.PaymentIntent>('POST', `/payment_intents/${asking.id}`, {
    outcome: 'succeeded',
  });
  expect(paid.status).toBe('succeeded');
  const error = await refusal(
    pay(stripe, { payment_method: 'pm_card_authenticationRequired', off_session: true }),
  );
  expect(error).toMatchObject({ statusCode: 402, code: 'authentication_required' });
});

test('a bank debit is processing until the bank has answered', async () => {
  const { stripe, control } = sandbox.account();
  const [good, bad] = [
    await pay(stripe, { payment_method: 'pm_usBankAccount' }),
    await pay(stripe, { payment_method: 'pm_usBankAccount' }),
  ];
  expect(good.status).toBe('processing');
  expect(good.latest_charge).toMatch(/^py_/);
  expect((await stripe.charges.retrieve(String(good.latest_charge))).status).toBe('pending');
  await control('POST', `/payment_intents/${good.id}`, { outcome: 'succeeded' });
  await control('POST', `/payment_intents/${bad.id}`, { outcome: 'failed' });
  expect((await stripe.paymentIntents.retrieve(good.id)).status).toBe('succeeded');
  expect(await stripe.paymentIntents.retrieve(bad.id)).toMatchObject({
    status: 'requires_payment_method',
    latest_charge: bad.latest_charge,
  });
  const refund = await stripe.refunds.create({ payment_intent: good.id, amount: 100 });
  expect(refund).toMatchObject({ status: 'pending', destination_details: { type: 'us_bank_transfer' } });
});

test('a payment captured by hand is reserved first; what is not captured goes back', async () => {
  const { stripe } = sandbox.account();
  const reserved = await pay(stripe, { capture_method: 'manual' });
  expect(reserved).toMatchObject({
    status: 'requires_capture',
    amount_capturable: 10_000,
    amount_received: 0,
  });
  const error = await refusal(stripe.refunds.create({ payment_intent: reserved.id }));
  expect(error.message).toContain('does not have a successful charge to refund');
  const captured = await stripe.paymentIntents.capture(reserved.id, { amount_to_capture: 7_000 });
  expect(captured).toMatchObject({ status: 'succeeded', amount_received: 7_000 });
  const again = await refusal(stripe.paymentIntents.capture(reserved.id));
  expect(again).toMatchObject({ statusCode: 400, code: 'payment_intent_unexpected_state' });
});

test('an open payment can be canceled, a paid one cannot', async () => {
  const { stripe } = sandbox.account();
  const open = await stripe.paymentIntents.create({ amount: 100, currency: 'usd' });
  expect(open.status).toBe('requires_payment_method');
  const canceled = await stripe.paymentIntents.cancel(open.id, { cancellation_reason: 'abandoned' });
  expect(canceled).toMatchObject({ status: 'canceled', cancellation_reason: 'abandoned' });
  const paid = await pay(stripe);
  const error = await refusal(stripe.paymentIntents.cancel(paid.id));
  expect(error.message).toMatch(
    /^You cannot cancel this PaymentIntent because it has a status of succeeded\./,
  );
});

test('an open payment can be changed and confirmed later', async () => {
  const { stripe } = sandbox.account();
  const open = await stripe.paymentIntents.create({
    amount: 100,
    currency: 'eur',
    payment_method: 'pm_card_amex',
  });
  expect(open.status).toBe('requires_confirmation');
  await stripe.paymentIntents.update(open.id, { amount: 200, metadata: { a: 'b' } });
  expect(await stripe.paymentIntents.confirm(open.id)).toMatchObject({ status: 'succeeded', amount: 200 });
});

test('events of a payment come in Stripe’s order', async () => {
  const { stripe } = sandbox.account();
  await pay(stripe, { payment_method: 'pm_card_createDispute' });
  const { data } = await stripe.events.list();
  expect(data.toReversed().map(({ type }) => type)).toEqual([
    'payment_intent.created',
    'charge.succeeded',
    'charge.dispute.created',
    'charge.dispute.funds_withdrawn',
    'payment_intent.succeeded',
  ]);
  const refunds = await stripe.events.list({ types: ['charge.succeeded', 'refund.created'] });
  expect(refunds.data).toHaveLength(1);
  expect((await stripe.events.retrieve(data[0]?.id ?? '')).type).toBe('payment_intent.succeeded');
});

test('a card number is never taken', async () => {
  const { stripe } = sandbox.account();
  const payment_method_data = cardData({ card: { number: '4242424242424242' } });
  const error = await refusal(pay(stripe, { payment_method_data }));
  expect(error.statusCode).toBe(402);
});
