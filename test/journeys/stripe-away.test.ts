import { describe, expect, test } from '@jest/globals';
import { payer } from '../support/people.ts';
import { useTeller } from '../support/teller.ts';

// A tenant each, since a fault holds for the whole of a Stripe account.
const teller = useTeller({ tenants: { reading: { policy: { budgetMilliseconds: 2_500 } }, paying: {} } });

/** Has Stripe reset every connection until told otherwise. */
async function away(tenant: string): Promise<() => Promise<unknown>> {
  const fault = { kind: 'reset', path: '/v1', times: 'always' };
  const { id } = await teller.control<{ id: string }>('POST', '/faults', fault, tenant);
  return () => teller.control('DELETE', `/faults/${id}`, undefined, tenant);
}

describe('while Stripe is away', () => {
  test('a caller is asked who they are at once, told something true in the budget, and served when it is back', async () => {
    const who = await payer(teller, {}, 'reading');
    const agent = teller.agent('reading');
    const back = await away('reading');
    const asked = await agent.begin(teller.call(), { intent: 'refund', caller: { email: who.email } });
    expect(asked).toMatchObject({ turn: 1, expects: { kind: 'identity' } });

    const answered = await agent.heardTurn(asked.intentId, 1, { identity: who.identity });
    expect(answered).toMatchObject({ status: 200, body: { status: 'working', turn: 1 } });
    expect(answered.body.say).toContain('I am still working on that');

    await back();
    const confirm = await agent.settled(answered.body);
    expect(confirm).toMatchObject({ turn: 2, expects: { kind: 'confirmation' } });
  });

  test('after the caller’s yes nothing is sent, the caller hears that it takes longer, and it is made once it is back', async () => {
    const who = await payer(teller, {}, 'paying');
    const agent = teller.agent('paying');
    const first = await agent.begin(teller.call(), { intent: 'refund', caller: { email: who.email } });
    const confirm = await agent.answer(first, { identity: who.identity });
    const back = await away('paying');
    const held = await agent.answer(confirm, { confirm: true });
    expect(held).toMatchObject({ status: 'with_support', facts: { reason: 'being_confirmed' } });

    await back();
    expect(await agent.afterSupport(held)).toMatchObject({ outcome: 'completed' });
    const { data } = await teller.stripe('paying').refunds.list({ payment_intent: who.payment.id });
    expect(data).toHaveLength(1);
  });
});
