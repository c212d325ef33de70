import { test } from '@jest/globals';
import type { Reply } from '../../src/contracts/reply.ts';
import { workflowIds } from '../../src/domain/ids.ts';
import type { HumanTask } from '../../src/domain/task.ts';
import { identityOf } from '../../src/platform/identity.ts';
import { decide, look, tasks } from '../../src/workflows/messages.ts';
import { bank, caseOf } from '../support/disputes.ts';
import { type Payer, payer, refundsOf } from '../support/people.ts';
import { useReceiver } from '../support/receiver.ts';
import { closed, dayOf, personDecides, startRefund, workflowOf } from '../support/refunds.ts';
import { askedToChange, subscriber, verifiedSubscriber } from '../support/subscribers.ts';
import { testKeys, useTeller } from '../support/teller.ts';
import { until } from '../support/until.ts';
import { keep } from './golden.ts';

// A program that is run by jest, for the sake of what tests have: `npm run histories`. It takes a minute or two, since
// a lane stays a minute past its last entry.

const strict = { policy: { guard: { failures: 1, periodSeconds: 60, lockSeconds: 60 } } };
const careful = { policy: { refund: { authenticateAbove: { usd: 0 } } } };
const hasty = { policy: { silenceSeconds: 1 } };
const keeping = {
  policy: { subscription: { retention: { percentOff: 20, months: 3, periodDays: 180 } } },
};
const receiver = useReceiver();
const told = () => receiver.settings();
const teller = useTeller({ tenants: { demo: {}, told, hasty, strict, careful, keeping, apart: {} } });
const { id: tenant } = teller.tenant();

/** Keeps an intent's history once it has closed, and that of its customer's lane where there is one. */
async function keepRefund(
  name: string,
  reply: Reply,
  person: Pick<Payer, 'customer'>,
  of = 'demo',
): Promise<void> {
  await keepClosed(name, workflowOf(teller, reply, of).workflowId);
  const lane = workflowIds.lane(teller.tenant(of).id, person.customer);
  if (await exists(lane)) await keepClosed(`${name}.lane`, lane);
}

function guardOf(of: 'contact' | 'customer', name: string, tenant = 'demo'): string {
  const { id } = teller.tenant(tenant);
  return workflowIds.guard(id, identityOf(testKeys, id)[of](name));
}

async function keepClosed(name: string, workflowId: string): Promise<void> {
  const workflow = teller.temporal().workflow.getHandle(workflowId);
  const isClosed = async () => (await workflow.describe()).status.name !== 'RUNNING';
  await until(`${name} has closed`, isClosed, 150);
  await keep(name, workflow);
}

async function exists(workflowId: string): Promise<boolean> {
  return teller
    .temporal()
    .workflow.getHandle(workflowId)
    .describe()
    .then(() => true)
    .catch(() => false);
}

test.concurrent('refund completed', async () => {
  const { agent, first, person } = await startRefund(teller);
  const wrong = await agent.answer(first, { identity: { ...person.identity, last4: '0000' } });
  const confirm = await agent.answer(wrong, { identity: person.identity });
  await keepRefund('refund-completed', await agent.answer(confirm, { confirm: true }), person);
});

test.concurrent('refund declined', async () => {
  const { agent, first, person } = await startRefund(teller);
  await teller.control('POST', '/disputes', { payment_intent: person.payment.id });
  await keepRefund('refund-declined', await agent.answer(first, { identity: person.identity }), person);
});

test.concurrent('refund declined, since nobody was verified', async () => {
  const { agent, first, person } = await startRefund(teller);
  let reply = first;
  while (reply.status === 'asking')
    reply = await agent.answer(reply, { identity: { last4: '0000', amount: '1' } });
  await keepRefund('refund-not-verified', reply, person);
});

test.concurrent('refund approved by support', async () => {
  const { agent, first, person } = await startRefund(teller, { proven: true, payment: { amount: 350_00 } });
  const held = await agent.answer(first, { confirm: true });
  await personDecides(teller, held, 'approve');
  await keepRefund('refund-approved', await agent.afterSupport(held), person);
});

test.concurrent('refund abandoned by silence', async () => {
  const { first, person, agent } = await startRefund(teller, { tenant: 'hasty' });
  const { body: last } = await agent.look(first.intentId, '?turn=2&wait=20');
  await keepRefund('refund-abandoned-by-silence', last, person, 'hasty');
});

test.concurrent('refund abandoned by a cancel', async () => {
  const { agent, first, person } = await startRefund(teller, { proven: true });
  await keepRefund('refund-canceled', (await agent.cancel(first.intentId)).body, person);
});

test.concurrent('refund whose outcome was unknown, then found', async () => {
  const { agent, first, person } = await startRefund(teller, { proven: true });
  const ofRefund = { method: 'POST', path: '/v1/refunds', params: { payment_intent: person.payment.id } };
  await teller.control('POST', '/faults', { kind: 'status', status: 500, when: 'after', ...ofRefund });
  const done = await agent.answer(first, { confirm: true });
  await keepRefund('refund-unknown-then-found', await ended(done), person);
});

test.concurrent('refund that repeats another one', async () => {
  const { agent, first, person } = await startRefund(teller, { proven: true, details: { amount: '10' } });
  await agent.answer(first, { confirm: true });
  const again = await startRefund(teller, { person, proven: true, details: { amount: '10' } });
  await keepRefund('refund-repeated', await agent.answer(again.first, { confirm: true }), person);
});

test.concurrent('refund with a code, the first one said wrong', async () => {
  const { agent, first, person } = await startRefund(teller, { tenant: 'careful', proven: true });
  const asked = await agent.answer(first, { confirm: true });
  const missed = await agent.answer(asked, { code: '0000' });
  const anew = await agent.answer(missed, { resend: 'email' });
  const code = (await teller.outbox(person.email)).at(-1)?.text.slice(0, 6);
  await keepRefund('refund-with-code', await agent.answer(anew, { code }), person, 'careful');
  // They run for an hour: as far as they have come.
  for (const [of, name] of [['contact', person.email] as const, ['customer', person.customer] as const]) {
    const guard = teller.temporal().workflow.getHandle(guardOf(of, name, 'careful'));
    await keep(`refund-with-code.${of}-guard`, guard);
  }
});

test.concurrent('notice', async () => {
  const { customer } = await payer(teller);
  const workflowId = workflowIds.notice(tenant, 'notice-1');
  const message = { subject: 'Your plan', text: 'Your plan was canceled.' };
  const args = [{ tenant, notice: { id: 'notice-1', customer, message } }];
  await teller.temporal().workflow.start('notice', { workflowId, taskQueue: teller.taskQueue, args });
  await keepClosed('notice', workflowId);
});

test.concurrent('subscription told', async () => {
  const person = await subscriber(teller);
  await keepRefund('subscription-told', await verifiedSubscriber(teller, person), person);
});

test.concurrent('subscription canceled', async () => {
  const person = await subscriber(teller);
  const confirm = await askedToChange(teller, person, 'cancel');
  const done = await teller.agent().answer(confirm, { confirm: true });
  await keepRefund('subscription-canceled', done, person);
});

test.concurrent('subscription ended by a person’s leave', async () => {
  const person = await subscriber(teller);
  const confirm = await askedToChange(teller, person, 'cancel_now');
  const held = await teller.agent().answer(confirm, { confirm: true });
  await personDecides(teller, held, 'approve');
  await keepRefund('subscription-ended', await teller.agent().afterSupport(held), person);
});

test.concurrent('subscription kept with an offer', async () => {
  const person = await subscriber(teller, {}, { tenant: 'keeping' });
  const offer = await askedToChange(teller, person, 'cancel', { tenant: 'keeping' });
  const done = await teller.agent('keeping').answer(offer, { confirm: true });
  await keepRefund('subscription-kept', done, person, 'keeping');
});

test.concurrent('subscription whose change was unknown, then found', async () => {
  const person = await subscriber(teller);
  const confirm = await askedToChange(teller, person, 'pause');
  const path = `/v1/subscriptions/${person.subscription.id}`;
  await teller.control('POST', '/faults', {
    kind: 'status',
    status: 500,
    when: 'after',
    method: 'POST',
    path,
  });
  const done = await teller.agent().answer(confirm, { confirm: true });
  await keepRefund('subscription-unknown-then-found', await ended(done), person);
});

test.concurrent('payment confirmation', async () => {
  const person = await payer(teller);
  const done = await confirmation(person.email, person.identity);
  await keepClosed('payment-confirmation', workflowOf(teller, done).workflowId);
  await keepClosed('payment-confirmation.contact-guard', guardOf('contact', person.email));
  await keepClosed('payment-confirmation.customer-guard', guardOf('customer', person.customer));
});

test.concurrent('guard that locked out, and was lifted', async () => {
  const person = await payer(teller, {}, 'strict');
  const agent = teller.agent('strict');
  const caller = { email: person.email };
  const intent = 'payment_confirmation';
  const first = await agent.begin(teller.call(), { intent, caller });
  const wrong = await agent.answer(first, { identity: { last4: '0000', amount: '1' } });
  const locked = await agent.answer(wrong, { identity: person.identity });
  await keepClosed('payment-confirmation-locked-out', workflowOf(teller, locked, 'strict').workflowId);
  const guard = guardOf('contact', person.email, 'strict');
  const workflow = teller.temporal().workflow.getHandle(guard);
  await workflow.signal(decide, {
    task: 'lock-out',
    verdict: 'approve',
    version: 1,
    reason: 'Known by voice',
  });
  await keepClosed('payment-confirmation-locked-out.contact-guard', guard);
});

test.concurrent('payment confirmation that is waited for', async () => {
  const person = await payer(teller, { amount: 75_00, payment_method: 'pm_usBankAccount' });
  const agent = teller.agent();
  const offer = await confirmation(person.email, { last4: '6789', amount: '75' });
  const { body: waiting } = await agent.turn(offer.intentId, offer.turn, { confirm: true });
  const watch = workflowIds.watch(tenant, person.payment.id);
  await until('the payment is watched', () => exists(watch));
  await teller.control('POST', `/payment_intents/${person.payment.id}`, { outcome: 'succeeded' });
  const done = await agent.settled(waiting);
  await keepClosed('payment-confirmation-waited-for', workflowOf(teller, done).workflowId);
  await keepClosed('payment-confirmation-waited-for.watch', watch);
});

test.concurrent('discount of an offer, and heard again', async () => {
  const person = await payer(teller);
  await keepRefund('discount-issued', await discount(person, 'ten percent'), person);
  const again = await discount(person, 'ten percent');
  await keepClosed('discount-already', workflowOf(teller, again).workflowId);
});

test.concurrent('discount that nobody could make out, granted by support', async () => {
  const person = await payer(teller);
  const agent = teller.agent();
  const asked = await discount(person, 'a discount');
  const held = await agent.answer(asked, { text: 'twenty percent' });
  const workflow = workflowOf(teller, held);
  const amount = { value: 800, currency: 'usd' };
  const grant = {
    task: `${held.intentId}-1`,
    verdict: 'approve',
    version: 1,
    amount,
    reason: 'It was promised',
  };
  await workflow.signal(decide, grant);
  await keepRefund('discount-granted', await agent.afterSupport(held), person);
});

test.concurrent('discount whose outcome was unknown, then found', async () => {
  const person = await payer(teller);
  const ofCode = { method: 'POST', path: '/v1/promotion_codes', params: { customer: person.customer } };
  await teller.control('POST', '/faults', { kind: 'status', status: 500, when: 'after', ...ofCode });
  const done = await ended(await discount(person, '$5'));
  await keepRefund('discount-unknown-then-found', done, person);
});

async function discount({ email, identity }: Payer, promise: string): Promise<Reply> {
  const details = { ...identity, promise };
  return teller.agent().begin(teller.call(), { intent: 'discount', caller: { email }, details });
}

test.concurrent('follow-up on a refund that was made, and on several', async () => {
  const { agent, first, person } = await startRefund(teller, { proven: true });
  const done = await agent.answer(first, { confirm: true });
  const byReference = await followUp(person, { reference: done.reference });
  await keepClosed('follow-up-by-reference', workflowOf(teller, byReference).workflowId);
  await startRefund(teller, { person, proven: true });
  const several = await followUp(person);
  await keepClosed('follow-up-several', workflowOf(teller, several).workflowId);
});

test.concurrent('follow-up where nothing was asked before', async () => {
  const none = await followUp(await payer(teller));
  await keepClosed('follow-up-of-nothing', workflowOf(teller, none).workflowId);
});

test.concurrent('refund that is told, to a receiver that takes it and then wants none', async () => {
  const { agent, call, first, person } = await startRefund(teller, { tenant: 'told', proven: true });
  const done = await agent.answer(first, { confirm: true });
  await keepClosed('refund-told', workflowOf(teller, done, 'told').workflowId);
  const { id } = teller.tenant('told');
  await keepClosed('refund-told.notification', workflowIds.notice(id, `intent_completed-${done.intentId}`));
  receiver.be('gone');
  const again = await startRefund(teller, { tenant: 'told', call, person, proven: true });
  await closed(teller, again.first, 'told');
  await keepClosed(
    'refund-told.given-up',
    workflowIds.notice(id, `intent_completed-${again.first.intentId}`),
  );
});

async function followUp({ email, identity }: Payer, details: object = {}): Promise<Reply> {
  const agent = teller.agent();
  const first = await agent.begin(teller.call(), { intent: 'follow_up', caller: { email }, details });
  return agent.answer(first, { identity });
}

async function confirmation(email: string, identity: object): Promise<Reply> {
  const agent = teller.agent();
  const first = await agent.begin(teller.call(), { intent: 'payment_confirmation', caller: { email } });
  return agent.answer(first, { identity });
}

test.concurrent('dispute that is told of, and its case, answered and won', async () => {
  const person = await payer(teller);
  const { id } = await teller.control<{ id: string }>('POST', '/disputes', {
    payment_intent: person.payment.id,
  });
  const told = await dispute(person);
  await keepClosed('dispute-told', workflowOf(teller, told).workflowId);
  const of = caseOf(teller, id);
  const staged = async () => (await of.atStripe()).evidence_details.has_evidence;
  await until('evidence is staged', staged);
  await of.decide('submit_evidence');
  await until('it is submitted', async () => (await of.atStripe()).status === 'under_review');
  await bank(teller, id, { status: 'won' });
  await of.workflow().signal(look);
  await keepClosed('dispute-case-won', of.workflow().workflowId);
  await keepClosed('dispute-case-won.lane', workflowIds.lane(tenant, person.customer));
});

test.concurrent('case of an inquiry that became a chargeback, and was given up', async () => {
  const person = await payer(teller);
  const { id } = await teller.control<{ id: string }>('POST', '/disputes', {
    ...{ payment_intent: person.payment.id, status: 'warning_needs_response' },
  });
  await dispute(person);
  const of = caseOf(teller, id);
  const { version } = await of.task();
  await bank(teller, id, { status: 'needs_response' });
  await of.workflow().signal(look);
  await of.task((task) => task.version > version);
  await of.decide('accept');
  await keepClosed('dispute-case-given-up', of.workflow().workflowId);
});

test.concurrent('case of an inquiry that was refunded', async () => {
  const person = await payer(teller);
  const { id } = await teller.control<{ id: string }>('POST', '/disputes', {
    ...{ payment_intent: person.payment.id, status: 'warning_needs_response' },
  });
  await dispute(person);
  const of = caseOf(teller, id);
  await of.decide('refund');
  await keepClosed('dispute-case-refunded', of.workflow().workflowId);
});

test.concurrent('dispute that is refunded, and one that a person decides', async () => {
  const person = await payer(teller);
  const done = await teller.agent().answer(await dispute(person), { confirm: true });
  await keepRefund('dispute-refunded', done, person);
  const other = await payer(teller);
  const held = await teller.agent().answer(await dispute(other), { confirm: false });
  const [task] = await workflowOf(teller, held).query(tasks);
  const decision = { task: task?.task, version: task?.version, verdict: 'refund', reason: 'Goodwill' };
  await workflowOf(teller, held).signal(decide, decision);
  await keepRefund('dispute-decided', await teller.agent().afterSupport(held), other);
});

test.concurrent('refund that is handed over at once, for what was said', async () => {
  const { first } = await startRefund(teller, { details: { reason: 'My lawyer will call you' } });
  await keepClosed('refund-handed-over', workflowOf(teller, first).workflowId);
});

/** Disputes a payment, with what happened and the facts that prove it said at once. */
async function dispute({ email, payment, identity }: Payer): Promise<Reply> {
  const details = { ...identity, date: dayOf(payment), reason: 'I do not know that shop' };
  return teller.agent().begin(teller.call(), { intent: 'dispute', caller: { email }, details });
}

/** The last reply, where support was told in between. */
async function ended(reply: Reply): Promise<Reply> {
  return reply.status === 'with_support' ? teller.agent().afterSupport(reply) : reply;
}

test.concurrent('refund that failed after it was told, and was made good', async () => {
  const { agent, first, person } = await startRefund(teller, { proven: true });
  await agent.answer(first, { confirm: true });
  const [refund] = await refundsOf(teller, person);
  const watch = workflowIds.watch(tenant, refund?.id ?? '');
  await until('it is followed', () => exists(watch));
  await teller.control('POST', `/refunds/${refund?.id}`, { status: 'failed' });
  await decideThere(watch);
  await keepClosed('refund-failed-later.watch', watch);
});

test.concurrent('reconciliation that finds a difference', async () => {
  const { agent, first, person } = await startRefund(teller, { proven: true, tenant: 'apart' });
  await agent.cancel(first.intentId);
  const made = await teller.stripe('apart').refunds.create({
    payment_intent: person.payment.id,
    amount: 500,
    metadata: { tellerline_decision: `${first.intentId}-1`, tellerline_reference: first.reference },
  });
  const { id } = teller.tenant('apart');
  const run = workflowIds.reconciliation(id, 'kept');
  const options = { workflowId: run, taskQueue: teller.taskQueue };
  await teller.temporal().workflow.execute('reconciliation', options);
  await keepClosed('reconciliation', run);
  const difference = workflowIds.difference(id, `refund_unclaimed-${made.id}-${first.reference}`);
  await decideThere(difference);
  await keepClosed('reconciliation.difference', difference);
});

/** A person settles the one task of a Workflow. */
async function decideThere(workflowId: string): Promise<void> {
  const workflow = teller.temporal().workflow.getHandle(workflowId);
  let open: HumanTask[] = [];
  await until('a task is open', async () => {
    open = await workflow.query(tasks);
    return open.length > 0;
  });
  await workflow.signal(decide, {
    task: open[0]?.task,
    verdict: 'approve',
    version: 1,
    reason: 'Settled by hand',
  });
}
