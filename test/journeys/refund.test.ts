import { describe, expect, test } from '@jest/globals';
import type Stripe from 'stripe';
import type { Reply } from '../../src/contracts/reply.ts';
import { pay } from '../sandbox/sandbox.ts';
import { type Payer, payer } from '../support/people.ts';
import { useTeller } from '../support/teller.ts';

const teller = useTeller({
  tenants: {
    demo: {},
    whole: { policy: { refund: { partial: false } } },
  },
});

const usd = (value: number) => ({ value, currency: 'usd' });
const DAY = 86_400;

/** Starts a refund and proves who calls: the reply after. */
async function verified(
  who: Payer,
  details: object = {},
  { call = teller.call(), tenant = 'demo' } = {},
): Promise<Reply> {
  const agent = teller.agent(tenant);
  const asked = await agent.begin(call, { intent: 'refund', caller: { email: who.email }, details });
  return agent.answer(asked, { identity: who.identity });
}

async function refunds(who: Payer, tenant?: string): Promise<Stripe.Refund[]> {
  return (await teller.stripe(tenant).refunds.list({ payment_intent: who.payment.id, limit: 100 })).data;
}

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

    const made = await refunds(who);
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
    const confirm = await verified(who, { amount: '10.00' });
    expect(confirm.say).toContain('10 dollars');
    const done = await teller.agent().answer(confirm, { confirm: true });
    expect(done).toMatchObject({ outcome: 'completed', facts: { refund: { amount: usd(1_000) } } });
    expect(await refunds(who)).toMatchObject([{ amount: 1_000 }]);
  });

  test('in a currency without decimals is not a hundredfold', async () => {
    const who = await payer(teller, { amount: 5_000, currency: 'jpy' });
    const reply = await verified(who, { amount: '1200' });
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
    const asked = await verified(who, { amount: usd(50_00) });
    expect(asked).toMatchObject({ expects: { kind: 'amount', max: usd(42_50) } });
    const again = await agent.answer(asked, { amount: '43' });
    expect(again).toMatchObject({ expects: { kind: 'amount', max: usd(42_50) } });
    const wrongCurrency = await agent.answer(again, { amount: { value: 100, currency: 'eur' } });
    expect(wrongCurrency).toMatchObject({ expects: { kind: 'amount' } });
    const confirm = await agent.answer(wrongCurrency, { amount: '40' });
    expect(confirm).toMatchObject({ expects: { kind: 'confirmation', about: { amount: usd(40_00) } } });
    expect(await refunds(who)).toHaveLength(0);
  });

  test('that the caller says no to moves nothing', async () => {
    const who = await payer(teller);
    const done = await teller.agent().answer(await verified(who), { confirm: false });
    expect(done).toMatchObject({ status: 'done', outcome: 'abandoned' });
    expect(await refunds(who)).toHaveLength(0);
  });

  test('of a part is refused where the policy allows whole ones only', async () => {
    const who = await payer(teller, {}, 'whole');
    const done = await verified(who, { amount: '10' }, { tenant: 'whole' });
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
    const done = await verified(who);
    expect(done).toMatchObject({ outcome: 'declined', facts: { reason: 'disputed' } });
  });

  test('too long ago', async () => {
    const who = await payer(teller);
    const created = Math.floor(Date.now() / 1_000) - 91 * DAY;
    await teller.control('POST', `/objects/${who.payment.id}`, { created });
    const done = await verified(who);
    expect(done).toMatchObject({ outcome: 'declined', facts: { reason: 'too_old' } });
  });

  test('refunded in full by somebody else', async () => {
    const who = await payer(teller);
    const made = await teller.stripe().refunds.create({ payment_intent: who.payment.id, amount: 4_250 });
    const done = await verified(who);
    expect(done).toMatchObject({
      outcome: 'declined',
      facts: { reason: 'already_refunded', refund: { refund: made.id, amount: usd(4_250) } },
    });
  });

  test('disputed after the caller’s yes, found by the lane before it writes', async () => {
    const who = await payer(teller);
    const confirm = await verified(who);
    await teller.control('POST', '/disputes', { payment_intent: who.payment.id });
    const done = await teller.agent().answer(confirm, { confirm: true });
    expect(done).toMatchObject({ outcome: 'declined', facts: { reason: 'disputed' } });
    expect(await refunds(who)).toHaveLength(0);
  });
});

describe('what truly happened is said', () => {
  test('a pending refund is told apart from an issued one', async () => {
    const who = await payer(teller, { payment_method: 'pm_card_pendingRefund' });
    const identity = { ...who.identity, last4: await last4Of(who) };
    const confirm = await verified({ ...who, identity });
    const done = await teller.agent().answer(confirm, { confirm: true });
    expect(done).toMatchObject({ outcome: 'completed', facts: { refund: { state: 'pending' } } });
    expect(done.say).toContain('has not confirmed it yet');
  });

  test('a partial refund made by somebody else is taken into account', async () => {
    const who = await payer(teller);
    await teller.stripe().refunds.create({ payment_intent: who.payment.id, amount: 1_000 });
    const confirm = await verified(who);
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

describe('the same thing twice', () => {
  test('in one call is told as already sent, with the first one’s facts', async () => {
    const who = await payer(teller);
    const agent = teller.agent();
    const call = teller.call();
    const first = await agent.answer(await verified(who, { amount: '10' }, { call }), { confirm: true });
    const second = await verified(who, { amount: '10' }, { call });
    expect(second).toMatchObject({ status: 'done', outcome: 'completed' });
    expect(second.facts).toMatchObject({ refund: (first.facts as { refund: object }).refund });
    expect(await refunds(who)).toHaveLength(1);
  });

  test('in one call, whole and without an amount, is told as already sent too', async () => {
    const who = await payer(teller);
    const call = teller.call();
    await teller.agent().answer(await verified(who, {}, { call }), { confirm: true });
    const second = await verified(who, {}, { call });
    expect(second).toMatchObject({ outcome: 'completed', facts: { refund: { amount: usd(4_250) } } });
    expect(await refunds(who)).toHaveLength(1);
  });

  test('in another call is asked about, and only a yes to that moves money', async () => {
    const who = await payer(teller);
    const agent = teller.agent();
    const first = await agent.answer(await verified(who, { amount: '10' }), { confirm: true });
    const made = (await refunds(who))[0]?.id;

    const again = await verified(who, { amount: '10' });
    expect(again).toMatchObject({
      expects: {
        kind: 'confirmation',
        about: { amount: usd(1_000), repeats: { refund: made, reference: first.reference } },
      },
    });
    expect(await agent.answer(again, { confirm: false })).toMatchObject({ outcome: 'abandoned' });
    expect(await refunds(who)).toHaveLength(1);

    const meant = await agent.answer(await verified(who, { amount: '10' }), { confirm: true });
    expect(meant).toMatchObject({ outcome: 'completed' });
    expect(await refunds(who)).toHaveLength(2);
  });

  test('in another call, where less than that is left, is told first, with what is left', async () => {
    const who = await payer(teller);
    const agent = teller.agent();
    const first = await agent.answer(await verified(who, { amount: '30' }), { confirm: true });
    const asked = await verified(who, { amount: '30' });
    expect(asked).toMatchObject({ expects: { kind: 'amount', max: usd(12_50) } });
    expect(asked.say).toContain(`under reference ${[...first.reference.replace('-', '')].join(' ')}`);
  });

  test('where somebody else refunds a part after the caller’s yes: asked again, with what is left now', async () => {
    const who = await payer(teller);
    const confirm = await verified(who);
    await teller.stripe().refunds.create({ payment_intent: who.payment.id, amount: 4_000 });
    const asked = await teller.agent().answer(confirm, { confirm: true });
    expect(asked).toMatchObject({
      expects: { kind: 'amount', max: usd(250) },
      facts: { payment: { refunded: usd(4_000) } },
    });
    expect(await refunds(who)).toHaveLength(1);
  });

  test('made by somebody else after the caller’s yes is found by the lane, and the question follows', async () => {
    const who = await payer(teller);
    const agent = teller.agent();
    const confirm = await verified(who, { amount: '10' });
    await teller.stripe().refunds.create({ payment_intent: who.payment.id, amount: 1_000 });
    const asked = await agent.answer(confirm, { confirm: true });
    expect(asked).toMatchObject({
      expects: { kind: 'confirmation', about: { repeats: { amount: usd(1_000) } } },
    });
    const done = await agent.answer(asked, { confirm: true });
    expect(done).toMatchObject({ outcome: 'completed' });
    expect(await refunds(who)).toHaveLength(2);
  });

  test('does not count where the first one failed', async () => {
    const who = await payer(teller);
    const agent = teller.agent();
    await agent.answer(await verified(who, { amount: '10' }), { confirm: true });
    const [first] = await refunds(who);
    await teller.control('POST', `/refunds/${first?.id}`, { status: 'failed' });
    const confirm = await verified(who, { amount: '10' });
    expect(confirm.expects).not.toHaveProperty('about.repeats');
    expect(await agent.answer(confirm, { confirm: true })).toMatchObject({ outcome: 'completed' });
  });
});

describe('a person decides', () => {
  async function decide(reply: Reply, decision: object): Promise<void> {
    const { id } = teller.tenant();
    const handle = teller.temporal().workflow.getHandle(`intent/${id}/${reply.intentId}`);
    await handle.signal('decide', decision);
  }

  test('above the cap of one payment; approved, it is made without another turn', async () => {
    const who = await payer(teller, { amount: 350_00 });
    const agent = teller.agent();
    const held = await agent.answer(await verified(who), { confirm: true });
    expect(held).toMatchObject({ status: 'with_support', facts: { reason: 'payment_cap' } });
    expect(held).not.toHaveProperty('expects');
    expect(await refunds(who)).toHaveLength(0);
    await decide(held, { task: `${held.intentId}-1`, verdict: 'approve', reason: 'loyal customer' });
    const done = await agent.afterSupport(held);
    expect(done).toMatchObject({ turn: 4, outcome: 'completed', facts: { refund: { amount: usd(350_00) } } });
    expect(await refunds(who)).toMatchObject([{ amount: 350_00 }]);
  });

  test('for less than was asked', async () => {
    const who = await payer(teller, { amount: 350_00 });
    const agent = teller.agent();
    const held = await agent.answer(await verified(who), { confirm: true });
    const amount = usd(100_00);
    await decide(held, { task: `${held.intentId}-1`, verdict: 'approve', amount, reason: 'half' });
    expect(await agent.afterSupport(held)).toMatchObject({
      outcome: 'completed',
      facts: { refund: { amount } },
    });
    expect(await refunds(who)).toMatchObject([{ amount: 100_00 }]);
  });

  test('against it', async () => {
    const who = await payer(teller, { amount: 350_00 });
    const agent = teller.agent();
    const held = await agent.answer(await verified(who), { confirm: true });
    await decide(held, { task: `${held.intentId}-1`, verdict: 'refuse', reason: 'used goods' });
    const done = await agent.afterSupport(held);
    expect(done).toMatchObject({ outcome: 'declined', facts: { reason: 'refused_by_support' } });
    expect(await refunds(who)).toHaveLength(0);
  });

  test('where the payment was charged back meanwhile, a yes still moves nothing', async () => {
    const who = await payer(teller, { amount: 350_00 });
    const agent = teller.agent();
    const held = await agent.answer(await verified(who), { confirm: true });
    await teller.control('POST', '/disputes', { payment_intent: who.payment.id });
    await decide(held, { task: `${held.intentId}-1`, verdict: 'approve', reason: 'yes' });
    expect(await agent.afterSupport(held)).toMatchObject({
      outcome: 'declined',
      facts: { reason: 'disputed' },
    });
    expect(await refunds(who)).toHaveLength(0);
  });

  test.each([
    ['more than was asked', { verdict: 'approve', amount: usd(900_00), reason: 'x' }],
    ['another currency', { verdict: 'approve', amount: { value: 1, currency: 'eur' }, reason: 'x' }],
    ['no reason', { verdict: 'approve' }],
    ['no such verdict', { verdict: 'maybe', reason: 'x' }],
    ['an old version', { verdict: 'approve', reason: 'x', version: 0 }],
  ])('on %s: it is noted, and nothing changes', async (_, decision) => {
    const who = await payer(teller, { amount: 350_00 });
    const agent = teller.agent();
    const held = await agent.answer(await verified(who), { confirm: true });
    const task = `${held.intentId}-1`;
    await decide(held, { task, ...decision });
    const { id } = teller.tenant();
    const handle = teller.temporal().workflow.getHandle(`intent/${id}/${held.intentId}`);
    expect(await handle.query('tasks')).toMatchObject([{ task, notes: [expect.any(String)] }]);
    expect(await agent.cancel(held.intentId)).toMatchObject({ body: { outcome: 'abandoned' } });
    expect(await refunds(who)).toHaveLength(0);
  });

  test('on an inquiry, and the fourth refund of a customer in thirty days', async () => {
    const agent = teller.agent();
    const inquiry = await payer(teller);
    await teller.control('POST', '/disputes', {
      payment_intent: inquiry.payment.id,
      status: 'warning_needs_response',
    });
    expect(await agent.answer(await verified(inquiry), { confirm: true })).toMatchObject({
      status: 'with_support',
      facts: { reason: 'inquiry' },
    });

    const often = await payer(teller);
    for (const amount of [100, 200, 300])
      await teller.stripe().refunds.create({ payment_intent: often.payment.id, amount });
    expect(await agent.answer(await verified(often), { confirm: true })).toMatchObject({
      status: 'with_support',
      facts: { reason: 'customer_count' },
    });
  });
});
