import { describe, expect, test } from '@jest/globals';
import { asksForCode, declinedFor, notThat, oneTimeCodesOf } from '../support/one-time-codes.ts';
import { payer } from '../support/people.ts';
import { dayOf } from '../support/refunds.ts';
import { useTeller } from '../support/teller.ts';

/** Everything above ten dollars takes a code. */
const policy = { refund: { authenticateAbove: { usd: 10_00 } } };
const teller = useTeller({
  tenants: {
    demo: { policy },
    strict: { policy: { ...policy, guard: { failures: 3, codesPerHour: 10 } } },
  },
});
const agent = (tenant?: string) => teller.agent(tenant);
const { payerWithPhone, confirmed, codesTo, latestTo } = oneTimeCodesOf(teller);

describe('a code', () => {
  test('is not sent a fourth time within an hour, in whatever calls', async () => {
    const who = await payer(teller);
    const first = await confirmed(who);
    const second = await confirmed(who);
    const anew = await agent().answer(second, { resend: 'email' });
    expect(anew).toMatchObject(asksForCode);
    // The last one still holds, here and in the other call.
    const noMore = await agent().answer(anew, { resend: 'email' });
    expect(noMore).toMatchObject(asksForCode);
    expect(noMore.say).toMatch(/^I cannot send another code just now\./);
    expect(await confirmed(who)).toMatchObject(declinedFor('too_many_codes'));
    expect(await codesTo(who.email)).toHaveLength(3);
    const [ofFirst] = await codesTo(who.email);
    expect(await agent().answer(first, { code: ofFirst })).toMatchObject({ outcome: 'completed' });
  });

  test('of a customer is counted over all contacts, and of a contact over all customers', async () => {
    const who = await payerWithPhone();
    const choose = async (at: number) => {
      const choice = await confirmed(who);
      if (choice.expects?.kind !== 'choice') throw new Error('No choice was offered.');
      return agent().answer(choice, { choice: choice.expects.options[at]?.id });
    };
    for (const at of [0, 1, 0]) expect(await choose(at)).toMatchObject(asksForCode);
    expect(await choose(1)).toMatchObject(declinedFor('too_many_codes'));
    // What the customer's guard was against is given back to the contact's.
    const other = await payer(teller, { amount: 77_00 });
    await teller.stripe().customers.update(other.customer, { email: '', phone: who.phone });
    for (const _ of [1, 2]) {
      const caller = { phone: who.phone };
      const confirm = await agent().begin(teller.call(), {
        intent: 'refund',
        caller,
        details: { last4: '4242', date: dayOf(other.payment), payment: other.payment.id },
      });
      expect(await agent().answer(confirm, { confirm: true })).toMatchObject(asksForCode);
    }
    expect(await codesTo(who.phone)).toHaveLength(3);
  });
});

describe('wrong codes', () => {
  test('count across calls, and lock out', async () => {
    const who = await payer(teller, {}, 'strict');
    for (const _ of [1, 2, 3]) {
      const asked = await confirmed(who, 'strict');
      const wrong = await agent('strict').answer(asked, { code: notThat(await latestTo(who.email)) });
      // While it is asked again, a try is reserved for it: another caller would wait.
      if (wrong.status === 'asking') await agent('strict').cancel(wrong.intentId);
    }
    const first = { intent: 'refund', caller: { email: who.email } };
    const asked = await agent('strict').begin(teller.call(), first);
    const after = await agent('strict').answer(asked, { identity: who.identity });
    expect(after).toMatchObject(declinedFor('locked_out'));
  });
});
