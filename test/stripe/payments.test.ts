import { describe, expect, test } from '@jest/globals';
import type Stripe from 'stripe';
import { left } from '../../src/domain/payment.ts';
import { readCustomer, readHistory, readPayment } from '../../src/stripe/payments.ts';
import { refundOf } from '../../src/stripe/translate.ts';
import { pay, refusal, useSandbox } from '../sandbox/sandbox.ts';

const sandbox = useSandbox();
type Account = ReturnType<typeof sandbox.account>;

/** A payment of a new customer, and how it is read by both ways, which must say the same. */
async function read(
  { stripe }: Account,
  params: Partial<Stripe.PaymentIntentCreateParams>,
  then: (intent: Stripe.PaymentIntent) => Promise<unknown> = async () => undefined,
) {
  const { id: customer } = await stripe.customers.create();
  await pay(stripe, { customer, amount: 42_50, ...params }).catch(() => undefined);
  const [intent] = (await stripe.paymentIntents.list({ customer })).data;
  if (!intent) throw new Error('no payment was made');
  await then(intent);
  const { payments, history } = await readCustomer(stripe, customer, 0);
  const payment = await readPayment(stripe, intent.id);
  expect(payments).toEqual([payment]);
  expect(history).toEqual(payment.refunds);
  return { intent, payment, customer };
}

describe('a payment is read', () => {
  test('as succeeded, with all that is spoken of', async () => {
    const account = sandbox.account();
    const { intent, payment, customer } = await read(account, {
      receipt_email: 'ann@example.com',
      statement_descriptor_suffix: 'TEA',
    });
    expect(payment).toEqual({
      payment: intent.id,
      customer,
      amount: { value: 42_50, currency: 'usd' },
      refunded: 0,
      created: intent.created,
      state: 'succeeded',
      disputed: false,
      disputes: [],
      refunds: [],
      card: { brand: 'visa', last4: '4242' },
      contacts: ['ann@example.com'],
      statementDescriptor: 'SANDBOX SHOP* TEA',
    });
  });

  test.each([
    ['processing', { payment_method: 'pm_usBankAccount' }],
    ['action_needed', { payment_method: 'pm_card_authenticationRequired' }],
    ['authorized', { capture_method: 'manual' }],
    ['failed', { payment_method: 'pm_card_chargeDeclined' }],
  ] as const)('as %s', async (state, params) => {
    const { payment } = await read(sandbox.account(), params);
    expect(payment).toMatchObject({ state, amount: { value: 42_50 }, refunded: 0 });
  });

  test('as action needed where no card was tried yet', async () => {
    const { stripe } = sandbox.account();
    const { id: customer } = await stripe.customers.create();
    await stripe.paymentIntents.create({ customer, amount: 42_50, currency: 'usd' });
    const [payment] = (await readCustomer(stripe, customer, 0)).payments;
    expect(payment).toMatchObject({ state: 'action_needed', amount: { value: 42_50 }, contacts: [] });
    expect(payment?.card).toBeUndefined();
  });

  test('as canceled, of which nothing went back since nothing was taken', async () => {
    const account = sandbox.account();
    const cancel = ({ id }: Stripe.PaymentIntent) => account.stripe.paymentIntents.cancel(id);
    const { payment } = await read(account, { capture_method: 'manual' }, cancel);
    expect(payment).toMatchObject({ state: 'canceled', amount: { value: 42_50 }, refunded: 0 });
  });

  test('by the part that was captured, of which all is left', async () => {
    const account = sandbox.account();
    const { payment } = await read(account, { capture_method: 'manual' }, ({ id }) =>
      account.stripe.paymentIntents.capture(id, { amount_to_capture: 30_00 }),
    );
    expect(payment).toMatchObject({ state: 'succeeded', amount: { value: 30_00 }, refunded: 0 });
    await account.stripe.refunds.create({ payment_intent: payment.payment, amount: 10_00 });
    expect(left(await readPayment(account.stripe, payment.payment))).toBe(20_00);
  });

  test('as settled once the bank has answered', async () => {
    const account = sandbox.account();
    const { payment } = await read(account, { payment_method: 'pm_usBankAccount' }, ({ id }) =>
      account.control('POST', `/payment_intents/${id}`, { outcome: 'succeeded' }),
    );
    expect(payment).toMatchObject({ state: 'succeeded', card: { brand: 'bank_account', last4: '6789' } });
  });

  test.each([
    ['pm_usBankAccount', '6789', 'usd'],
    ['pm_sepaDebit', '3000', 'eur'],
  ])('with the last four of the bank account for %s', async (payment_method, last4, currency) => {
    const { payment } = await read(sandbox.account(), { payment_method, currency });
    expect(payment.card).toEqual({ brand: 'bank_account', last4 });
  });

  test('as failed once the bank has refused it', async () => {
    const account = sandbox.account();
    const { payment } = await read(account, { payment_method: 'pm_usBankAccount' }, ({ id }) =>
      account.control('POST', `/payment_intents/${id}`, { outcome: 'failed' }),
    );
    expect(payment).toMatchObject({ state: 'failed', failure: 'insufficient_funds' });
  });
});

describe('what went back is read', () => {
  test.each([
    [10_00, 32_50],
    [42_50, 0],
  ])('%i by others leaves %i', async (amount, expected) => {
    const account = sandbox.account();
    const { payment } = await read(account, {}, ({ id }) =>
      account.stripe.refunds.create({ payment_intent: id, amount }),
    );
    expect(left(payment)).toBe(expected);
    expect(payment.refunds).toMatchObject([{ amount: { value: amount }, state: 'issued' }]);
    expect(payment.refunds[0]).not.toHaveProperty('decision');
  });

  test('as failed it has come back again', async () => {
    const account = sandbox.account();
    const { payment } = await read(account, {}, async ({ id }) => {
      const { id: refund } = await account.stripe.refunds.create({ payment_intent: id, amount: 10_00 });
      await account.control('POST', `/refunds/${refund}`, { status: 'failed' });
    });
    expect(payment).toMatchObject({ refunded: 0, refunds: [{ state: 'failed' }] });
  });

  test('as every state that Stripe knows, and the bank’s reference once it is there', async () => {
    const account = sandbox.account();
    const { payment } = await read(account, {}, async ({ id }) => {
      for (const status of ['pending', 'requires_action', 'canceled', 'succeeded']) {
        const refund = await account.stripe.refunds.create({ payment_intent: id, amount: 1_00 });
        await account.control('POST', `/refunds/${refund.id}`, { status, reference: `arn ${status}` });
      }
    });
    const states = payment.refunds.map(({ state, bankReference }) => [state, bankReference]);
    expect(new Set(states.map(String))).toEqual(
      new Set([
        'pending,arn pending',
        'action_needed,arn requires_action',
        'canceled,arn canceled',
        'issued,arn succeeded',
      ]),
    );
    expect(payment.refunded).toBe(3_00);
  });

  test.each([
    [{ type: 'card', card: { type: 'refund', reference: '7453' } }, '7453'],
    [{ type: 'eu_bank_transfer', eu_bank_transfer: { reference: 'E2E-1', reference_status: null } }, 'E2E-1'],
    [{ type: 'paypal', paypal: { reference: null, reference_status: 'pending' } }, undefined],
    [{ type: 'klarna', card: { reference: '7453' } }, undefined],
    [{ type: 'alipay', alipay: {} }, undefined],
    [undefined, undefined],
  ])('to %j with the reference %s', (destination_details, reference) => {
    const at = { id: 're_1', amount: 1_00, currency: 'usd', status: 'succeeded', destination_details };
    expect(refundOf(at as Stripe.Refund, 'pi_1').bankReference).toBe(reference);
  });
});

describe('disputes are read', () => {
  test.each([
    ['pm_card_createDispute', false],
    ['pm_card_createDisputeInquiry', true],
  ])('of %s as refundable: %s', async (payment_method, refundable) => {
    const { payment } = await read(sandbox.account(), { payment_method });
    expect(payment.disputes).toMatchObject([{ refundable, outcome: 'open' }]);
  });

  test('all of them, those that are over too', async () => {
    const account = sandbox.account();
    const { payment } = await read(account, {}, async ({ id }) => {
      for (const status of ['won', 'lost', 'warning_closed', 'prevented', 'appeal_under_review'])
        await account.control('POST', '/disputes', { payment_intent: id, status });
    });
    expect(payment.disputed).toBe(true);
    expect(payment.disputes.map(({ outcome }) => outcome).sort()).toEqual([
      'closed',
      'closed',
      'lost',
      'open',
      'won',
    ]);
  });
});

test('a charge without an intent is a payment of its own', async () => {
  const { stripe, control } = sandbox.account();
  const { id: customer } = await stripe.customers.create();
  const intent = await pay(stripe, { customer });
  const charge = String(intent.latest_charge);
  await control('POST', `/objects/${charge}`, { payment_intent: null });
  await control('POST', `/objects/${intent.id}`, { customer: null });
  await stripe.refunds.create({ charge, amount: 10_00 });
  const payment = await readPayment(stripe, charge);
  expect(payment).toMatchObject({ payment: charge, state: 'succeeded', refunded: 10_00 });
  expect(payment.refunds).toMatchObject([{ payment: charge, amount: { value: 10_00 } }]);
  const { payments, history } = await readCustomer(stripe, customer, 0);
  expect(payments).toEqual([payment]);
  expect(await readHistory(stripe, customer)).toEqual(history);
});

test.each(['pi_none', 'ch_none'])('a payment that is none (%s) is refused by Stripe, as such', async (id) => {
  expect((await refusal(readPayment(sandbox.account().stripe, id))).code).toBe('resource_missing');
});
