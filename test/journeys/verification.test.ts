import { describe, expect, test } from '@jest/globals';
import type Stripe from 'stripe';
import { pay } from '../sandbox/sandbox.ts';
import { guest, payer } from '../support/people.ts';
import { dayOf } from '../support/refunds.ts';
import { useTeller } from '../support/teller.ts';

const teller = useTeller();
const today = () => new Date().toISOString().slice(0, 10);

function begin(caller: object, details: object = {}, intent = 'payment_confirmation') {
  return teller.agent().begin(teller.call(), { intent, caller, details });
}

describe('a caller is verified', () => {
  test('by two facts of one and the same payment; facts of two payments prove nothing', async () => {
    const stripe = teller.stripe();
    const email = `${teller.call()}@example.com`;
    const { id: customer } = await stripe.customers.create({ email });
    await pay(stripe, { customer, amount: 3_000 });
    await pay(stripe, { customer, amount: 12_000, payment_method: 'pm_card_mastercard' });
    const agent = teller.agent();
    const mixed = await agent.answer(await begin({ email }), { identity: { last4: '4444', amount: '30' } });
    expect(mixed).toMatchObject({ expects: { kind: 'identity', triesLeft: 2 }, facts: {} });
    const right = await agent.answer(mixed, { identity: { last4: '4444', amount: '120' } });
    expect(right).toMatchObject({
      outcome: 'completed',
      facts: { payments: [{ amount: { value: 12_000 } }] },
    });
  });

  test('by a date that is off by one day, but not by two', async () => {
    const who = await payer(teller);
    const agent = teller.agent();
    const { created } = who.payment;
    const day = (offset: number) => dayOf({ created: created + offset * 86_400 });
    const wrong = await agent.answer(await begin({ email: who.email }), {
      identity: { last4: '4242', date: day(-2) },
    });
    expect(wrong).toMatchObject({ expects: { kind: 'identity', triesLeft: 2 } });
    const right = await agent.answer(wrong, { identity: { last4: '4242', date: day(-1) } });
    expect(right).toMatchObject({ outcome: 'completed' });
  });

  test('in pieces: one fact is kept, and only what is missing is asked for', async () => {
    const who = await payer(teller);
    const agent = teller.agent();
    const more = await agent.answer(await begin({ email: who.email }), { identity: { last4: '4242' } });
    expect(more).toMatchObject({
      expects: { kind: 'identity', accepts: ['amount'], needed: 1, triesLeft: 3 },
    });
    expect(await agent.answer(more, { identity: { amount: '42.50' } })).toMatchObject({
      outcome: 'completed',
    });
  });

  test('by phone, however Stripe holds the number', async () => {
    const stripe = teller.stripe();
    const phone = `+1415555${String(Math.floor(Math.random() * 10_000)).padStart(4, '0')}`;
    const national = `(415) 555-${phone.slice(-4)}`;
    const { id: customer } = await stripe.customers.create({ phone: national });
    await pay(stripe, { customer, amount: 4_250 });
    const done = await teller
      .agent()
      .answer(await begin({ phone }), { identity: { last4: '4242', amount: '42.50' } });
    expect(done).toMatchObject({ outcome: 'completed' });
  });

  test('among several customers with one email by facts, never the first', async () => {
    const stripe = teller.stripe();
    const email = `${teller.call()}@example.com`;
    const payments: string[] = [];
    for (const amount of [1_500, 1_600]) {
      const { id: customer } = await stripe.customers.create({ email });
      payments.push((await pay(stripe, { customer, amount })).id);
    }
    for (const [index, amount] of ['15', '16'].entries()) {
      const done = await teller
        .agent()
        .answer(await begin({ email }), { identity: { last4: '4242', amount } });
      expect(done).toMatchObject({ facts: { payments: [{ payment: payments[index] }] } });
    }
  });

  test('who brings neither number nor email is asked for one', async () => {
    const who = await payer(teller);
    const agent = teller.agent();
    const asked = await begin({});
    expect(asked).toMatchObject({ expects: { kind: 'contact', accepts: ['phone', 'email'] } });
    const identity = await agent.answer(asked, { contact: { email: who.email } });
    expect(await agent.answer(identity, { identity: who.identity })).toMatchObject({ outcome: 'completed' });
  });

  test('as a guest by postal code and the payment’s own email', async () => {
    const { email, payment } = await guest(teller);
    const identity = { last4: '4242', amount: '33.00', date: today(), postalCode: '94107' };
    const done = await teller.agent().answer(await begin({ email }), { identity });
    expect(done).toMatchObject({ outcome: 'completed', facts: { payments: [{ payment: payment.id }] } });
  });

  test('as a guest for a refund, which has a lane of its own', async () => {
    const { email, payment } = await guest(teller);
    const agent = teller.agent();
    const identity = { last4: '4242', amount: '33.00', date: today(), postalCode: '94107' };
    const confirm = await agent.answer(await begin({ email }, {}, 'refund'), { identity });
    expect(await agent.answer(confirm, { confirm: true })).toMatchObject({ outcome: 'completed' });
    const { data } = await teller.stripe().refunds.list({ payment_intent: payment.id });
    expect(data).toHaveLength(1);
  });
});

describe('a guest’s payment is told as the payment it is', () => {
  const identity = (last4: string) => ({ last4, amount: '33.00', date: today(), postalCode: '94107' });

  test('not as one declined try of it', async () => {
    const stripe = teller.stripe();
    const { email, payment } = await guest(teller);
    const billing_details = { email, address: { postal_code: '94107' } };
    const card = (token: string) =>
      ({
        type: 'card',
        card: { token },
        billing_details,
      }) as unknown as Stripe.PaymentIntentCreateParams.PaymentMethodData;
    const open = await stripe.paymentIntents.create({ amount: 3_300, currency: 'usd' });
    await stripe.paymentIntents
      .confirm(open.id, { payment_method_data: card('tok_chargeDeclinedInsufficientFunds') })
      .catch(() => undefined);
    const agent = teller.agent();
    const declined = await agent.answer(await begin({ email }), { identity: identity('9995') });
    await stripe.paymentIntents.confirm(open.id, { payment_method_data: card('tok_mastercard') });
    expect(declined).toMatchObject({ facts: { payments: [{ payment: open.id, state: 'failed' }] } });
    const paid = await agent.answer(await begin({ email }), { identity: identity('4444') });
    expect(paid).toMatchObject({ facts: { payments: [{ payment: open.id, state: 'succeeded' }] } });
    const stale = await agent.answer(await begin({ email }), { identity: identity('9995') });
    expect(stale).toMatchObject({ expects: { kind: 'identity' }, facts: {} });
    expect(payment.id).not.toBe(open.id);
  });
});

describe('a caller is not verified', () => {
  test('by the facts of a guest’s payment alone', async () => {
    const { email } = await guest(teller);
    const agent = teller.agent();
    const facts = { last4: '4242', amount: '33.00', date: today() };
    const noCode = await agent.answer(await begin({ email }), { identity: facts });
    expect(noCode).toMatchObject({ expects: { kind: 'identity', triesLeft: 2 } });
    const identity = { ...facts, postalCode: '94107' };
    const stranger = await agent.answer(await begin({ email: 'other@example.com' }), { identity });
    expect(stranger).toMatchObject({ expects: { kind: 'identity', triesLeft: 2 } });
  });

  test('after three wrong tries: declined and handed to a person, with nothing given away', async () => {
    const who = await payer(teller);
    const agent = teller.agent();
    let reply = await begin({ email: who.email });
    for (const triesLeft of [2, 1]) {
      reply = await agent.answer(reply, { identity: { last4: '0000', amount: '1.00' } });
      expect(reply).toMatchObject({
        expects: {
          kind: 'identity',
          accepts: ['last4', 'amount', 'date', 'postalCode'],
          needed: 2,
          triesLeft,
        },
        facts: {},
      });
    }
    reply = await agent.answer(reply, { identity: { last4: '0000', amount: '1.00' } });
    expect(reply).toMatchObject({
      status: 'done',
      outcome: 'declined',
      facts: {},
      handoff: { queue: 'support', reason: 'not_verified' },
    });
  });

  test('and hears the same words whether or not there is an account', async () => {
    const who = await payer(teller);
    const agent = teller.agent();
    const strip = ({
      intentId: _,
      reference: __,
      ...rest
    }: object & { intentId: string; reference: string }) => rest;
    const walk = async (email: string) => {
      const heard = [await begin({ email })];
      for (let i = 0; i < 3; i += 1) {
        const last = heard[heard.length - 1];
        if (last) heard.push(await agent.answer(last, { identity: { last4: '0000', amount: '1.00' } }));
      }
      return heard.map((reply) => {
        const { handoff, ...rest } = strip(reply) as { handoff?: { summary: string } };
        return { ...rest, handedOff: handoff !== undefined };
      });
    };
    expect(await walk('nobody@example.com')).toEqual(await walk(who.email));
  });

  test('for another customer’s payment: it is not found, and nothing moves', async () => {
    const who = await payer(teller);
    const other = await payer(teller, { amount: 9_900 });
    const agent = teller.agent();
    const asked = await begin({ email: who.email }, { payment: other.payment.id }, 'refund');
    const done = await agent.answer(asked, { identity: who.identity });
    expect(done).toMatchObject({ status: 'done', outcome: 'declined', facts: { reason: 'no_such_payment' } });
    expect(JSON.stringify(done)).not.toContain(other.payment.id);
    const { data } = await teller.stripe().refunds.list({ payment_intent: other.payment.id });
    expect(data).toHaveLength(0);
  });
});
