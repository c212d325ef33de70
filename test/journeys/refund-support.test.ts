import { describe, expect, test } from '@jest/globals';
import type { Reply } from '../../src/contracts/reply.ts';
import { usd } from '../domain/records.ts';
import { pay } from '../sandbox/sandbox.ts';
import { payer, refundsOf } from '../support/people.ts';
import { verifiedRefund, workflowOf } from '../support/refunds.ts';
import { useTeller } from '../support/teller.ts';

const teller = useTeller();

describe('a person decides', () => {
  function decide(reply: Reply, decision: object): Promise<void> {
    return workflowOf(teller, reply).signal('decide', decision);
  }

  test('above the cap of one payment; approved, it is made without another turn', async () => {
    const who = await payer(teller, { amount: 350_00 });
    const agent = teller.agent();
    const held = await agent.answer(await verifiedRefund(teller, who), { confirm: true });
    expect(held).toMatchObject({ status: 'with_support', facts: { reason: 'payment_cap' } });
    expect(held).not.toHaveProperty('expects');
    expect(await refundsOf(teller, who)).toHaveLength(0);
    await decide(held, {
      task: `${held.intentId}-1`,
      verdict: 'approve',
      version: 1,
      reason: 'loyal customer',
    });
    const done = await agent.afterSupport(held);
    expect(done).toMatchObject({ turn: 4, outcome: 'completed', facts: { refund: { amount: usd(350_00) } } });
    expect(await refundsOf(teller, who)).toMatchObject([{ amount: 350_00 }]);
  });

  test('with what the caller said of it before them, as nothing but words', async () => {
    const who = await payer(teller, { amount: 350_00 });
    const agent = teller.agent();
    const reason = 'It never arrived, see [here](http://127.0.0.1/)';
    const held = await agent.answer(await verifiedRefund(teller, who, { reason }), { confirm: true });
    const workflow = workflowOf(teller, held);
    expect(await workflow.query('tasks')).toMatchObject([
      {
        said: reason,
        about: {
          payment: { payment: who.payment.id, refunded: 0 },
          customer: { id: who.customer },
          caller: { level: 'verified', how: ['last4', 'amount'] },
          rule: 'Of this payment it would be 350.00 USD, above 200.00 USD.',
          effect: 'Refunds 350.00 USD to the visa ending in 4242.',
        },
      },
    ]);
    const { currentDetails } = await workflow.query<{ currentDetails: string }>(
      '__temporal_workflow_metadata',
    );
    expect(currentDetails).toContain('The caller said: “It never arrived, see \\[here\\]\\(');
    await agent.cancel(held.intentId);
  });

  test('for less than was asked', async () => {
    const who = await payer(teller, { amount: 350_00 });
    const agent = teller.agent();
    const held = await agent.answer(await verifiedRefund(teller, who), { confirm: true });
    const amount = usd(100_00);
    await decide(held, {
      task: `${held.intentId}-1`,
      verdict: 'approve',
      version: 1,
      amount,
      reason: 'half',
    });
    expect(await agent.afterSupport(held)).toMatchObject({
      outcome: 'completed',
      facts: { refund: { amount } },
    });
    expect(await refundsOf(teller, who)).toMatchObject([{ amount: 100_00 }]);
  });

  test('against it', async () => {
    const who = await payer(teller, { amount: 350_00 });
    const agent = teller.agent();
    const held = await agent.answer(await verifiedRefund(teller, who), { confirm: true });
    await decide(held, { task: `${held.intentId}-1`, verdict: 'refuse', version: 1, reason: 'used goods' });
    const done = await agent.afterSupport(held);
    expect(done).toMatchObject({ outcome: 'declined', facts: { reason: 'refused_by_support' } });
    expect(await refundsOf(teller, who)).toHaveLength(0);
  });

  test('where the payment was charged back meanwhile, a yes still moves nothing', async () => {
    const who = await payer(teller, { amount: 350_00 });
    const agent = teller.agent();
    const held = await agent.answer(await verifiedRefund(teller, who), { confirm: true });
    await teller.control('POST', '/disputes', { payment_intent: who.payment.id });
    await decide(held, { task: `${held.intentId}-1`, verdict: 'approve', version: 1, reason: 'yes' });
    expect(await agent.afterSupport(held)).toMatchObject({
      outcome: 'declined',
      facts: { reason: 'disputed' },
    });
    expect(await refundsOf(teller, who)).toHaveLength(0);
  });

  test('on what cannot be: it is noted, and nothing changes', async () => {
    const who = await payer(teller, { amount: 350_00 });
    const agent = teller.agent();
    const held = await agent.answer(await verifiedRefund(teller, who), { confirm: true });
    const task = `${held.intentId}-1`;
    await decide(held, { task, verdict: 'approve', version: 1, amount: usd(900_00), reason: 'x' });
    expect(await workflowOf(teller, held).query('tasks')).toMatchObject([
      {
        task,
        events: [
          { what: 'opened' },
          { what: 'not_carried_out', text: 'The amount is more than was asked for.' },
        ],
      },
    ]);
    expect(await agent.cancel(held.intentId)).toMatchObject({ body: { outcome: 'abandoned' } });
    expect(await refundsOf(teller, who)).toHaveLength(0);
  });

  test('on an inquiry, and the fourth refund of a customer in thirty days', async () => {
    const agent = teller.agent();
    const inquiry = await payer(teller);
    await teller.control('POST', '/disputes', {
      payment_intent: inquiry.payment.id,
      status: 'warning_needs_response',
    });
    expect(await agent.answer(await verifiedRefund(teller, inquiry), { confirm: true })).toMatchObject({
      status: 'with_support',
      facts: { reason: 'inquiry' },
    });

    const often = await payer(teller);
    for (const amount of [100, 200, 300])
      await teller.stripe().refunds.create({ payment_intent: often.payment.id, amount });
    expect(await agent.answer(await verifiedRefund(teller, often), { confirm: true })).toMatchObject({
      status: 'with_support',
      facts: { reason: 'customer_count' },
    });
  });

  test('of their own refunds only: not of another customer’s with the same email', async () => {
    const stripe = teller.stripe();
    const often = await payer(teller);
    for (const amount of [100, 200, 300])
      await stripe.refunds.create({ payment_intent: often.payment.id, amount });
    const { id: customer } = await stripe.customers.create({ email: often.email });
    const { id } = await pay(stripe, { customer, amount: 18_00 });
    const confirm = await verifiedRefund(teller, {
      ...often,
      identity: { last4: '4242', amount: usd(18_00) },
    });
    expect(await teller.agent().answer(confirm, { confirm: true })).toMatchObject({
      outcome: 'completed',
      facts: { payment: { payment: id } },
    });
  });
});
