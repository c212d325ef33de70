import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Reply } from '../../src/contracts/reply.ts';
import type { TaskVerdict } from '../../src/domain/task.ts';
import { decide, tasks, tasksDone } from '../../src/workflows/messages.ts';
import { usd } from '../domain/records.ts';
import { bank, caseOf, listen, WEBHOOK_SECRET, written } from '../support/disputes.ts';
import { oneTimeCodesOf } from '../support/one-time-codes.ts';
import { guest, type Payer, payer, refundsOf } from '../support/people.ts';
import { closed, dayOf, workflowOf } from '../support/refunds.ts';
import { useTeller } from '../support/teller.ts';
import { until } from '../support/until.ts';

const teller = useTeller({
  tenants: {
    demo: { webhookSecrets: [WEBHOOK_SECRET], languages: ['en-US', 'de'] },
    coded: { policy: { refund: { authenticateAbove: { usd: 10_00 } } } },
  },
});
const { latestTo } = oneTimeCodesOf(teller);
const SAID = 'I do not know that shop';

beforeAll(() => listen(teller));

/** Disputes a payment and proves who calls: the reply after. */
async function disputes(
  who: Payer,
  { tenant, details = {}, call = teller.call() }: { tenant?: string; details?: object; call?: string } = {},
): Promise<Reply> {
  const agent = teller.agent(tenant);
  const asked = await agent.begin(call, { intent: 'dispute', caller: { email: who.email }, details });
  return agent.answer(asked, { identity: who.identity });
}

/** The same with what happened said at once. */
const complains = (who: Payer, more: { tenant?: string } = {}) =>
  disputes(who, { ...more, details: { reason: SAID } });

async function personDecides(reply: Reply, verdict: TaskVerdict, more: object = {}): Promise<void> {
  const workflow = workflowOf(teller, reply);
  const [task] = await workflow.query(tasks);
  if (!task) throw new Error('No task is open.');
  const { task: name, version } = task;
  await workflow.signal(decide, { task: name, verdict, version, reason: 'Looked at it', ...more });
}

describe('who disputes a payment that no bank disputes', () => {
  test('is asked what happened, and offered their money back', async () => {
    const who = await payer(teller);
    const agent = teller.agent();
    const what = await disputes(who);
    expect(what).toMatchObject({ expects: { kind: 'text', about: 'dispute' } });
    expect(what.say).toMatch(/^I am sorry to hear that\. Please tell me/);
    const offer = await agent.answer(what, { text: SAID });
    expect(offer).toMatchObject({
      expects: { kind: 'confirmation', about: { action: 'refund', amount: usd(42_50) } },
      facts: { payment: { payment: who.payment.id }, said: SAID },
    });
    const done = await agent.answer(offer, { confirm: true });
    expect(done).toMatchObject({
      outcome: 'completed',
      facts: { refund: { amount: usd(42_50), state: 'issued' }, said: SAID },
    });
    expect(await refundsOf(teller, who)).toMatchObject([{ amount: 42_50 }]);
  });

  test('is not asked what was heard already', async () => {
    const offer = await complains(await payer(teller));
    expect(offer).toMatchObject({ expects: { kind: 'confirmation' } });
  });

  test('proves it by a one-time code first, where the policy wants one', async () => {
    const who = await payer(teller, {}, 'coded');
    const agent = teller.agent('coded');
    const code = await agent.answer(await complains(who, { tenant: 'coded' }), { confirm: true });
    expect(code).toMatchObject({ expects: { kind: 'one_time_code' } });
    const done = await agent.answer(code, { code: await latestTo(who.email) });
    expect(done).toMatchObject({ outcome: 'completed', facts: { refund: { state: 'issued' } } });
  });

  test('above what is refunded without a person, waits for one', async () => {
    const who = await payer(teller, { amount: 350_00 });
    const agent = teller.agent();
    const held = await agent.answer(await complains(who), { confirm: true });
    expect(held).toMatchObject({ status: 'with_support', facts: { reason: 'payment_cap' } });
    await personDecides(held, 'approve');
    expect(await agent.afterSupport(held)).toMatchObject({ outcome: 'completed' });
    expect(await refundsOf(teller, who)).toHaveLength(1);
  });

  test('who wants no refund, is looked after by a person', async () => {
    const who = await payer(teller);
    const agent = teller.agent();
    const held = await agent.answer(await complains(who), { confirm: false });
    expect(held).toMatchObject({ status: 'with_support', facts: { reason: 'complaint' } });
    const [task] = await workflowOf(teller, held).query(tasks);
    expect(task).toMatchObject({
      ...{ kind: 'resolve_dispute', reason: 'complaint', said: SAID, amount: usd(42_50) },
      verdicts: ['refund', 'refuse', 'contact'],
      about: {
        payment: { payment: who.payment.id },
        customer: { id: who.customer },
        rule: 'Policy lets callers have it refunded without a person. The caller was offered a refund, and said no.',
      },
    });
    await personDecides(held, 'refuse');
    const done = await agent.afterSupport(held);
    expect(done).toMatchObject({ outcome: 'declined', facts: { reason: 'refused_by_support' } });
    await closed(teller, held);
    const [text, ...more] = await written(teller, who);
    expect(text).toContain('about a payment that you disputed was declined');
    expect(more).toEqual([]);
  });

  test.each([
    ['all of it', {}, 42_50],
    ['a part', { amount: usd(20_00) }, 20_00],
  ])('is refunded by a person: %s', async (_, more, amount) => {
    const who = await payer(teller);
    const agent = teller.agent();
    const held = await agent.answer(await complains(who), { confirm: false });
    await personDecides(held, 'refund', more);
    expect(await agent.afterSupport(held)).toMatchObject({
      outcome: 'completed',
      facts: { refund: { amount: usd(amount) } },
    });
    expect(await refundsOf(teller, who)).toMatchObject([{ amount }]);
  });

  test('is written to by a person who wants to know more, and waits on', async () => {
    const who = await payer(teller);
    const agent = teller.agent();
    const held = await agent.answer(await complains(who), { confirm: false });
    await personDecides(held, 'contact', { reason: 'Which shop was it?' });
    await until('it is written', async () => (await written(teller, who)).length > 0);
    expect((await written(teller, who))[0]).toContain('Which shop was it?');
    expect((await agent.look(held.intentId)).body).toMatchObject({ status: 'with_support' });
    await personDecides(held, 'refuse');
    await agent.afterSupport(held);
  });

  test('of a payment that is too old for callers, is offered nothing; a person may refund it', async () => {
    const who = await payer(teller);
    const created = who.payment.created - 120 * 86_400;
    await teller.control('POST', `/objects/${who.payment.id}`, { created });
    const held = await complains(who);
    expect(held).toMatchObject({ status: 'with_support', facts: { reason: 'complaint' } });
    const [task] = await workflowOf(teller, held).query(tasks);
    expect(task?.about).toMatchObject({
      rule: 'It was paid 120 days ago, and callers get back what is at most 90 days old.',
      effect: 'Refund gives back 42.50 USD; refuse leaves the payment as it is.',
    });
    await personDecides(held, 'refund');
    expect(await teller.agent().afterSupport(held)).toMatchObject({ outcome: 'completed' });
  });

  test('of which all was refunded, is told so', async () => {
    const who = await payer(teller);
    await teller.stripe().refunds.create({ payment_intent: who.payment.id });
    const told = await complains(who);
    expect(told).toMatchObject({ outcome: 'declined', facts: { reason: 'already_refunded' } });
    expect(told.say).toContain('There is nothing left to refund.');
  });

  test('whose bank has opened one while a person has it, is not refunded any more', async () => {
    const who = await payer(teller);
    const agent = teller.agent();
    const held = await agent.answer(await complains(who), { confirm: false });
    await teller.control('POST', '/disputes', { payment_intent: who.payment.id });
    await personDecides(held, 'refund');
    expect(await agent.afterSupport(held)).toMatchObject({
      outcome: 'declined',
      facts: { reason: 'disputed' },
    });
    expect(await refundsOf(teller, who)).toEqual([]);
    const [complaint] = await workflowOf(teller, held).query(tasksDone);
    expect(complaint).toMatchObject({ verdict: 'refund' });
    expect(complaint?.task.events.at(-1)).toMatchObject({
      what: 'not_carried_out',
      text: 'The payment was charged back.',
    });
  });

  test('as a guest, is heard as well', async () => {
    const { email, payment } = await guest(teller);
    const facts = { last4: '4242', amount: usd(33_00), date: dayOf(payment), postalCode: '94107' };
    const offer = await teller.agent().begin(teller.call(), {
      ...{ intent: 'dispute', caller: { email } },
      details: { ...facts, reason: SAID },
    });
    expect(offer).toMatchObject({ expects: { kind: 'confirmation', about: { action: 'refund' } } });
    const done = await teller.agent().answer(offer, { confirm: true });
    expect(done).toMatchObject({ outcome: 'completed' });
  });
});

describe('who disputes a payment that a bank disputes', () => {
  test.each([
    ['inquiry', 'warning_needs_response', /Your bank has asked us about your payment of 42 dollars/],
    ['chargeback', 'needs_response', /There is a dispute of your payment of 42 dollars/],
  ])('is told of the %s, and their words go to its case', async (stage, status, says) => {
    const who = await payer(teller);
    const opening = { payment_intent: who.payment.id, status };
    const { id } = await teller.control<{ id: string }>('POST', '/disputes', opening);
    const { task, atStripe } = caseOf(teller, id);
    const { version } = await task();
    const told = await complains(who);
    expect(told).toMatchObject({
      outcome: 'completed',
      facts: { dispute: { dispute: id, stage, outcome: 'open', amount: usd(42_50) }, said: SAID },
    });
    expect(told.say).toMatch(says);
    const shown = await task(({ said }) => said?.includes(SAID) === true);
    expect(shown.version).toBeGreaterThan(version);
    await until('it is staged', async () =>
      ((await atStripe()).evidence.uncategorized_text ?? '').includes(SAID),
    );
    expect(await atStripe()).toMatchObject({ status, evidence_details: { submission_count: 0 } });
    expect(await refundsOf(teller, who)).toEqual([]);
  });

  test('is written to in the language that they spoke', async () => {
    const who = await payer(teller);
    const { id } = await teller.control<{ id: string }>('POST', '/disputes', {
      payment_intent: who.payment.id,
    });
    const { task, decide: asks } = caseOf(teller, id);
    await task();
    const agent = teller.agent();
    const body = { intent: 'dispute', caller: { email: who.email }, language: 'de' };
    const asked = await agent.begin(teller.call(), { ...body, details: { reason: 'Das war ich nicht' } });
    await agent.answer(asked, { identity: who.identity });
    await task(({ said }) => said !== undefined);
    await asks('contact', { reason: 'In welchem Laden?' });
    await until('it is written', async () => (await written(teller, who)).length > 0);
    expect((await written(teller, who))[0]).toMatch(/^Wir kümmern uns um Ihre Zahlung/);
  });

  test('opens the case by telling of it, where its webhook was lost', async () => {
    const who = await payer(teller);
    await teller.control('POST', '/webhooks', { drop: 1 });
    const opening = { payment_intent: who.payment.id };
    const { id } = await teller.control<{ id: string }>('POST', '/disputes', opening);
    await teller.control('DELETE', '/webhooks');
    await complains(who);
    const { task } = caseOf(teller, id);
    expect((await task()).said).toContain(SAID);
  });

  test('is written to once it has ended', async () => {
    const who = await payer(teller);
    const opening = { payment_intent: who.payment.id };
    const { id } = await teller.control<{ id: string }>('POST', '/disputes', opening);
    await complains(who);
    const { task, workflow } = caseOf(teller, id);
    await task();
    await bank(teller, id, { status: 'lost' });
    expect(await workflow().result()).toMatchObject({ outcome: 'lost' });
    await until('it is written', async () => (await written(teller, who)).length > 0);
    expect((await written(teller, who))[0]).toMatch(/the bank has decided in your favour\. You told us/);
  });

  test.each([
    ['won', { status: 'won' }, /the bank has decided that the payment stands/],
    ['lost', { status: 'lost' }, /the bank has decided in your favour/],
  ])('that was %s is told so', async (outcome, ended, says) => {
    const who = await payer(teller);
    const opening = { payment_intent: who.payment.id };
    const { id } = await teller.control<{ id: string }>('POST', '/disputes', opening);
    await bank(teller, id, ended);
    const told = await complains(who);
    expect(told).toMatchObject({ outcome: 'completed', facts: { dispute: { dispute: id, outcome } } });
    expect(told.say).toMatch(says);
  });
});

describe('who disputes a payment after their bank has closed its inquiry', () => {
  const CLOSED =
    /^I have looked it up\. Your bank had asked about your payment of .* closed without a dispute\. Thank you/;

  async function askedBefore(): Promise<{ who: Payer; dispute: string }> {
    const who = await payer(teller);
    const opening = { payment_intent: who.payment.id, status: 'warning_needs_response' };
    const { id } = await teller.control<{ id: string }>('POST', '/disputes', opening);
    await bank(teller, id, { status: 'warning_closed' });
    return { who, dispute: id };
  }

  test('is told so, and offered their money back', async () => {
    const { who, dispute } = await askedBefore();
    const offer = await complains(who);
    expect(offer).toMatchObject({
      expects: { kind: 'confirmation', about: { action: 'refund', amount: usd(42_50) } },
      facts: { dispute: { dispute, stage: 'inquiry', outcome: 'closed' }, said: SAID },
    });
    expect(offer.say).toMatch(CLOSED);
    const done = await teller.agent().answer(offer, { confirm: true });
    expect(done).toMatchObject({ outcome: 'completed', facts: { refund: { state: 'issued' } } });
    expect(await refundsOf(teller, who)).toMatchObject([{ amount: 42_50 }]);
  });

  test('where policy offers nothing, has a person look into it', async () => {
    const { who } = await askedBefore();
    const created = who.payment.created - 120 * 86_400;
    await teller.control('POST', `/objects/${who.payment.id}`, { created });
    const held = await complains(who);
    expect(held).toMatchObject({ status: 'with_support', facts: { reason: 'complaint' } });
    expect(held.say).toMatch(CLOSED);
    const [task] = await workflowOf(teller, held).query(tasks);
    expect(task).toMatchObject({ verdicts: ['refund', 'refuse', 'contact'] });
    await personDecides(held, 'refuse');
    expect(await teller.agent().afterSupport(held)).toMatchObject({ outcome: 'declined' });
  });
});

describe('who calls again about it', () => {
  const followUp = async (who: Payer): Promise<Reply> => {
    const agent = teller.agent();
    const body = { intent: 'follow_up', caller: { email: who.email } };
    return agent.answer(await agent.begin(teller.call(), body), { identity: who.identity });
  };

  test('hears how the payment stands at the bank now', async () => {
    const who = await payer(teller);
    const opening = { payment_intent: who.payment.id, status: 'warning_needs_response' };
    const { id } = await teller.control<{ id: string }>('POST', '/disputes', opening);
    await closed(teller, await complains(who));
    await bank(teller, id, { status: 'needs_response' });
    const told = await followUp(who);
    expect(told.facts).toMatchObject({ requests: [{ intent: 'dispute', outcome: 'completed' }] });
    expect(told.say).toContain('It is being disputed with the bank, and a colleague is looking after it.');
  });

  test('hears that a person still has to decide, and then what was refunded', async () => {
    const who = await payer(teller);
    const held = await teller.agent().answer(await complains(who), { confirm: false });
    const waiting = await followUp(who);
    expect(waiting.say).toContain('A colleague still has to decide on your request of');
    expect(waiting.say).toContain('about a payment that you disputed');
    await personDecides(held, 'refund');
    await teller.agent().afterSupport(held);
    await closed(teller, held);
    expect((await followUp(who)).say).toContain('The refund of 42 dollars and 50 cents was issued');
  });

  test('about how the payment stands is written to once its dispute has ended', async () => {
    const who = await payer(teller);
    const opening = { payment_intent: who.payment.id };
    const { id } = await teller.control<{ id: string }>('POST', '/disputes', opening);
    const agent = teller.agent();
    const body = { intent: 'payment_confirmation', caller: { email: who.email } };
    const told = await agent.answer(await agent.begin(teller.call(), body), { identity: who.identity });
    expect(told.say).toContain('It is being disputed with the bank');
    await bank(teller, id, { status: 'won' });
    await until('it is written', async () => (await written(teller, who)).length > 0);
    expect((await written(teller, who))[0]).toContain('has decided that the payment stands');
  });
});
