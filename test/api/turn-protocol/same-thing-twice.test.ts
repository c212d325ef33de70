import { describe, expect, test } from '@jest/globals';
import { payer } from '../../support/people.ts';
import { dayOf, startRefund } from '../../support/refunds.ts';
import { useTeller } from '../../support/teller.ts';

const teller = useTeller();

const details = { amount: '10.00' };
const part = { value: 10_00, currency: 'usd' };

async function refundsOf({ payment }: { payment: { id: string } }) {
  return (await teller.stripe().refunds.list({ payment_intent: payment.id })).data;
}

/** A part of a payment, given back in a call of its own. */
async function givenBack(call = teller.call()) {
  const person = await payer(teller);
  const { agent, first } = await startRefund(teller, { person, call, proven: true, details });
  const last = await agent.answer(first, { confirm: true });
  if (!('refund' in last.facts)) throw new Error('No refund was made.');
  return { person, call, last, made: last.facts.refund };
}

describe('The same thing twice', () => {
  test.concurrent('A decision with the same payment and amount as a refund made in the last 24 hours is never carried out silently (whoever made it)', async () => {
    const person = await payer(teller);
    const params = { payment_intent: person.payment.id, amount: part.value };
    const theirs = await teller.stripe().refunds.create(params);
    const { first } = await startRefund(teller, { person, proven: true, details });
    expect(first).toMatchObject({
      status: 'asking',
      expects: { kind: 'confirmation', about: { repeats: { refund: theirs.id, amount: part } } },
    });
    expect(await refundsOf(person)).toHaveLength(1);
  });

  test.concurrent('our metadata names intent and keyed call', async () => {
    const { person, call, last } = await givenBack();
    const [refund] = await refundsOf(person);
    expect(refund?.metadata).toMatchObject({ tellerline_reference: last.reference });
    const values = Object.values(refund?.metadata ?? {});
    expect(values.some((value) => value.includes(last.intentId))).toBe(true);
    expect(JSON.stringify(values)).not.toContain(call);
  });

  test.concurrent('Failed, canceled and refused ones do not count.', async () => {
    const person = await payer(teller);
    const params = { payment_intent: person.payment.id, amount: part.value };
    const theirs = await teller.stripe().refunds.create(params);
    await teller.control('POST', `/refunds/${theirs.id}`, { status: 'failed' });
    const { first } = await startRefund(teller, { person, proven: true, details });
    expect(first.expects).toMatchObject({ kind: 'confirmation', about: { amount: part } });
    expect(first.expects).not.toHaveProperty('about.repeats');
  });

  test.concurrent('In the same call the reply says that this was *already* sent, with the first one’s facts', async () => {
    const { person, call, made } = await givenBack();
    const { first } = await startRefund(teller, { person, call, proven: true, details });
    expect(first).toMatchObject({ turn: 1, status: 'done', outcome: 'completed', facts: { refund: made } });
    expect(first.say).toMatch(/already/i);
    expect(await refundsOf(person)).toHaveLength(1);
  });

  test.concurrent('in another call it says what was sent, when, and its reference, and expects a `confirmation` with `about.repeats`; only a yes to that moves money.', async () => {
    const { person, last, made } = await givenBack();
    const { agent, first } = await startRefund(teller, { person, proven: true, details });
    const [refund] = await refundsOf(person);
    const date = dayOf(refund ?? { created: 0 });
    const repeats = { refund: made.refund, amount: part, date, reference: last.reference };
    expect(first.expects).toMatchObject({ kind: 'confirmation', about: { amount: part, repeats } });
    expect(first.say).toContain('10 dollars');
    expect(await refundsOf(person)).toHaveLength(1);
    expect(await agent.answer(first, { confirm: true })).toMatchObject({ outcome: 'completed' });
    expect(await refundsOf(person)).toHaveLength(2);
  });

  test.concurrent('a no to that moves none', async () => {
    const { person } = await givenBack();
    const { agent, first } = await startRefund(teller, { person, proven: true, details });
    expect(await agent.answer(first, { confirm: false })).toMatchObject({ outcome: 'abandoned' });
    expect(await refundsOf(person)).toHaveLength(1);
  });

  test.concurrent('Found in the lane, the question follows the caller’s first yes.', async () => {
    const person = await payer(teller);
    const { agent, first } = await startRefund(teller, { person, proven: true, details });
    expect(first.expects).not.toHaveProperty('about.repeats');
    const params = { payment_intent: person.payment.id, amount: part.value };
    const theirs = await teller.stripe().refunds.create(params);
    const second = await agent.answer(first, { confirm: true });
    expect(second.expects).toMatchObject({
      kind: 'confirmation',
      about: { repeats: { refund: theirs.id } },
    });
    expect(await refundsOf(person)).toHaveLength(1);
    expect(await agent.answer(second, { confirm: true })).toMatchObject({ outcome: 'completed' });
    expect(await refundsOf(person)).toHaveLength(2);
  });
});
