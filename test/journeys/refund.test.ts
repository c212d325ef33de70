import { describe, expect, test } from '@jest/globals';
import type Stripe from 'stripe';
import { usd } from '../domain/records.ts';
import { pay } from '../sandbox/sandbox.ts';
import { type Payer, payer, refundsOf } from '../support/people.ts';
import { verifiedRefund } from '../support/refunds.ts';
import { useTeller } from '../support/teller.ts';

const teller = useTeller({
  tenants: {
    demo: {},
    whole: { policy: { refund: { partial: false } } },
  },
});

const DAY = 86_400;

describe('a refund', () => {
  test('of a whole payment is verified, agreed to, made once and told', async () => {
    const agent = teller.agent();
    const who = await payer(teller);

    const asked = await agent.begin(teller.call(), { intent: 'refund', caller: { email: who.email } });
    expect(asked).toMatchObject({
      turn: 1,
      status: 'asking',
      expects: { kind: 'identity', accepts: ['last4', 'amount'], needed: 2, triesLeft: 3 },
      facts: {},
    });
    const confirm = await agent.answer(asked, { identity: who.identity });
    expect(confirm).toMatchObject({
      turn: 2,
      expects: {
        kind: 'confirmation',
        about: { action: 'refund', amount: usd(4_250), card: { brand: 'visa', last4: '4242' } },
      },
      facts: {
        payment: { payment: who.payment.id, amount: usd(4_250), refunded: usd(0), state: 'succeeded' },
      },
    });
    expect(confirm.say).toContain('42 dollars and 50 cents to your Visa ending in 4 2 4 2');
    const done = await agent.answer(confirm, { confirm: true });
    expect(done).toMatchObject({
      turn: 3,
      status: 'done',
      outcome: 'completed',
      facts: {
        refund: {
          amount: usd(4_250),
          state: 'issued',
          arrivesBy: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
        },
      },
    });

    const made = await refundsOf(teller, who);
    expect(made).toMatchObject([
      {
        amount: 4_250,
        reason: 'requested_by_customer',
        metadata: { tellerline_decision: `${done.intentId}-1`, tellerline_reference: done.reference },
      },
    ]);
    expect(done.facts).toMatchObject({ refund: { refund: made[0]?.id } });
  });

  test('of a part, as decimal text in the payment’s currency, refunds just that', async () => {
    const who = await payer(teller);
    const confirm = await verifiedRefund(teller, who, { amount: '10.00' });
    expect(confirm.say).toContain('10 dollars');
    const done = await teller.agent().answer(confirm, { confirm: true });
    expect(done).toMatchObject({ outcome: 'completed', facts: { refund: { amount: usd(1_000) } } });
    expect(await refundsOf(teller, who)).toMatchObject([{ amount: 1_000 }]);
  });

  test('in a currency without decimals is not a hundredfold', async () => {
    const who = await payer(teller, { amount: 5_000, currency: 'jpy' });
    const reply = await verifiedRefund(teller, who, { amount: '1200' });
    expect(reply.expects).toMatchObject({ about: { amount: { value: 1_200, currency: 'jpy' } } });
  });

  test('is asked no question that the details answer', async () => {
    const who = await payer(teller);
    const agent = teller.agent();
    const date = new Date().toISOString().slice(0, 10);
    const details = { last4: '4242', date };
    const first = await agent.begin(teller.call(), {
      intent: 'refund',
      caller: { email: who.email },
      details,
    });
    expect(first).toMatchObject({ turn: 1, expects: { kind: 'confirmation' } });
  });

  test('for more than is left asks for the amount again', async () => {
    const who = await payer(teller);
    const agent = teller.agent();
    const asked = await verifiedRefund(teller, who, { amount: usd(50_00) });
    expect(asked).toMatchObject({ expects: { kind: 'amount', max: usd(42_50) } });
    const again = await agent.answer(asked, { amount: '43' });
    expect(again).toMatchObject({ expects: { kind: 'amount', max: usd(42_50) } });
    const wrongCurrency = await agent.answer(again, { amount: { value: 100, currency: 'eur' } });
    expect(wrongCurrency).toMatchObject({ expects: { kind: 'amount' } });
    const confirm = await agent.answer(wrongCurrency, { amount: '40' });
    expect(confirm).toMatchObject({ expects: { kind: 'confirmation', about: { amount: usd(40_00) } } });
    expect(await refundsOf(teller, who)).toHaveLength(0);
  });

  test('that the caller says no to moves nothing', async () => {
    const who = await payer(teller);
    const done = await teller.agent().answer(await verifiedRefund(teller, who), { confirm: false });
    expect(done).toMatchObject({ status: 'done', outcome: 'abandoned' });
    expect(await refundsOf(teller, who)).toHaveLength(0);
  });

  test('of a part is refused where the policy allows whole ones only', async () => {
    const who = await payer(teller, {}, 'whole');
    const done = await verifiedRefund(teller, who, { amount: '10' }, { tenant: 'whole' });
    expect(done).toMatchObject({ outcome: 'declined', facts: { reason: 'partial_not_allowed' } });
  });
});

describe('a payment that cannot be refunded is told from its own state', () => {
  test.each([
    ['failed', { payment_method: 'pm_card_chargeDeclinedInsufficientFunds' }, 'failed'],
    ['waiting for its payer', { payment_method: 'pm_card_authenticationRequired' }, 'action_needed'],
    ['processing', { payment_method: 'pm_usBankAccount' }, 'processing'],
  ])('%s', async (_, params, state) => {
    const stripe = teller.stripe();
    const email = `${teller.call()}@example.com`;
    const { id: customer } = await stripe.customers.create({ email });
    await pay(stripe, { amount: 1_800, customer, ...params }).catch(() => undefined);
    const { data } = await stripe.paymentIntents.list({
      customer,
      expand: ['data.latest_charge', 'data.payment_method'],
    });
    const charge = data[0]?.latest_charge as Stripe.Charge | null;
    const method = data[0]?.payment_method as Stripe.PaymentMethod | null;
    const details = charge?.payment_method_details;
    const last4 = details?.card?.last4 ?? details?.us_bank_account?.last4 ?? method?.card?.last4 ?? '';
    const agent = teller.agent();
    const asked = await agent.begin(teller.call(), { intent: 'refund', caller: { email } });
    const done = await agent.answer(asked, { identity: { last4, amount: '18.00' } });
    expect(done).toMatchObject({ outcome: 'declined', facts: { reason: 'not_paid', payment: { state } } });
  });

  test('disputed with a chargeback', async () => {
    const who = await payer(teller);
    await teller.control('POST', '/disputes', { payment_intent: who.payment.id });
    const done = await verifiedRefund(teller, who);
    expect(done).toMatchObject({ outcome: 'declined', facts: { reason: 'disputed' } });
  });

  test('too long ago', async () => {
    const who = await payer(teller);
    const created = Math.floor(Date.now() / 1_000) - 91 * DAY;
    await teller.control('POST', `/objects/${who.payment.id}`, { created });
    const done = await verifiedRefund(teller, who);
    expect(done).toMatchObject({ outcome: 'declined', facts: { reason: 'too_old' } });
  });

  test('refunded in full by somebody else', async () => {
    const who = await payer(teller);
    const made = await teller.stripe().refunds.create({ payment_intent: who.payment.id, amount: 4_250 });
    const done = await verifiedRefund(teller, who);
    expect(done).toMatchObject({
      outcome: 'declined',
      facts: { reason: 'already_refunded', refund: { refund: made.id, amount: usd(4_250) } },
    });
  });

  test('disputed after the caller’s yes, found by the lane before it writes', async () => {
    const who = await payer(teller);
    const confirm = await verifiedRefund(teller, who);
    await teller.control('POST', '/disputes', { payment_intent: who.payment.id });
    const done = await teller.agent().answer(confirm, { confirm: true });
    expect(done).toMatchObject({ outcome: 'declined', facts: { reason: 'disputed' } });
    expect(await refundsOf(teller, who)).toHaveLength(0);
  });
});

describe('what truly happened is said', () => {
  test('a pending refund is told apart from an issued one', async () => {
    const who = await payer(teller, { payment_method: 'pm_card_pendingRefund' });
    const identity = { ...who.identity, last4: await last4Of(who) };
    const confirm = await verifiedRefund(teller, { ...who, identity });
    const done = await teller.agent().answer(confirm, { confirm: true });
    expect(done).toMatchObject({ outcome: 'completed', facts: { refund: { state: 'pending' } } });
    expect(done.say).toContain('has not confirmed it yet');
  });

  test('a partial refund made by somebody else is taken into account', async () => {
    const who = await payer(teller);
    await teller.stripe().refunds.create({ payment_intent: who.payment.id, amount: 1_000 });
    const confirm = await verifiedRefund(teller, who);
    expect(confirm).toMatchObject({
      expects: { about: { amount: usd(3_250) } },
      facts: { payment: { refunded: usd(1_000) } },
    });
  });
});

async function last4Of(who: Payer): Promise<string> {
  const [charge] = (await teller.stripe().charges.list({ payment_intent: who.payment.id })).data;
  return charge?.payment_method_details?.card?.last4 ?? '';
}
