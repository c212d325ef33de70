import { describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import type { Problem } from '../../src/contracts/problem.ts';
import { useChannels } from '../support/channels.ts';
import { asksForCode, declinedFor, notThat, oneTimeCodesOf } from '../support/one-time-codes.ts';
import { aPhone, payer, refundsOf } from '../support/people.ts';
import { dayOf, verifiedRefund } from '../support/refunds.ts';
import { useTeller } from '../support/teller.ts';

const channels = useChannels();
/** Everything above ten dollars takes a code. */
const policy = { refund: { authenticateAbove: { usd: 10_00 } } };
const teller = useTeller({
  tenants: {
    demo: { policy },
    plain: {},
    hasty: { policy: { ...policy, oneTimeCode: { validSeconds: 1 } } },
    german: { policy, languages: ['de'] },
    shop: () => ({ policy, channels: channels.settings() }),
  },
});

const agent = (tenant?: string) => teller.agent(tenant);
const { payerWithPhone, confirmed, codesTo, latestTo } = oneTimeCodesOf(teller);

describe('a refund above what the policy says', () => {
  test('is made once the code is said that went to the contact on file, which is shown masked', async () => {
    const who = await payer(teller);
    const asked = await confirmed(who);
    const sentTo = `${who.email.charAt(0)}•••@example.com`;
    expect(asked).toMatchObject({ ...asksForCode, expects: { sentTo, channels: ['email'] } });
    expect(asked.say).toMatch(/^I have sent you a code\. It went to the email address at example\.com/);
    expect(JSON.stringify(asked)).not.toContain(who.email);
    expect(await refundsOf(teller, who)).toHaveLength(0);

    const [message] = await teller.outbox(who.email);
    expect(message?.text).toMatch(/^\d{6} is your code to refund 42 dollars and 50 cents\. Nobody/);
    const done = await agent().answer(asked, { code: await latestTo(who.email) });
    expect(done).toMatchObject({ outcome: 'completed', facts: { refund: { state: 'issued' } } });
    expect(await refundsOf(teller, who)).toHaveLength(1);
  });

  test.each([
    ['below it', 'demo', { amount: '10' }],
    ['where the policy sets nothing', 'plain', {}],
  ])('takes none %s', async (_, tenant, details) => {
    const who = await payer(teller, {}, tenant);
    const confirm = await verifiedRefund(teller, who, details, { tenant });
    expect(await agent(tenant).answer(confirm, { confirm: true })).toMatchObject({ outcome: 'completed' });
    expect(await teller.outbox(who.email)).toEqual([]);
  });

  test('takes one for what several refunds of a payment come to', async () => {
    const who = await payer(teller);
    const first = await verifiedRefund(teller, who, { amount: '6' });
    expect(await agent().answer(first, { confirm: true })).toMatchObject({ outcome: 'completed' });
    const second = await verifiedRefund(teller, who, { amount: '5' });
    expect(await agent().answer(second, { confirm: true })).toMatchObject(asksForCode);
  });

  test('takes one for what several come to that were agreed to at once, although none is above it alone', async () => {
    const who = await payer(teller);
    const first = await verifiedRefund(teller, who, { amount: '6' });
    const second = await verifiedRefund(teller, who, { amount: '5' });
    expect(second).toMatchObject({ expects: { kind: 'confirmation' } });
    expect(await agent().answer(first, { confirm: true })).toMatchObject({ outcome: 'completed' });
    const asked = await agent().answer(second, { confirm: true });
    expect(asked).toMatchObject(asksForCode);
    expect(await refundsOf(teller, who)).toHaveLength(1);
    expect(await agent().answer(asked, { code: await latestTo(who.email) })).toMatchObject({
      outcome: 'completed',
      facts: { refund: { amount: { value: 5_00 } } },
    });
    expect(await refundsOf(teller, who)).toHaveLength(2);
  });

  test('is written about in the caller’s language', async () => {
    const who = await payer(teller, {}, 'german');
    const asked = await confirmed(who, 'german');
    expect(asked.say).toMatch(/^Ich habe Ihnen einen Code geschickt\./);
    const [message] = await teller.outbox(who.email);
    expect(message?.text).toMatch(/^\d{6} ist Ihr Code, um sich 42 Dollar und 50 Cent erstatten zu lassen\./);
  });
});

describe('the code goes', () => {
  test('where the caller wants it, of what is on file and by its masked form', async () => {
    const who = await payerWithPhone();
    const choice = await confirmed(who);
    const ending = who.phone.slice(-2);
    expect(choice).toMatchObject({
      expects: {
        kind: 'choice',
        options: [
          { facts: { channel: 'email', sentTo: `${who.email.charAt(0)}•••@example.com` } },
          {
            facts: { channel: 'sms', sentTo: `•••${ending}` },
            say: `the number ending in ${[...ending].join(' ')}`,
          },
        ],
      },
    });
    if (choice.expects?.kind !== 'choice') throw new Error('No choice was offered.');
    const asked = await agent().answer(choice, { choice: choice.expects.options[1]?.id });
    expect(asked).toMatchObject({
      ...asksForCode,
      expects: { sentTo: `•••${ending}`, channels: ['email', 'sms'] },
    });
    expect(await codesTo(who.email)).toEqual([]);
    expect(await agent().answer(asked, { code: await latestTo(who.phone) })).toMatchObject({
      outcome: 'completed',
    });
  });

  test('by the other channel when that is asked for, and the first one holds no more', async () => {
    const who = await payerWithPhone();
    const choice = await confirmed(who);
    if (choice.expects?.kind !== 'choice') throw new Error('No choice was offered.');
    const asked = await agent().answer(choice, { choice: choice.expects.options[0]?.id });
    const anew = await agent().answer(asked, { resend: 'sms' });
    expect(anew).toMatchObject({ ...asksForCode, expects: { sentTo: `•••${who.phone.slice(-2)}` } });
    const again = await agent().answer(anew, { code: await latestTo(who.email) });
    expect(again).toMatchObject({ expects: { kind: 'one_time_code', triesLeft: 4 } });
    expect(await agent().answer(again, { code: await latestTo(who.phone) })).toMatchObject({
      outcome: 'completed',
    });
  });

  test('by no channel that is not there: that is the agent’s mistake', async () => {
    const who = await payer(teller);
    const asked = await confirmed(who);
    const path = `/v1/intents/${asked.intentId}/turns`;
    const body = { turn: asked.turn, answer: { resend: 'sms' } };
    const refused = await agent().send<Problem>('POST', path, body);
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: '/answer/resend' }] } });
    expect(await codesTo(who.email)).toHaveLength(1);
  });

  test('to nobody where nothing is on file: a person goes on', async () => {
    const stripe = teller.stripe();
    const phone = '(415) 555-0199';
    // Of a number without its country nobody knows whose it is.
    const { id: customer } = await stripe.customers.create({ phone });
    const paid = { amount: 42_50, currency: 'usd', customer, confirm: true, payment_method: 'pm_card_visa' };
    await stripe.paymentIntents.create(paid);
    const confirm = await agent().begin(teller.call(), {
      intent: 'refund',
      caller: { phone: '+14155550199' },
      details: { last4: '4242', date: new Date().toISOString().slice(0, 10) },
    });
    const done = await agent().answer(confirm, { confirm: true });
    expect(done).toMatchObject(declinedFor('no_contact'));
  });

  test('only to contacts of the customer whose money it is, not of another with the same email and facts', async () => {
    const who = await payer(teller);
    // Anybody can become a customer under this email, pay as much on the same day, and give a telephone of their own.
    const phone = aPhone();
    const stranger = await teller.stripe().customers.create({ email: who.email, phone });
    const paid = { amount: 42_50, currency: 'usd', confirm: true, payment_method: 'pm_card_mastercard' };
    await teller.stripe().paymentIntents.create({ ...paid, customer: stranger.id });
    const start = { intent: 'refund', caller: { email: who.email }, details: { payment: who.payment.id } };
    const first = await agent().begin(teller.call(), start);
    const confirm = await agent().answer(first, { identity: { amount: '42.50', date: dayOf(who.payment) } });
    expect(confirm).toMatchObject({ facts: { payment: { payment: who.payment.id } } });
    const asked = await agent().answer(confirm, { confirm: true });
    expect(asked).toMatchObject({ ...asksForCode, expects: { channels: ['email'] } });
    expect(await codesTo(phone)).toEqual([]);
  });

  test('by SMTP and by Twilio, and by the other one where the one that was wanted is away', async () => {
    const who = await payerWithPhone('shop');
    const choice = await confirmed(who, 'shop');
    if (choice.expects?.kind !== 'choice') throw new Error('No choice was offered.');
    // Both tries of the email.
    channels.beInTrouble(2);
    const asked = await agent('shop').answer(choice, { choice: choice.expects.options[0]?.id });
    expect(asked).toMatchObject({ ...asksForCode, expects: { sentTo: `•••${who.phone.slice(-2)}` } });
    expect(channels.mailsTo(who.email)).toEqual([]);
    const [text] = channels.textsTo(who.phone);
    const anew = await agent('shop').answer(asked, { resend: 'email' });
    const [mail] = channels.mailsTo(who.email);
    expect(mail?.text).toContain('Subject: Your code');
    const old = await agent('shop').answer(anew, { code: text?.text.slice(0, 6) });
    expect(old).toMatchObject({ expects: { triesLeft: 4 } });
    const code = /^(\d{6}) is your code/m.exec(mail?.text ?? '')?.[1];
    expect(await agent('shop').answer(old, { code })).toMatchObject({ outcome: 'completed' });
    expect(await teller.outbox(who.email)).toEqual([]);
  });
});

describe('a code', () => {
  test('that is wrong is asked for again, five times in all, and nothing moves', async () => {
    const who = await payer(teller);
    let reply = await confirmed(who);
    const wrong = notThat(await latestTo(who.email));
    for (const triesLeft of [4, 3, 2, 1]) {
      reply = await agent().answer(reply, { code: wrong });
      expect(reply).toMatchObject({ expects: { kind: 'one_time_code', triesLeft } });
    }
    expect(await agent().answer(reply, { code: wrong })).toMatchObject(declinedFor('wrong_code'));
    expect(await refundsOf(teller, who)).toHaveLength(0);
  });

  test('that is said too late is judged no more: another one is sent', async () => {
    const who = await payer(teller, {}, 'hasty');
    const asked = await confirmed(who, 'hasty');
    const code = await latestTo(who.email);
    await new Promise((resume) => setTimeout(resume, 1_100));
    const anew = await agent('hasty').answer(asked, { code });
    expect(anew).toMatchObject(asksForCode);
    expect(anew.say).toMatch(/^That code holds no more\./);
    expect(await codesTo(who.email)).toHaveLength(2);
    expect(await refundsOf(teller, who, 'hasty')).toHaveLength(0);
  });

  test('is worth nothing in another intent, even of the same call', async () => {
    const who = await payer(teller);
    const call = teller.call();
    const [first, second] = [await confirmed(who, 'demo', call), await confirmed(who, 'demo', call)];
    const [ofFirst = '', ofSecond = ''] = await codesTo(who.email);
    const crossed = await agent().answer(second, { code: ofFirst });
    expect(crossed).toMatchObject({ expects: { kind: 'one_time_code', triesLeft: 4 } });
    expect(await agent().answer(first, { code: ofFirst })).toMatchObject({ outcome: 'completed' });
    expect(ofSecond).toMatch(/^\d{6}$/);
  });
});

describe('a caller who was authenticated in this call', () => {
  async function authenticated(call: string) {
    const who = await payer(teller);
    const confirm = await verifiedRefund(teller, who, { amount: '20' }, { call });
    const asked = await agent().answer(confirm, { confirm: true });
    const done = await agent().answer(asked, { code: await latestTo(who.email) });
    expect(done).toMatchObject({ outcome: 'completed' });
    return { who, token: done.callerToken ?? '' };
  }
  const next = (call: string, callerToken: string, caller: object = {}) =>
    agent().begin(call, { intent: 'refund', caller, callerToken, details: { amount: '21' } });

  test('has a token of that level, and is not asked again', async () => {
    const call = teller.call();
    const { who, token } = await authenticated(call);
    expect(decodeJwt(token)).toMatchObject({ level: 'authenticated', byCode: [who.customer] });
    const confirm = await next(call, token);
    expect(await agent().answer(confirm, { confirm: true })).toMatchObject({ outcome: 'completed' });
    expect(await codesTo(who.email)).toHaveLength(1);
    expect(await refundsOf(teller, who)).toHaveLength(2);
  });

  test('is asked in another call', async () => {
    const { who, token } = await authenticated(teller.call());
    expect(await next(teller.call(), token, { email: who.email })).toMatchObject({
      expects: { kind: 'identity' },
    });
    expect(await confirmed(who)).toMatchObject(asksForCode);
  });
});

test('a verified caller’s token says no more than that', async () => {
  const who = await payer(teller);
  const confirm = await verifiedRefund(teller, who);
  expect(decodeJwt(confirm.callerToken ?? '')).toMatchObject({ level: 'verified' });
  expect(decodeJwt(confirm.callerToken ?? '')).not.toHaveProperty('byCode');
});
