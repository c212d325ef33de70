import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import type { WorkflowHandle } from '@temporalio/client';
import type { Reply } from '../../src/contracts/reply.ts';
import type { TryReport } from '../../src/domain/guard.ts';
import { workflowIds } from '../../src/domain/ids.ts';
import type { LaneEntry, Settlement } from '../../src/domain/lane.ts';
import { defaultPolicy } from '../../src/domain/policy.ts';
import { identityOf } from '../../src/platform/identity.ts';
import { decide, enter, granted, look, report, settled, tasks } from '../../src/workflows/messages.ts';
import { pay } from '../sandbox/sandbox.ts';
import { bank, caseOf, written } from '../support/disputes.ts';
import { type Payer, payer } from '../support/people.ts';
import { dayOf } from '../support/refunds.ts';
import { signalsTo } from '../support/signals.ts';
import { testKeys, useTeller } from '../support/teller.ts';
import { until } from '../support/until.ts';

/** After so many events the server asks a Workflow to continue as new; else after 4096. */
const EVENTS = 250;
const refund = { ...defaultPolicy.refund, countPerCustomer: 10 };
const guard = { ...defaultPolicy.guard, failures: 3 };
const teller = useTeller({
  tenants: { demo: { policy: { refund, guard, identityTries: 1, silenceSeconds: 300 } } },
  ownServer: [`limit.historyCount.suggestContinueAsNew=${EVENTS}`],
});

const handle = (workflowId: string) => teller.temporal().workflow.getHandle(workflowId);
const tenant = () => teller.tenant().id;

/** Has a Workflow grow until it continues as new, as the server asks it to. */
async function pushOver(workflow: WorkflowHandle, grow: () => Promise<void>): Promise<void> {
  const { runId, raw } = await workflow.describe();
  expect(raw.workflowExtendedInfo?.originalStartTime).toEqual(raw.workflowExecutionInfo?.startTime);
  await until('it continues as new', async () => {
    await grow();
    return (await workflow.describe()).runId !== runId;
  });
  const { status, historyLength } = await teller
    .temporal()
    .workflow.getHandle(workflow.workflowId, runId)
    .describe();
  expect(status.name).toBe('CONTINUED_AS_NEW');
  expect(historyLength).toBeGreaterThan(EVENTS);
}

/** A refund of one more payment of a customer, agreed to; Stripe fails requests about it until it is mended. */
async function agreedRefund({ email, customer }: Payer, value: number, failing?: 'sends' | 'reads') {
  const made = await pay(teller.stripe(), { customer, amount: value });
  const { id: payment } = made;
  const of =
    failing === 'reads'
      ? { method: 'GET', path: `/v1/payment_intents/${payment}` }
      : {
          method: 'POST',
          path: '/v1/refunds',
          params: { payment_intent: payment, reason: 'requested_by_customer' },
        };
  const fault =
    failing &&
    (await teller.control<{ id: string }>('POST', '/faults', {
      kind: 'status',
      status: 500,
      times: 'always',
      ...of,
    }));
  const agent = teller.agent();
  const details = { last4: '4242', date: dayOf(made), payment, amount: '5' };
  const confirm = await agent.begin(teller.call(), { intent: 'refund', caller: { email }, details });
  return {
    payment,
    decision: `${confirm.intentId}-1`,
    reply: await agent.answer(confirm, { confirm: true }),
    mend: () => teller.control('DELETE', `/faults/${fault?.id}`),
    made: async () => (await teller.stripe().refunds.list({ payment_intent: payment })).data,
  };
}

test('a lane carries over what it served, what is queued, what is set aside and what a person is asked', async () => {
  const who = await payer(teller);
  const agent = teller.agent();
  const lane = handle(workflowIds.lane(tenant(), who.customer));
  const served = await agreedRefund(who, 10_00);
  expect(served.reply).toMatchObject({ outcome: 'completed' });
  const [entry] = await signalsTo<LaneEntry>(lane, enter.name);
  if (!entry) throw new Error('The lane was never entered.');
  const aside = await agreedRefund(who, 11_00, 'sends');
  expect(aside.reply).toMatchObject({ status: 'with_support' });
  // A refund by another hand: a person is asked at once.
  const foreign = await teller.stripe().refunds.create({ payment_intent: aside.payment, amount: 1_00 });
  await until('a person is asked', async () => (await lane.query(tasks)).length === 1, 60);
  const open = await lane.query(tasks);
  expect(open).toMatchObject([{ task: aside.decision, reason: 'another_refund_since', version: 1 }]);
  const queued = await agreedRefund(who, 12_00, 'reads');
  expect(queued.reply).toMatchObject({ status: 'with_support' });

  // Whoever enters again; it waits as well, for what is queued cannot be read.
  const listener = await teller.temporal().workflow.start('listener', {
    workflowId: workflowIds.intent(tenant(), randomUUID()),
    taskQueue: 'unserved',
  });
  await pushOver(lane, () => lane.signal(enter, { ...entry, replyTo: listener.workflowId }));

  expect(await lane.query(tasks)).toEqual(open);
  await queued.mend();
  expect(await agent.afterSupport(queued.reply)).toMatchObject({ outcome: 'completed' });
  await aside.mend();
  await lane.signal(decide, { task: aside.decision, verdict: 'approve', version: 1, reason: 'both are due' });
  expect(await agent.afterSupport(aside.reply)).toMatchObject({ outcome: 'completed' });

  const told = () => signalsTo<Settlement>(listener, settled.name);
  await until('who entered again is told', async () => (await told()).length > 0);
  const [before] = await signalsTo<Settlement>(handle(entry.replyTo), settled.name);
  for (const answer of await told()) expect(answer).toEqual(before);
  expect(await served.made()).toHaveLength(1);
  expect(await queued.made()).toHaveLength(1);
  expect((await aside.made()).filter(({ id }) => id !== foreign.id)).toHaveLength(1);
}, 120_000);

test('the case of a dispute carries over what it knows, what was heard, and what a person is asked', async () => {
  const who = await payer(teller);
  const { id: dispute } = await teller.control<{ id: string }>('POST', '/disputes', {
    payment_intent: who.payment.id,
  });
  const of = caseOf(teller, dispute);
  const told = await teller.agent().begin(teller.call(), {
    ...{ intent: 'dispute', caller: { email: who.email } },
    details: { last4: '4242', date: dayOf(who.payment), reason: 'I do not know that shop' },
  });
  expect(told).toMatchObject({ facts: { dispute: { dispute } } });
  const staged = async () => (await of.atStripe()).evidence.uncategorized_text ?? '';
  await until('it is staged', async () => (await staged()).includes('I do not know that shop'));
  const open = await of.task(({ said }) => said !== undefined);

  await pushOver(of.workflow(), () => of.workflow().signal(look));

  expect(await of.task()).toEqual(open);
  await of.decide('submit_evidence');
  await until('it is submitted', async () => (await of.atStripe()).status === 'under_review');
  expect(await staged()).toContain('I do not know that shop');
  await bank(teller, dispute, { status: 'won' });
  await of.workflow().signal(look);
  expect(await of.workflow().result()).toMatchObject({ outcome: 'won' });
  expect((await of.atStripe()).evidence_details.submission_count).toBe(1);
  await until('they are written to', async () => (await written(teller, who)).length === 1);
}, 120_000);

test('a guard carries over what failed, who may try and who waits: no more and no fewer are judged', async () => {
  const who = await payer(teller);
  const agent = teller.agent();
  const WRONG = { last4: '0000', amount: '1' };
  const call = (details: object) => ({
    intent: 'payment_confirmation',
    caller: { email: who.email },
    details,
  });
  const begun = (details: object) => agent.begin(teller.call(), call(details));
  const started = async (details: object) => (await agent.start(teller.call(), call(details))).body;
  const isJudged = (reply: Reply) => reply.handoff?.reason === 'not_verified';
  const isLockedOut = (reply: Reply) => reply.handoff?.reason === 'locked_out';
  const keys = identityOf(testKeys, tenant());
  const guards = [keys.contact(who.email), keys.customer(who.customer)].map((key) =>
    handle(workflowIds.guard(tenant(), key)),
  );

  const failed = await begun(WRONG);
  expect(isJudged(failed)).toBe(true);
  const [first, second] = [await begun({}), await begun({})];
  expect([first.status, second.status]).toEqual(['asking', 'asking']);
  const mayTry = async (reply: Reply) =>
    (await signalsTo(handle(workflowIds.intent(tenant(), reply.intentId)), granted.name)).length > 0;
  for (const one of [first, second]) await until('it may try', () => mayTry(one));
  const third = await started(WRONG);
  const fourth = await started(WRONG);
  expect([third.status, fourth.status]).toEqual(['working', 'working']);

  for (const guard of guards) {
    const [said] = await signalsTo<TryReport>(guard, report.name);
    if (!said) throw new Error('Nothing was reported.');
    await pushOver(guard, () => guard.signal(report, said));
  }

  // One of those who wait, since a right answer gives its try back; wrong, so that the other waits on.
  expect(await agent.answer(first, { identity: who.identity })).toMatchObject({ outcome: 'completed' });
  expect(isJudged(await agent.settled(third))).toBe(true);
  expect((await agent.look(fourth.intentId)).body.status).toBe('working');
  expect(isJudged(await agent.answer(second, { identity: WRONG }))).toBe(true);
  expect(isLockedOut(await agent.settled(fourth))).toBe(true);
}, 120_000);
