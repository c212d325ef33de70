import { describe, expect, test } from '@jest/globals';
import type Stripe from 'stripe';
import type { Reply } from '../../src/contracts/reply.ts';
import { usd } from '../domain/records.ts';
import { pay } from '../sandbox/sandbox.ts';
import { payer } from '../support/people.ts';
import { useReceiver } from '../support/receiver.ts';
import { useTeller } from '../support/teller.ts';
import { until } from '../support/until.ts';

const receiver = useReceiver();
const teller = useTeller({
  tenants: {
    demo: {},
    told: () => receiver.settings({ types: ['payment.succeeded', 'payment.failed'] }),
  },
});

async function customerWith(...payments: Partial<Stripe.PaymentIntentCreateParams>[]) {
  return customerOf(undefined, ...payments);
}

async function customerOf(
  tenant: string | undefined,
  ...payments: Partial<Stripe.PaymentIntentCreateParams>[]
) {
  const stripe = teller.stripe(tenant);
  const email = `${teller.call()}@example.com`;
  const customer = await stripe.customers.create({ email });
  for (const params of payments)
    await pay(stripe, { customer: customer.id, ...params }).catch((error: Error) => {
      if (error.name !== 'StripeCardError' && !('decline_code' in error)) throw error;
    });
  const { data } = await stripe.paymentIntents.list({
    customer: customer.id,
    expand: ['data.payment_method'],
  });
  return { email, customer: customer.id, payments: data };
}

async function ask(email: string, identity: object, details: object = {}, tenant?: string): Promise<Reply> {
  const agent = teller.agent(tenant);
  const caller = { email };
  const first = await agent.begin(teller.call(), { intent: 'payment_confirmation', caller, details });
  return agent.answer(first, { identity });
}

describe('did my payment go through?', () => {
  test('succeeded: with what it shows as on the statement', async () => {
    const who = await payer(teller);
    const done = await ask(who.email, who.identity);
    expect(done).toMatchObject({
      outcome: 'completed',
      facts: {
        payments: [{ payment: who.payment.id, amount: usd(4_250), state: 'succeeded', disputed: false }],
      },
    });
    expect(done.say).toMatch(/went through\. It shows on your statement as/);
  });

  test.each([
    ['pm_card_chargeDeclinedInsufficientFunds', '9995', 'insufficient_funds', 'not enough money'],
    ['pm_card_chargeDeclinedExpiredCard', '0069', 'card_expired', 'has expired'],
    ['pm_card_chargeDeclinedStolenCard', '9979', 'declined', 'your bank declined it'],
  ])('failed, in words a caller understands: %s', async (payment_method, last4, failure, words) => {
    const { email } = await customerWith({ amount: 1_800, payment_method });
    const done = await ask(email, { last4, amount: '18.00' });
    expect(done).toMatchObject({ outcome: 'completed', facts: { payments: [{ state: 'failed', failure }] } });
    expect(done.say).toContain(words);
    expect(done.say).not.toMatch(/stolen|fraud/i);
  });

  test('refunded in part, in whole, disputed, authorized and canceled are each told', async () => {
    const stripe = teller.stripe();
    const part = await payer(teller);
    await stripe.refunds.create({ payment_intent: part.payment.id, amount: 1_500 });
    expect((await ask(part.email, part.identity)).say).toContain('15 dollars of it has since been refunded');

    const whole = await payer(teller);
    await stripe.refunds.create({ payment_intent: whole.payment.id });
    expect((await ask(whole.email, whole.identity)).say).toContain('refunded in full');

    const disputed = await payer(teller);
    await teller.control('POST', '/disputes', { payment_intent: disputed.payment.id });
    const answer = await ask(disputed.email, disputed.identity);
    expect(answer).toMatchObject({ facts: { payments: [{ disputed: true }] } });
    expect(answer.say).toContain('being disputed');

    const held = await payer(teller, { capture_method: 'manual' });
    expect(await ask(held.email, held.identity)).toMatchObject({
      facts: { payments: [{ state: 'authorized' }] },
    });
    await stripe.paymentIntents.cancel(held.payment.id);
    expect(await ask(held.email, held.identity)).toMatchObject({
      facts: { payments: [{ state: 'canceled' }] },
    });
  });

  test('several payments: the hints pick, or the caller is asked which', async () => {
    const { email, payments } = await customerWith({ amount: 3_000 }, { amount: 3_000 }, { amount: 12_000 });
    const identity = { last4: '4242', date: new Date().toISOString().slice(0, 10) };
    const asked = await ask(email, identity);
    expect(asked.expects).toMatchObject({ kind: 'choice' });
    const { options } = asked.expects as { options: { id: string; say: string }[] };
    expect(options).toHaveLength(3);
    expect(asked.say).toContain('120 dollars');
    const chosen = options.find(({ say }) => say.includes('120 dollars'));
    const done = await teller.agent().answer(asked, { choice: chosen?.id });
    expect(done).toMatchObject({ outcome: 'completed', facts: { payments: [{ amount: usd(12_000) }] } });

    const named = await ask(email, identity, { payment: payments[0]?.id });
    expect(named).toMatchObject({ facts: { payments: [{ payment: payments[0]?.id }] } });
    const hinted = await ask(email, identity, { amount: '120' });
    expect(hinted).toMatchObject({ facts: { payments: [{ amount: usd(12_000) }] } });
  });

  test('more payments than can be told apart by ear are offered a few at a time', async () => {
    const { email, payments } = await customerWith(...Array.from({ length: 6 }, () => ({ amount: 3_000 })));
    const agent = teller.agent();
    const identity = { last4: '4242', amount: '30' };
    const asked = await ask(email, identity);
    const first = asked.expects as { options: { id: string }[] };
    expect(first.options).toHaveLength(5);
    const older = await agent.answer(asked, { choice: first.options[4]?.id });
    const second = older.expects as { options: { id: string }[] };
    expect(second.options).toHaveLength(3);
    const ids = [...first.options.slice(0, 4), ...second.options.slice(0, 2)].map(({ id }) => id);
    expect(ids.sort()).toEqual(payments.map(({ id }) => id).sort());
    const chosen = second.options[0]?.id;
    expect(await agent.answer(older, { choice: chosen })).toMatchObject({
      facts: { payments: [{ payment: chosen }] },
    });
  });

  test('confirmed by the caller in their bank’s app during the call: told as it is now', async () => {
    const { email, payments } = await customerWith({
      amount: 2_700,
      payment_method: 'pm_card_authenticationRequired',
    });
    const method = payments[0]?.payment_method as Stripe.PaymentMethod;
    const agent = teller.agent();
    const first = await agent.begin(teller.call(), { intent: 'payment_confirmation', caller: { email } });
    // The read is started with the question; the caller answers later.
    await until('the payments were read', async () => {
      const { data } = await teller.control<{ data: { params: object }[] }>(
        'GET',
        '/journal?path=/v1/payment_intents',
      );
      return data.some(
        ({ params }) =>
          (params as { customer?: string }).customer === payments[0]?.customer && 'expand[0]' in params,
      );
    });
    await teller.control('POST', `/payment_intents/${payments[0]?.id}`, { outcome: 'succeeded' });
    const done = await agent.answer(first, { identity: { last4: method.card?.last4 ?? '', amount: '27' } });
    expect(done).toMatchObject({ facts: { payments: [{ state: 'succeeded' }] } });
  });

  test('still processing: waited for in the call until it settles', async () => {
    const { email, payments } = await customerWith({ amount: 7_500, payment_method: 'pm_usBankAccount' });
    const agent = teller.agent();
    const offer = await ask(email, { last4: '6789', amount: '75.00' });
    expect(offer).toMatchObject({
      expects: { kind: 'confirmation', about: { action: 'wait_until_settled' } },
      facts: { payments: [{ state: 'processing' }] },
    });
    const telling = agent.answer(offer, { confirm: true });
    await until('it is said what is waited for', async () => {
      const { body } = await agent.heardLook(offer.intentId, `?turn=${offer.turn + 1}`);
      expect(body).toMatchObject({ turn: offer.turn });
      return body.status === 'working' && body.say.includes('waiting for your bank');
    });
    await teller.control('POST', `/payment_intents/${payments[0]?.id}`, { outcome: 'succeeded' });
    expect(await telling).toMatchObject({
      outcome: 'completed',
      facts: { payments: [{ state: 'succeeded' }] },
    });
  });

  test('still processing, and the caller does not want to wait: that is the answer', async () => {
    const { email } = await customerWith({ amount: 7_500, payment_method: 'pm_usBankAccount' });
    const offer = await ask(email, { last4: '6789', amount: '75.00' });
    const done = await teller.agent().answer(offer, { confirm: false });
    expect(done).toMatchObject({ outcome: 'completed', facts: { payments: [{ state: 'processing' }] } });
  });
});

test('what becomes of a payment that a caller asked about is told, though they did not wait: each time that it is final', async () => {
  const tenant = 'told';
  const { email, payments } = await customerOf(tenant, { amount: 7_500, payment_method: 'pm_usBankAccount' });
  const payment = payments[0]?.id ?? '';
  const settle = (outcome: object) => teller.control('POST', `/payment_intents/${payment}`, outcome, tenant);
  const askOnly = async () => {
    const offer = await ask(email, { last4: '6789', amount: '75.00' }, {}, tenant);
    const done = await teller.agent(tenant).answer(offer, { confirm: false });
    expect(done).toMatchObject({ facts: { payments: [{ state: 'processing' }] } });
  };
  const told = () => receiver.taken().map(({ type, data }) => ({ type, data }));
  const data = { payment, amount: usd(7_500) };
  const failed = {
    type: 'payment.failed',
    data: { ...data, failure: expect.any(String) },
  };

  await askOnly();
  await settle({ outcome: 'failed' });
  await until('the tenant is told', async () => told().length === 1);
  expect(told()).toEqual([failed]);

  // The customer tries again, and calls again.
  for (const [outcome, so] of [
    ['failed', 2],
    ['succeeded', 3],
  ] as const) {
    await teller.stripe(tenant).paymentIntents.confirm(payment, { payment_method: 'pm_usBankAccount' });
    await askOnly();
    await settle({ outcome });
    await until('the tenant is told', async () => told().length === so);
  }
  expect(told()).toEqual([failed, failed, { type: 'payment.succeeded', data }]);
  expect(new Set(receiver.ids()).size).toBe(3);
});
