import { describe, expect, test } from '@jest/globals';
import type Stripe from 'stripe';
import type { Reply } from '../../src/contracts/reply.ts';
import { decide, tasks } from '../../src/workflows/messages.ts';
import { usd } from '../domain/records.ts';
import { guest, type Payer, payer } from '../support/people.ts';
import { dayOf, personDecides, workflowOf } from '../support/refunds.ts';
import { useTeller } from '../support/teller.ts';

const offered = {
  offers: [
    { id: 'ten-percent', percent: 10, minimum: { value: 20_00, currency: 'usd' }, validDays: 7 },
    { id: 'ten-for-months', percent: 10, duration: { months: 3 }, words: ['loyalty discount'] },
    { id: 'two-a-month', amount: { value: 500, currency: 'usd' }, countPerCustomer: 2 },
  ],
  approvedValidDays: 10,
};
const teller = useTeller({
  tenants: { demo: { languages: ['en-US', 'es', 'de'] }, many: { policy: { discount: offered } } },
});

type Shown = {
  discount?: { code?: string; offer: string; state: string; expiresOn: string };
  reason?: string;
};
const shownIn = ({ facts }: Reply) => facts as Shown;

/** Asks for a discount as somebody who proves who they are at once. */
function promised(
  who: Payer,
  promise?: string,
  { tenant = 'demo', call = teller.call(), language = 'en-US' } = {},
) {
  const details = {
    ...{ last4: '4242', amount: who.identity.amount },
    ...(promise !== undefined && { promise }),
  };
  const body = { intent: 'discount', caller: { email: who.email }, language, details };
  return teller.agent(tenant).begin(call, body);
}

async function codesOf({ customer }: Payer, tenant?: string): Promise<Stripe.PromotionCode[]> {
  const { data } = await teller
    .stripe(tenant)
    .promotionCodes.list({ customer, limit: 100, expand: ['data.promotion.coupon'] });
  return data;
}

const couponOf = ({ promotion }: Stripe.PromotionCode) => promotion.coupon as Stripe.Coupon;

/** The last day of a code that is valid for so many days. */
const lastDay = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

describe('what an offer covers', () => {
  test('is a code for this customer alone, once, until the end of a day, spelled so that it can be written down', async () => {
    const who = await payer(teller);
    const done = await promised(who, 'ten percent off my next order');
    expect(done).toMatchObject({
      outcome: 'completed',
      facts: {
        discount: {
          offer: 'ten-percent',
          percent: 10,
          duration: 'once',
          expiresOn: lastDay(30),
          state: 'issued',
        },
      },
    });
    const [code, ...more] = await codesOf(who);
    expect(more).toEqual([]);
    expect(code).toMatchObject({
      code: shownIn(done).discount?.code,
      customer: who.customer,
      active: true,
      max_redemptions: 1,
      restrictions: { first_time_transaction: false, minimum_amount: null },
      metadata: { tellerline_offer: 'ten-percent', tellerline_decision: `${done.intentId}-1` },
    });
    expect(code?.code).toMatch(/^[234679ACDEFGHJKMNPQRTUVWXYZ]{8}$/);
    expect(new Date(1_000 * (code?.expires_at ?? 0)).toISOString()).toBe(`${lastDay(30)}T23:59:59.000Z`);
    const coupon = code && couponOf(code);
    expect(coupon).toMatchObject({
      percent_off: 10,
      duration: 'once',
      max_redemptions: 1,
      redeem_by: code?.expires_at,
    });
    expect(coupon?.id).toMatch(/^tellerline-[\w-]{22}$/);
    expect(done.say).toMatch(/^I have made a code for you\. It takes 10 percent off your next order, until /);
    for (const letter of code?.code ?? '') expect(done.say).toContain(letter);
  });

  test('is sent to the contact on file as well, as it is said', async () => {
    const who = await payer(teller);
    const done = await promised(who, '$5', { language: 'de' });
    expect(done).toMatchObject({ facts: { discount: { amount: usd(500), sending: 'email' } } });
    expect(done.say).toContain('Ich sende ihn Ihnen auch per E-Mail.');
    const workflow = teller
      .temporal()
      .workflow.getHandle(`notice/${teller.tenant().id}/${done.intentId}-ended`);
    expect(await workflow.result()).toBe('sent');
    expect(await teller.outbox(who.email)).toMatchObject([
      { text: expect.stringContaining(shownIn(done).discount?.code ?? 'nothing') },
    ]);
  });

  test('is asked for where nothing was said, and once more where nothing can be made of it', async () => {
    const who = await payer(teller);
    const agent = teller.agent();
    const asked = await promised(who);
    expect(asked).toMatchObject({ expects: { kind: 'text', about: 'promise' } });
    const again = await agent.answer(asked, { text: 'well, a discount' });
    expect(again).toMatchObject({ expects: { kind: 'text', about: 'promise' } });
    const done = await agent.answer(again, { text: 'five dollars' });
    expect(done).toMatchObject({ outcome: 'completed', facts: { discount: { offer: 'five-dollars' } } });
  });

  test('is asked about where several amounts were named: it is made only where that is what was promised', async () => {
    const who = await payer(teller);
    const agent = teller.agent();
    const asked = await promised(who, '50 dollars off, I paid 5 dollars');
    expect(asked).toMatchObject({
      say: 'I want to be sure. Were you promised 5 dollars off your next order or something else?',
      expects: {
        kind: 'choice',
        options: [{ id: 'five-dollars' }, { id: 'another', say: 'something else' }],
      },
    });
    expect(await agent.answer(asked, { choice: 'another' })).toMatchObject({
      status: 'with_support',
      facts: { reason: 'not_covered' },
    });
    expect(await codesOf(who)).toEqual([]);
    const again = await promised(who, '10 or 5 dollars');
    expect(await agent.answer(again, { choice: 'five-dollars' })).toMatchObject({
      outcome: 'completed',
      facts: { discount: { offer: 'five-dollars' } },
    });
  });

  test('with a minimum and a duration of its own, and several that fit, is chosen', async () => {
    const who = await payer(teller, {}, 'many');
    const choice = await promised(who, 'ten percent', { tenant: 'many' });
    expect(choice).toMatchObject({
      expects: {
        kind: 'choice',
        options: [
          {
            id: 'ten-percent',
            say: '10 percent off your next order of 20 dollars or more',
            facts: { percent: 10, minimum: usd(20_00) },
          },
          { id: 'ten-for-months', say: '10 percent off every bill for 3 months' },
        ],
      },
    });
    const agent = teller.agent('many');
    expect(await agent.answer(choice, { choice: 'ten-percent' })).toMatchObject({
      outcome: 'completed',
      facts: { discount: { minimum: usd(20_00), expiresOn: lastDay(7) } },
    });
    const [code] = await codesOf(who, 'many');
    expect(code).toMatchObject({
      restrictions: { minimum_amount: 20_00, minimum_amount_currency: 'usd' },
    });

    const loyal = await promised(who, 'my loyalty discount', { tenant: 'many' });
    expect(loyal).toMatchObject({ outcome: 'completed', facts: { discount: { duration: { months: 3 } } } });
    const [latest] = await codesOf(who, 'many');
    expect(latest && couponOf(latest)).toMatchObject({ duration: 'repeating', duration_in_months: 3 });
  });
});

describe('a caller who has a code already', () => {
  test('hears that code again while it was not used, in this call and in another', async () => {
    const who = await payer(teller);
    const call = teller.call();
    const first = await promised(who, '10%', { call });
    for (const again of [await promised(who, '10%', { call }), await promised(who, 'diez por ciento')])
      expect(again).toMatchObject({
        outcome: 'completed',
        facts: {
          discount: {
            code: shownIn(first).discount?.code,
            expiresOn: shownIn(first).discount?.expiresOn,
            state: 'already',
          },
        },
      });
    expect(await codesOf(who)).toHaveLength(1);
  });

  test('that was used gets no second one within the period without a person', async () => {
    const who = await payer(teller);
    await promised(who, '10%');
    const [code] = await codesOf(who);
    await teller.control('POST', `/objects/${code?.id}`, { times_redeemed: 1, active: false });
    const held = await promised(who, '10%');
    expect(held).toMatchObject({ status: 'with_support', facts: { reason: 'code_count' } });
    await personDecides(teller, held, 'refuse');
    expect(await teller.agent().afterSupport(held)).toMatchObject({
      outcome: 'declined',
      facts: { reason: 'refused_by_support' },
    });
    expect(await codesOf(who)).toHaveLength(1);
  });

  test('gets another one where the policy gives two, and a third is for a person', async () => {
    const who = await payer(teller, {}, 'many');
    for (const _ of [1, 2]) {
      expect(await promised(who, '$5', { tenant: 'many' })).toMatchObject({
        facts: { discount: { state: 'issued' } },
      });
      const [code] = await codesOf(who, 'many');
      await teller.control('POST', `/objects/${code?.id}`, { times_redeemed: 1, active: false }, 'many');
    }
    expect(await promised(who, '$5', { tenant: 'many' })).toMatchObject({ facts: { reason: 'code_count' } });
  });
});

describe('a person decides on what no offer covers', () => {
  test('and says how much: a code of that amount is made without another turn', async () => {
    const who = await payer(teller);
    const held = await promised(who, 'twenty percent');
    expect(held).toMatchObject({ status: 'with_support', facts: { reason: 'not_covered' } });
    const workflow = workflowOf(teller, held);
    const [task] = await workflow.query(tasks);
    expect(task).toMatchObject({
      kind: 'approve_discount',
      amountIn: 'usd',
      summary: `A discount for ${who.customer} who was promised one`,
      said: 'twenty percent',
    });
    expect(await codesOf(who)).toEqual([]);

    // A yes without an amount, or in another currency, is noted and changes nothing.
    const yes = { task: task?.task, verdict: 'approve', version: 1, reason: 'it was promised' };
    await workflow.signal(decide, yes);
    await workflow.signal(decide, { ...yes, amount: { value: 1_500, currency: 'eur' } });
    expect(await workflow.query(tasks)).toMatchObject([
      {
        events: [
          { what: 'opened' },
          { what: 'not_carried_out', text: 'An approval has to name the amount.' },
          { what: 'not_carried_out', text: 'The amount is in another currency.' },
        ],
      },
    ]);
    await workflow.signal(decide, { ...yes, amount: usd(1_500) });
    const done = await teller.agent().afterSupport(held);
    expect(done).toMatchObject({
      outcome: 'completed',
      facts: {
        discount: {
          offer: 'approved_by_support',
          amount: usd(1_500),
          duration: 'once',
          expiresOn: lastDay(30),
        },
      },
    });
    const [code] = await codesOf(who);
    expect(code).toMatchObject({ code: shownIn(done).discount?.code, customer: who.customer });
    expect(code && couponOf(code)).toMatchObject({ amount_off: 1_500, currency: 'usd', max_redemptions: 1 });

    // While it is unused it is what a caller hears who asks again, and nobody is asked a second time.
    expect(await promised(who, 'twenty percent')).toMatchObject({
      outcome: 'completed',
      facts: { discount: { code: code?.code, amount: usd(1_500), state: 'already' } },
    });
    await teller.control('POST', `/objects/${code?.id}`, { times_redeemed: 1, active: false });
    expect(await promised(who, 'twenty percent')).toMatchObject({ status: 'with_support' });
  });

  test('for a guest, whom no code can be bound to', async () => {
    const { email, payment } = await guest(teller);
    const details = {
      ...{ last4: '4242', amount: usd(33_00), date: dayOf(payment), postalCode: '94107' },
      promise: '10 percent',
    };
    const agent = teller.agent();
    const held = await agent.begin(teller.call(), { intent: 'discount', caller: { email }, details });
    expect(held).toMatchObject({ status: 'with_support', facts: { reason: 'guest' } });
    const workflow = workflowOf(teller, held);
    const [task] = await workflow.query(tasks);
    expect(task).toMatchObject({
      summary: 'A discount for a guest who was promised one, which is the offer ten-percent (10 % off)',
    });
    const yes = { task: task?.task, verdict: 'approve', version: 1, reason: 'why not', amount: usd(300) };
    await workflow.signal(decide, yes);
    const done = await agent.afterSupport(held);
    expect(done).toMatchObject({ outcome: 'completed', facts: { discount: { amount: usd(300) } } });
    expect(shownIn(done).discount).not.toHaveProperty('sending');
    const { data } = await teller.stripe().promotionCodes.list({ code: shownIn(done).discount?.code ?? '' });
    expect(data).toMatchObject([{ customer: null, max_redemptions: 1, active: true }]);
  });

  test('a cancel while it is open withdraws it, and nothing is made', async () => {
    const who = await payer(teller);
    const held = await promised(who, 'twenty percent');
    const { body } = await teller.agent().cancel(held.intentId);
    expect(body).toMatchObject({ outcome: 'abandoned' });
    expect(await codesOf(who)).toEqual([]);
  });
});

describe('who is not verified', () => {
  test('hears nothing of offers or codes', async () => {
    const body = { intent: 'discount', caller: { email: 'nobody@example.com' }, details: { promise: '10%' } };
    const first = await teller.agent().begin(teller.call(), body);
    expect(first).toMatchObject({ expects: { kind: 'identity' }, facts: {} });
    expect(first.say).not.toMatch(/percent|code/);
  });
});

describe('what Stripe refuses', () => {
  test('is told, and handed over', async () => {
    const who = await payer(teller);
    const refused = {
      kind: 'status',
      status: 400,
      method: 'POST',
      path: '/v1/promotion_codes',
      times: 'always',
    };
    const fault = { ...refused, params: { customer: who.customer } };
    await teller.control('POST', '/faults', fault);
    expect(await promised(who, '10%')).toMatchObject({
      outcome: 'declined',
      facts: { reason: 'refused_by_stripe' },
      handoff: { reason: 'refused_by_stripe' },
    });
    expect(await codesOf(who)).toEqual([]);
  });
});
