import { expect, test } from '@jest/globals';
import type { Stripe } from 'stripe';
import { pay, refusal, useSandbox } from './sandbox.ts';

const sandbox = useSandbox();

test('a payment can be put into the past, its charge with it', async () => {
  const { stripe, control } = sandbox.account();
  const payment = await pay(stripe);
  const created = payment.created - 400 * 24 * 60 * 60;
  await control('POST', `/objects/${payment.id}`, { created });
  expect(await stripe.paymentIntents.retrieve(payment.id, { expand: ['latest_charge'] })).toMatchObject({
    created,
    latest_charge: { created },
  });
  const { data } = await stripe.charges.search({ query: `created<${created + 1}` });
  expect(data).toHaveLength(1);
});

test('any field of an object can be set, nested ones one by one', async () => {
  const { stripe, control } = sandbox.account();
  const payment = await pay(stripe);
  const id = String(payment.latest_charge);
  await control('POST', `/objects/${id}`, { billing_details: { email: 'ann@example.com' }, disputed: true });
  expect(await stripe.charges.retrieve(id)).toMatchObject({
    disputed: true,
    billing_details: { email: 'ann@example.com', name: null },
  });
});

test('time moves for one account only', async () => {
  const one = sandbox.account();
  const other = sandbox.account();
  await one.control('POST', '/clock', { advance: 3600 });
  const [later, now] = [await one.stripe.customers.create(), await other.stripe.customers.create()];
  expect(later.created - now.created).toBeGreaterThan(3590);
});

test('a dispute can be opened, lost and won', async () => {
  const { stripe, control } = sandbox.account();
  const payment = await pay(stripe);
  const opened = await control<Stripe.Dispute>('POST', '/disputes', {
    payment_intent: payment.id,
    reason: 'product_not_received',
  });
  expect(opened.id).toMatch(/^du_[A-Za-z0-9]+$/);
  const { data } = await stripe.disputes.list({ payment_intent: payment.id });
  expect(data).toMatchObject([
    {
      id: opened.id,
      charge: payment.latest_charge,
      amount: 10_000,
      status: 'needs_response',
      reason: 'product_not_received',
      is_charge_refundable: false,
    },
  ]);
  expect((await stripe.charges.retrieve(String(payment.latest_charge))).disputed).toBe(true);
  await control('POST', `/disputes/${opened.id}`, { status: 'won', is_charge_refundable: true });
  expect(await stripe.disputes.retrieve(opened.id)).toMatchObject({ status: 'won' });
  expect((await stripe.refunds.create({ payment_intent: payment.id })).status).toBe('succeeded');
});

test('an inquiry that escalates fails the refund that was still on its way', async () => {
  const { stripe, control } = sandbox.account();
  const payment = await pay(stripe, { payment_method: 'pm_card_pendingRefund' });
  const inquiry = await control<Stripe.Dispute>('POST', '/disputes', {
    charge: payment.latest_charge,
    status: 'warning_needs_response',
  });
  expect(inquiry.is_charge_refundable).toBe(true);
  const refund = await stripe.refunds.create({ payment_intent: payment.id, amount: 100 });
  await control('POST', `/disputes/${inquiry.id}`, { status: 'needs_response' });
  expect(await stripe.refunds.retrieve(refund.id)).toMatchObject({
    status: 'failed',
    failure_reason: 'charge_for_pending_refund_disputed',
  });
  const error = await refusal(stripe.refunds.create({ payment_intent: payment.id, amount: 100 }));
  expect(error.code).toBe('charge_disputed');
});

test('refunds wait while the balance is short', async () => {
  const { stripe, control } = sandbox.account();
  const payment = await pay(stripe);
  await control('POST', '/knobs', { balanceShort: true });
  const refund = await stripe.refunds.create({ payment_intent: payment.id, amount: 100 });
  expect(refund).toMatchObject({ status: 'pending', pending_reason: 'insufficient_funds' });
});

test('a reset forgets all of an account', async () => {
  const { stripe, control } = sandbox.account();
  await pay(stripe);
  await control('POST', '/faults', { kind: 'status', times: 'always' });
  await control('POST', '/reset', {});
  expect((await stripe.paymentIntents.list()).data).toHaveLength(0);
});

test('a mistyped order is refused, not lost', async () => {
  const { stripe, control } = sandbox.account();
  const { id } = await stripe.customers.create();
  await expect(control('POST', `/objects/${id}`, { emial: 'a' })).rejects.toThrow('unknown field emial');
  await expect(control('POST', '/clock', { advanec: 1 })).rejects.toThrow('unknown field advanec');
  await expect(control('POST', '/objects/pi_none', {})).rejects.toThrow('no object pi_none');
  await expect(control('GET', '/nothing')).rejects.toThrow('404');
});
