import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type Stripe from 'stripe';
import type { DiscountDecision } from '../../src/domain/discount.ts';
import type { RefundDecision } from '../../src/domain/refund.ts';
import type { Change } from '../../src/domain/subscription-change.ts';
import { type StripeClients, stripeClients } from '../../src/stripe/client.ts';
import { findCustomers } from '../../src/stripe/customers.ts';
import { createDiscount, discountsOf, listDiscounts } from '../../src/stripe/discounts.ts';
import { answerDispute, findDispute, listDisputes } from '../../src/stripe/disputes.ts';
import {
  findGuestPayments,
  findPayment,
  readCustomer,
  readHistory,
  readPayment,
} from '../../src/stripe/payments.ts';
import { createRefund, listRefunds } from '../../src/stripe/refunds.ts';
import { changeSubscription, findSubscription, readSubscriptions } from '../../src/stripe/subscriptions.ts';
import { answer } from '../domain/disputes.ts';
import { change } from '../domain/subscriptions.ts';
import { refusal } from '../sandbox/sandbox.ts';
import { findStripeMock, type StripeMock, startStripeMock } from './stripe-mock.ts';

const binary = findStripeMock();
if (binary.kind === 'missing') console.warn(`stripe-mock is not asked: ${binary.why}.`);
const atStripeMock = binary.kind === 'found' ? describe : describe.skip;

const decision: RefundDecision = {
  id: 'an-intent-1',
  payment: 'pi_1',
  amount: { value: 100, currency: 'usd' },
  call: 'a-call',
  reference: 'R7K-2MX',
  askedAt: 1_700_000_000,
  decidedAt: 1_700_000_000,
  besides: [],
};

const discountDecision: DiscountDecision = {
  id: 'an-intent-1',
  customer: 'cus_1',
  terms: {
    offer: 'ten-percent',
    percent: 10,
    duration: 'once',
    minimum: { value: 2_000, currency: 'usd' },
  },
  expires: 1_900_000_000,
  call: 'a-call',
  reference: 'R7K-2MX',
  decidedAt: 1_700_000_000,
};

// It keeps nothing and answers the same to all, but it takes no parameter that Stripe's specification has not.
atStripeMock('every request of ours has a shape that Stripe’s specification knows:', () => {
  let mock: StripeMock;
  let clients: StripeClients;
  let answered: string[] = [];

  beforeAll(async () => {
    if (binary.kind === 'missing') return;
    mock = await startStripeMock(binary.path);
    clients = stripeClients({ secretKey: 'sk_test_123', apiBase: mock.url });
    const note = ({ method, path, status }: Stripe.ResponseEvent) =>
      answered.push(`${method} ${path.split('?')[0]} ${status}`);
    clients.reads.on('response', note);
    clients.writes.on('response', note);
  });
  beforeEach(() => {
    answered = [];
  });
  afterAll(() => mock.stop());

  // What our code lets pass, such as a search that is refused, shows in the answers only.
  test.each<[name: string, ask: () => Promise<unknown>, paths: string[]]>([
    [
      'findCustomers',
      () => findCustomers(clients.reads, { email: 'Ann@Example.com', phone: '+14155550101' }),
      ['GET /v1/customers', 'GET /v1/customers/search'],
    ],
    [
      'readCustomer',
      () => readCustomer(clients.reads, 'cus_1', 1_700_000_000),
      ['GET /v1/charges', 'GET /v1/payment_intents'],
    ],
    ['readHistory', () => readHistory(clients.reads, 'cus_1'), ['GET /v1/charges']],
    [
      'readPayment',
      () => readPayment(clients.reads, 'pi_1'),
      ['GET /v1/disputes', 'GET /v1/payment_intents/pi_1'],
    ],
    [
      'readPayment of a charge without an intent',
      () => readPayment(clients.reads, 'ch_1'),
      ['GET /v1/charges/ch_1', 'GET /v1/disputes'],
    ],
    [
      'findPayment',
      () => findPayment(clients.reads, 'pi_1'),
      ['GET /v1/disputes', 'GET /v1/payment_intents/pi_1'],
    ],
    [
      'findGuestPayments',
      () =>
        findGuestPayments(clients.reads, {
          last4: '4242',
          amounts: [4_250],
          from: 1_700_000_000,
          until: 1_700_086_400,
        }),
      ['GET /v1/charges/search'],
    ],
    ['createRefund', () => createRefund(clients.writes, decision, 1), ['POST /v1/refunds']],
    [
      'createRefund of a charge without an intent',
      () => createRefund(clients.writes, { ...decision, payment: 'ch_1' }, 2),
      ['POST /v1/refunds'],
    ],
    ['listRefunds', () => listRefunds(clients.reads, 'pi_1'), ['GET /v1/refunds']],
    [
      'listRefunds of a charge without an intent',
      () => listRefunds(clients.reads, 'ch_1'),
      ['GET /v1/refunds'],
    ],
    [
      'createDiscount',
      () =>
        createDiscount(clients, {
          decision: discountDecision,
          coupon: 'tellerline-c1',
          code: 'K7MQ2RXA',
          generation: 1,
        }),
      ['POST /v1/coupons', 'POST /v1/promotion_codes'],
    ],
    [
      'createDiscount of an amount, for some months and without a minimum',
      () =>
        createDiscount(clients, {
          decision: {
            ...discountDecision,
            terms: { offer: 'b', amount: { value: 500, currency: 'usd' }, duration: { months: 3 } },
          },
          coupon: 'tellerline-c2',
          code: 'K7MQ2RXB',
          generation: 2,
        }),
      ['POST /v1/coupons', 'POST /v1/promotion_codes'],
    ],
    ['listDiscounts', () => listDiscounts(clients.reads, 'cus_1'), ['GET /v1/promotion_codes']],
    ['discountsOf', () => discountsOf(clients.reads, 'tellerline-c1'), ['GET /v1/promotion_codes']],
    [
      'readSubscriptions',
      () => readSubscriptions(clients.reads, 'cus_1'),
      ['GET /v1/subscriptions', 'GET /v1/products'],
    ],
    [
      'readSubscriptions of one that is past due',
      async () => {
        const payment = { invoice: 'in_1', limit: 10, expand: ['data.payment.payment_intent'] };
        await clients.reads.invoicePayments.list(payment);
      },
      ['GET /v1/invoice_payments'],
    ],
    ['findDispute', () => findDispute(clients.reads, 'du_1'), ['GET /v1/disputes/du_1']],
    ['listDisputes', () => listDisputes(clients.reads, 'pi_1'), ['GET /v1/disputes']],
    [
      'answerDispute, staged and submitted',
      async () => {
        const evidence = { customer_name: 'Ann', uncategorized_text: 'It was delivered.' };
        await answerDispute(clients.writes, answer({ kind: 'stage', evidence }), 1);
        const submit = { kind: 'submit', evidence, status: 'needs_response' } as const;
        await answerDispute(clients.writes, answer(submit, { id: 'du_1-2' }), 1);
      },
      ['POST /v1/disputes/du_1'],
    ],
    [
      'answerDispute by giving it up',
      () => answerDispute(clients.writes, answer({ kind: 'accept', status: 'needs_response' }), 1),
      ['POST /v1/disputes/du_1/close'],
    ],
    ['findSubscription', () => findSubscription(clients.reads, 'sub_1'), ['GET /v1/subscriptions/sub_1']],
    [
      'changeSubscription, all that an update does',
      async () => {
        const changes: Change[] = [
          { action: 'cancel' },
          { action: 'keep', undoes: 'period_end' },
          { action: 'keep', undoes: 'date' },
          { action: 'pause', behavior: 'void', resumesAt: 1_900_000_000 },
          { action: 'resume' },
          { action: 'accept_offer', offer: { percentOff: 20, months: 3 }, discounts: ['di_1'] },
        ];
        for (const wanted of changes) await changeSubscription(clients.writes, change(wanted), 1);
      },
      ['POST /v1/subscriptions/sub_1', 'POST /v1/coupons'],
    ],
    [
      'changeSubscription to an end at once',
      () => changeSubscription(clients.writes, change({ action: 'cancel_now' }), 1),
      ['DELETE /v1/subscriptions/sub_1'],
    ],
  ])('%s', async (_name, ask, paths) => {
    await ask();
    const all = [...new Set(answered)].sort();
    expect(all.filter((one) => !one.endsWith(' 200'))).toEqual([]);
    expect(all).toEqual(expect.arrayContaining(paths.map((path) => `${path} 200`)));
  });

  test('one that it does not know is refused', async () => {
    const params = { payment_intent: 'pi_1', refund_everything: 'yes' } as Stripe.RefundCreateParams;
    expect(await refusal(clients.writes.refunds.create(params))).toMatchObject({ statusCode: 400 });
  });
});
