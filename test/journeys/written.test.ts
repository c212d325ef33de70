import { describe, expect, test } from '@jest/globals';
import type { Reply } from '../../src/contracts/reply.ts';
import { workflowIds } from '../../src/domain/ids.ts';
import { decide, tasks } from '../../src/workflows/messages.ts';
import { usd } from '../domain/records.ts';
import { guest, type Payer, payer, refundsOf } from '../support/people.ts';
import { closed, dayOf, personDecides, verifiedRefund, workflowOf } from '../support/refunds.ts';
import { askedToChange, subscriber } from '../support/subscribers.ts';
import { useTeller } from '../support/teller.ts';
import { until } from '../support/until.ts';

const nothing = { outcomes: false, questions: false, refunds: false, disputes: false };
const teller = useTeller({ tenants: { demo: {}, quiet: { policy: { messages: nothing } } } });

/** What became of the message on how it ended. */
async function noticeOf(reply: Reply, tenant?: string): Promise<string> {
  await closed(teller, reply, tenant);
  const id = workflowIds.notice(teller.tenant(tenant).id, `${reply.intentId}-ended`);
  return teller.temporal().workflow.getHandle(id).result();
}

/** What was written to somebody of how it ended, once it was sent. */
async function written(to: string, reply: Reply): Promise<string[]> {
  expect(await noticeOf(reply)).toBe('sent');
  return (await teller.outbox(to)).map(({ text }) => text);
}

async function held(who: Payer, details: object = {}, tenant?: string): Promise<Reply> {
  const call = teller.call();
  const agent = teller.agent(tenant);
  const of = { call, ...(tenant !== undefined && { tenant }) };
  const reply = await agent.answer(await verifiedRefund(teller, who, details, of), { confirm: true });
  expect(reply).toMatchObject({ status: 'with_support' });
  expect((await agent.ended(call)).status).toBe(204);
  return reply;
}

const asked = ({ reference }: Reply) => `You asked for this in a call with us (reference ${reference}).`;

describe.each([
  ['approved', 'approve', /^The refund of 350 dollars was issued on .*\. It should be with your bank by /],
  ['refused', 'refuse', /^Your request of .* about a refund was declined, because a colleague decided/],
] as const)('a refund that was %s after the call', (_, verdict, told) => {
  test('is told by one message to the contact on file', async () => {
    const who = await payer(teller, { amount: 350_00 });
    const reply = await held(who);
    expect(await teller.outbox(who.email)).toEqual([]);
    await personDecides(teller, reply, verdict);
    const [text, ...more] = await written(who.email, reply);
    expect(text).toMatch(told);
    expect(text).toContain(asked(reply));
    expect(more).toEqual([]);
  });
});

test('whoever is charged back meanwhile is told why nothing was refunded', async () => {
  const who = await payer(teller, { amount: 350_00 });
  const reply = await held(who);
  await teller.control('POST', '/disputes', { payment_intent: who.payment.id });
  await personDecides(teller, reply, 'approve');
  expect(await written(who.email, reply)).toEqual([
    expect.stringContaining('because the payment was being disputed with your bank'),
  ]);
});

test('who takes it back while a person has it is told that it was stopped', async () => {
  const who = await payer(teller, { amount: 350_00 });
  const reply = await held(who);
  await teller.agent().cancel(reply.intentId);
  expect(await written(who.email, reply)).toEqual([expect.stringContaining('was stopped before')]);
});

test('nothing is written of a cancel before it is in the history: one that is lost with its task has stopped nothing', async () => {
  const who = await payer(teller, { amount: 350_00 });
  const reply = await held(who);
  await teller.agent().cancel(reply.intentId);
  await written(who.email, reply);
  const { events } = await workflowOf(teller, reply).fetchHistory();
  const ids = (events ?? []).map((event) => ({
    accepted: event.workflowExecutionUpdateAcceptedEventAttributes?.protocolInstanceId === 'cancel',
    started: event.workflowTaskStartedEventAttributes !== null,
    local: event.markerRecordedEventAttributes !== null,
  }));
  const cancel = ids.findIndex(({ accepted }) => accepted);
  const after = ids.slice(cancel + 1);
  const nextTask = after.findIndex(({ started }) => started);
  const firstWritten = after.findIndex(({ local }) => local);
  expect(nextTask).toBeGreaterThan(-1);
  expect(firstWritten).toBeGreaterThan(nextTask);
});

test('who waited for nobody is written nothing', async () => {
  const who = await payer(teller);
  const done = await teller.agent().answer(await verifiedRefund(teller, who), { confirm: true });
  await closed(teller, done);
  expect(await teller.outbox(who.email)).toEqual([]);
});

test('a guest is told at the address that stands on the payment', async () => {
  const { email, payment } = await guest(teller);
  await teller.control('POST', '/disputes', { payment_intent: payment.id, status: 'warning_needs_response' });
  const identity = { last4: '4242', amount: '33.00', date: dayOf(payment), postalCode: '94107' };
  const agent = teller.agent();
  const identify = await agent.begin(teller.call(), { intent: 'refund', caller: { email } });
  const confirm = await agent.answer(identify, { identity });
  const reply = await agent.answer(confirm, { confirm: true });
  expect(reply).toMatchObject({ status: 'with_support', facts: { reason: 'inquiry' } });
  await personDecides(teller, reply, 'approve');
  expect(await written(email, reply)).toEqual([expect.stringContaining('The refund of 33 dollars')]);
});

describe('a change of a subscription that a person', () => {
  test.each([
    ['approves is confirmed', 'approve', /ended on|ends/],
    ['refuses is told as declined', 'refuse', /about a subscription was declined, because a colleague/],
  ] as const)('%s, by one message', async (_, verdict, told) => {
    const who = await subscriber(teller);
    const confirm = await askedToChange(teller, who, 'cancel_now', {});
    const reply = await teller.agent().answer(confirm, { confirm: true });
    const before = (await teller.outbox(who.email)).length;
    await personDecides(teller, reply, verdict);
    const texts = (await written(who.email, reply)).slice(before);
    expect(texts).toEqual([expect.stringMatching(told)]);
  });
});

test('a discount that a person refuses is told as declined', async () => {
  const who = await payer(teller);
  const agent = teller.agent();
  const details = { promise: 'twenty percent' };
  const identify = await agent.begin(teller.call(), {
    intent: 'discount',
    caller: { email: who.email },
    details,
  });
  const reply = await agent.answer(identify, { identity: who.identity });
  await personDecides(teller, reply, 'refuse');
  expect(await written(who.email, reply)).toEqual([
    expect.stringContaining('about a discount was declined, because a colleague decided against it'),
  ]);
});

test('a code that a person grants to a guest goes to the address that stands on the payment', async () => {
  const { email, payment } = await guest(teller);
  const agent = teller.agent();
  const identity = { last4: '4242', amount: '33.00', date: dayOf(payment), postalCode: '94107' };
  const details = { promise: '10 percent' };
  const identify = await agent.begin(teller.call(), { intent: 'discount', caller: { email }, details });
  const reply = await agent.answer(identify, { identity });
  const workflow = workflowOf(teller, reply);
  const [task] = await workflow.query(tasks);
  const yes = { verdict: 'approve', reason: 'It was promised', amount: usd(3_00) };
  await workflow.signal(decide, { task: task?.task, version: task?.version, ...yes });
  const [text] = await written(email, reply);
  expect(text).toMatch(/^Your discount code is [0-9A-Z]{8}\. It takes 3 dollars off/);
});

test('a refund that Stripe calls failed at once is made good by a person, and told once', async () => {
  const paid = await payer(teller, { payment_method: 'pm_card_refundFail' });
  const who = { ...paid, identity: { ...paid.identity, last4: '5126' } };
  await teller.control('POST', '/knobs', { refundSettlesAfter: 0 });
  const params = { payment_intent: who.payment.id };
  const lost = { kind: 'status', status: 500, when: 'after', method: 'POST', path: '/v1/refunds', params };
  await teller.control('POST', '/faults', lost);
  const done = await teller.agent().answer(await verifiedRefund(teller, who), { confirm: true });
  expect(done).toMatchObject({ outcome: 'failed', facts: { refund: { state: 'failed' } } });
  const [made] = await refundsOf(teller, who);
  const watch = teller
    .temporal()
    .workflow.getHandle(workflowIds.watch(teller.tenant().id, made?.id ?? 'none'));
  await until('a person is asked', async () => (await watch.query(tasks).catch(() => [])).length > 0);
  expect(await watch.query(tasks)).toMatchObject([{ kind: 'failed_refund', reason: 'refund_failed' }]);
  await until('it is told', async () => (await teller.outbox(who.email)).length > 0);
  expect(await teller.outbox(who.email)).toMatchObject([
    { text: expect.stringContaining('came back to us') },
  ]);
});

describe('a tenant whose policy has nothing written', () => {
  const tenant = 'quiet';

  test('has nobody who waited for a person told, and no question of that person’s, who is told so', async () => {
    const who = await payer(teller, { amount: 350_00 }, tenant);
    const reply = await held(who, {}, tenant);
    const intent = workflowOf(teller, reply, tenant);
    const task = async () => (await intent.query(tasks))[0];
    const { task: name, version } = (await task()) ?? {};
    await intent.signal(decide, { task: name, verdict: 'contact', version, reason: 'Which one was it?' });
    await until('it is said', async () =>
      ((await task())?.events ?? []).some(({ text }) => text?.startsWith('Nobody was written to')),
    );
    await personDecides(teller, reply, 'approve', tenant);
    expect(await noticeOf(reply, tenant)).toBe('not_wanted');
    expect(await teller.outbox(who.email)).toEqual([]);
  });

  test('sends codes all the same, and says of no change that a message confirms it', async () => {
    const who = await subscriber(teller, {}, { tenant });
    const yes = await askedToChange(teller, who, 'cancel', { tenant });
    const done = await teller.agent(tenant).answer(yes, { confirm: true });
    expect(done).toMatchObject({ outcome: 'completed' });
    expect(done.say).not.toMatch(/message|writ|sen[dt]/i);
    expect(await noticeOf(done, tenant)).toBe('not_wanted');
    expect(await teller.outbox(who.email)).toMatchObject([{ subject: 'Your code' }]);
  });

  test('spells a discount’s code out, and says of no message with it', async () => {
    const who = await payer(teller, {}, tenant);
    const details = { ...who.identity, promise: 'ten percent' };
    const done = await teller
      .agent(tenant)
      .begin(teller.call(), { intent: 'discount', caller: { email: who.email }, details });
    expect(done).toMatchObject({ outcome: 'completed', facts: { discount: { state: 'issued' } } });
    expect(done.facts).not.toHaveProperty('discount.sending');
    expect(done.say).not.toMatch(/message|email|sending/i);
    await closed(teller, done, tenant);
    expect(await teller.outbox(who.email)).toEqual([]);
  });
});
