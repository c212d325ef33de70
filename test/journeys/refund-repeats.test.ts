import { describe, expect, test } from '@jest/globals';
import { usd } from '../domain/records.ts';
import { payer, refundsOf } from '../support/people.ts';
import { verifiedRefund } from '../support/refunds.ts';
import { useTeller } from '../support/teller.ts';

const teller = useTeller();

describe('the same thing twice', () => {
  test('in one call is told as already sent, with the first one’s facts', async () => {
    const who = await payer(teller);
    const agent = teller.agent();
    const call = teller.call();
    const first = await agent.answer(await verifiedRefund(teller, who, { amount: '10' }, { call }), {
      confirm: true,
    });
    const second = await verifiedRefund(teller, who, { amount: '10' }, { call });
    expect(second).toMatchObject({ status: 'done', outcome: 'completed' });
    expect(second.facts).toMatchObject({ refund: (first.facts as { refund: object }).refund });
    expect(await refundsOf(teller, who)).toHaveLength(1);
  });

  test('in one call, whole and without an amount, is told as already sent too', async () => {
    const who = await payer(teller);
    const call = teller.call();
    await teller.agent().answer(await verifiedRefund(teller, who, {}, { call }), { confirm: true });
    const second = await verifiedRefund(teller, who, {}, { call });
    expect(second).toMatchObject({ outcome: 'completed', facts: { refund: { amount: usd(4_250) } } });
    expect(await refundsOf(teller, who)).toHaveLength(1);
  });

  test('in another call is asked about, and only a yes to that moves money', async () => {
    const who = await payer(teller);
    const agent = teller.agent();
    const first = await agent.answer(await verifiedRefund(teller, who, { amount: '10' }), { confirm: true });
    const made = (await refundsOf(teller, who))[0]?.id;

    const again = await verifiedRefund(teller, who, { amount: '10' });
    expect(again).toMatchObject({
      expects: {
        kind: 'confirmation',
        about: { amount: usd(1_000), repeats: { refund: made, reference: first.reference } },
      },
    });
    expect(await agent.answer(again, { confirm: false })).toMatchObject({ outcome: 'abandoned' });
    expect(await refundsOf(teller, who)).toHaveLength(1);

    const meant = await agent.answer(await verifiedRefund(teller, who, { amount: '10' }), { confirm: true });
    expect(meant).toMatchObject({ outcome: 'completed' });
    expect(await refundsOf(teller, who)).toHaveLength(2);
  });

  test('in another call, where less than that is left, is told first, with what is left', async () => {
    const who = await payer(teller);
    const agent = teller.agent();
    const first = await agent.answer(await verifiedRefund(teller, who, { amount: '30' }), { confirm: true });
    const asked = await verifiedRefund(teller, who, { amount: '30' });
    expect(asked).toMatchObject({ expects: { kind: 'amount', max: usd(12_50) } });
    expect(asked.say).toContain(`under reference ${[...first.reference.replace('-', '')].join(' ')}`);
  });

  test('where somebody else refunds a part after the caller’s yes: asked again, with what is left now', async () => {
    const who = await payer(teller);
    const confirm = await verifiedRefund(teller, who);
    await teller.stripe().refunds.create({ payment_intent: who.payment.id, amount: 4_000 });
    const asked = await teller.agent().answer(confirm, { confirm: true });
    expect(asked).toMatchObject({
      expects: { kind: 'amount', max: usd(250) },
      facts: { payment: { refunded: usd(4_000) } },
    });
    expect(await refundsOf(teller, who)).toHaveLength(1);
  });

  test('made by somebody else after the caller’s yes is found by the lane, and the question follows', async () => {
    const who = await payer(teller);
    const agent = teller.agent();
    const confirm = await verifiedRefund(teller, who, { amount: '10' });
    await teller.stripe().refunds.create({ payment_intent: who.payment.id, amount: 1_000 });
    const asked = await agent.answer(confirm, { confirm: true });
    expect(asked).toMatchObject({
      expects: { kind: 'confirmation', about: { repeats: { amount: usd(1_000) } } },
    });
    const done = await agent.answer(asked, { confirm: true });
    expect(done).toMatchObject({ outcome: 'completed' });
    expect(await refundsOf(teller, who)).toHaveLength(2);
  });

  test('does not count where the first one failed', async () => {
    const who = await payer(teller);
    const agent = teller.agent();
    await agent.answer(await verifiedRefund(teller, who, { amount: '10' }), { confirm: true });
    const [first] = await refundsOf(teller, who);
    await teller.control('POST', `/refunds/${first?.id}`, { status: 'failed' });
    const confirm = await verifiedRefund(teller, who, { amount: '10' });
    expect(confirm.expects).not.toHaveProperty('about.repeats');
    expect(await agent.answer(confirm, { confirm: true })).toMatchObject({ outcome: 'completed' });
  });
});
