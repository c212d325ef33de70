import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { type Client, WorkflowUpdateRPCTimeoutOrCancelledError } from '@temporalio/client';
import type { Reply } from '../../../src/contracts/reply.ts';
import { tasks } from '../../../src/workflows/messages.ts';
import { withoutToken } from '../../support/agent.ts';
import { payer } from '../../support/people.ts';
import { closed, hangUp, holdRefund, personDecides, startRefund, workflowOf } from '../../support/refunds.ts';
import { useTeller } from '../../support/teller.ts';
import { until } from '../../support/until.ts';

const brisk = { policy: { budgetMilliseconds: 800 } };
const patient = { policy: { budgetMilliseconds: 10_000 } };
const HASTY_SECONDS = 6;
const hasty = { policy: { silenceSeconds: HASTY_SECONDS } };
const teller = useTeller({ tenants: { demo: {}, brisk, hasty, unsure: brisk, patient } });

const big = { amount: 250_00 };

/** A yes under way to Stripe, which holds it. */
async function beingSent(tenant: string) {
  const person = await payer(teller, {}, tenant);
  const letGo = await holdRefund(teller, person, tenant);
  const refund = await startRefund(teller, { tenant, person, proven: true });
  await refund.agent.heardTurn(refund.first.intentId, 1, { confirm: true });
  await until('the decision is handed to the lane', async () => {
    const { events } = await workflowOf(teller, refund.first, tenant).fetchHistory();
    const scheduled = (events ?? []).map((event) => event.activityTaskScheduledEventAttributes);
    return scheduled.some((one) => one?.activityType?.name === 'enterLane');
  });
  return { ...refund, letGo };
}

/** Waits until an intent has taken a cancel. */
function canceled(intent: Reply, tenant: string): Promise<void> {
  return until('the cancel was taken', async () => {
    const { events } = await workflowOf(teller, intent, tenant).fetchHistory();
    const taken = (events ?? []).map((event) => event.workflowExecutionUpdateAcceptedEventAttributes);
    return taken.some((one) => one?.protocolInstanceId === 'cancel');
  });
}

/** Temporal's client as one who asks at the last moment has it: what an Update came to is there when its time is over. */
function lateOf(temporal: Client): Client {
  const workflow = Object.create(temporal.workflow, {
    getHandle: {
      value: (id: string) => {
        const handle = temporal.workflow.getHandle(id);
        const startUpdate = async (...args: Parameters<typeof handle.startUpdate>) => {
          const update = await handle.startUpdate(...args);
          const result = async () => {
            await update.result();
            throw new WorkflowUpdateRPCTimeoutOrCancelledError('Too late');
          };
          return { ...update, result };
        };
        return { ...handle, startUpdate };
      },
    },
  }) as object;
  return Object.create(temporal, { workflow: { value: workflow } }) as Client;
}

/** Waits until a caller who says nothing would have been given up. */
function silenceIsOver(): Promise<void> {
  return pause((HASTY_SECONDS + 1) * 1_000);
}

async function refundsOf(payment: string, tenant?: string) {
  return (await teller.stripe(tenant).refunds.list({ payment_intent: payment })).data;
}

describe('Silence', () => {
  test.concurrent('90 s (policy) in `asking` without a turn ends the intent as `abandoned`; looking does not reset it.', async () => {
    const { agent, first } = await startRefund(teller, { tenant: 'hasty' });
    let latest = first;
    // A look that a busy worker does not answer in time says `working`.
    while (latest.status !== 'done')
      latest = (await agent.heardLook(first.intentId, '?turn=2&wait=0.3')).body;
    expect(latest).toMatchObject({ turn: 2, status: 'done', outcome: 'abandoned' });
  });

  test.concurrent('a turn begins it anew', async () => {
    const { agent, first, person } = await startRefund(teller, { tenant: 'hasty' });
    const second = await agent.answer(first, { identity: { ...person.identity, last4: '0000' } });
    const third = await agent.answer(second, { identity: person.identity });
    expect(third).toMatchObject({ turn: 3, expects: { kind: 'confirmation' } });
    const { body: last } = await agent.look(first.intentId, '?turn=4&wait=20');
    expect(last).toMatchObject({ turn: 4, outcome: 'abandoned' });
  });

  test.concurrent('What was handed to the lane goes on.', async () => {
    const person = await payer(teller, {}, 'hasty');
    const letGo = await holdRefund(teller, person, 'hasty');
    const { agent, first } = await startRefund(teller, { tenant: 'hasty', person, proven: true });
    const answering = agent.answer(first, { confirm: true });
    await silenceIsOver();
    await letGo();
    // Before that it may have been said that it takes longer.
    const { turn } = await answering;
    const { body: last } = await agent.heardLook(first.intentId, `?turn=${turn + 1}&wait=20`);
    expect(last).toMatchObject({ outcome: 'completed' });
  });

  test.concurrent('What is with support goes on.', async () => {
    const wanted = { tenant: 'hasty', proven: true, payment: big };
    const { agent, first } = await startRefund(teller, wanted);
    const held = await agent.answer(first, { confirm: true });
    await silenceIsOver();
    expect(withoutToken((await agent.look(first.intentId)).body)).toEqual(withoutToken(held));
    await personDecides(teller, held, 'approve', 'hasty');
    expect(await agent.afterSupport(held)).toMatchObject({ outcome: 'completed' });
  });

  test.concurrent('`POST /v1/calls/{callId}/ended` does the same at once for all of a call’s intents that are asking.', async () => {
    const call = teller.call();
    const [one, two, other] = await Promise.all([
      startRefund(teller, { call }),
      startRefund(teller, { call, proven: true }),
      startRefund(teller),
    ]);
    await hangUp(teller, one.agent, call, one.first, two.first);
    for (const { agent, first } of [one, two])
      expect((await agent.look(first.intentId, '?turn=2&wait=20')).body).toMatchObject({
        turn: 2,
        status: 'done',
        outcome: 'abandoned',
      });
    expect((await other.agent.look(other.first.intentId)).body).toEqual(other.first);
    expect(await one.agent.ended(call)).toMatchObject({ status: 204, body: undefined });
  });
});

describe('Cancel', () => {
  test.concurrent('Cancel, from the agent: before the decision is handed to the lane nothing moves and the outcome is `abandoned`', async () => {
    const { agent, first, person } = await startRefund(teller, { proven: true });
    const canceled = await agent.cancel(first.intentId);
    expect(canceled).toMatchObject({ status: 200, body: { turn: 2, status: 'done', outcome: 'abandoned' } });
    expect(await refundsOf(person.payment.id)).toHaveLength(0);
  });

  test.concurrent('Cancel, from the Temporal UI: before the decision is handed to the lane nothing moves and the outcome is `abandoned`', async () => {
    const { agent, first, person } = await startRefund(teller, { proven: true });
    await workflowOf(teller, first).cancel();
    const { body: last } = await agent.look(first.intentId, '?turn=2&wait=20');
    expect(last).toMatchObject({ turn: 2, status: 'done', outcome: 'abandoned' });
    expect(await refundsOf(person.payment.id)).toHaveLength(0);
  });

  test.concurrent('is answered by the last reply also where that came as its budget ended', async () => {
    const { first } = await startRefund(teller, { tenant: 'patient' });
    const temporal = lateOf(teller.temporal());
    const late = (await teller.anotherApi({ api: () => ({ temporal }) })).agent('patient');
    const path = `/v1/intents/${first.intentId}/turns`;
    expect(await late.send('POST', path, { cancel: true })).toMatchObject({
      status: 200,
      body: { turn: 2, status: 'done', outcome: 'abandoned' },
    });
  });

  test.concurrent('at once, and while Stripe is being read', async () => {
    const { agent, first } = await startRefund(teller);
    const canceled = await agent.cancel(first.intentId);
    expect(canceled).toMatchObject({ status: 200, body: { status: 'done', outcome: 'abandoned' } });
  });

  test.concurrent('after it, the intent waits for `settled` and says what happened', async () => {
    const { agent, first, person, letGo } = await beingSent('brisk');
    const canceling = agent.cancel(first.intentId);
    await canceled(first, 'brisk');
    // Or, where the yes is long on its way by now, that it takes longer.
    const { body: meanwhile } = await agent.heardLook(first.intentId, '?turn=2');
    expect(['working', 'with_support']).toContain(meanwhile.status);
    await letGo();
    const { body: last } = await canceling;
    expect(last).toMatchObject({
      status: 'done',
      outcome: 'completed',
      facts: { refund: { state: 'issued' } },
    });
    expect(await refundsOf(person.payment.id, 'brisk')).toHaveLength(1);
  });

  test.concurrent('after it, also where what happened is not known at first', async () => {
    const person = await payer(teller, {}, 'unsure');
    // Money moves, but neither the answer nor a look tells of it for longer than the lane waits before it says so.
    const of = { path: '/v1/refunds', params: { payment_intent: person.payment.id }, times: 'always' };
    const lost = { kind: 'reset', when: 'after', method: 'POST', ...of };
    await teller.control('POST', '/faults', lost, 'unsure');
    await teller.control('POST', '/faults', { kind: 'status', method: 'GET', ...of }, 'unsure');

    const { agent, first } = await startRefund(teller, { tenant: 'unsure', person, proven: true });
    await agent.heardTurn(first.intentId, 1, { confirm: true });
    const canceling = agent.cancel(first.intentId);
    await canceled(first, 'unsure');
    const { body: held } = await agent.heardLook(first.intentId, '?turn=2&wait=20');
    expect(held).toMatchObject({ turn: 2, status: 'with_support', facts: { reason: 'being_confirmed' } });
    await teller.control('DELETE', '/faults', undefined, 'unsure');
    const { body: last } = await canceling;
    expect(last).toMatchObject({
      status: 'done',
      outcome: 'completed',
      facts: { refund: { state: 'issued' } },
    });
    expect(await refundsOf(person.payment.id, 'unsure')).toHaveLength(1);
  });

  test.concurrent('an open human task is withdrawn', async () => {
    const { agent, first } = await startRefund(teller, { proven: true, payment: big });
    const held = await agent.answer(first, { confirm: true });
    expect(await workflowOf(teller, held).query(tasks)).toHaveLength(1);
    expect((await agent.cancel(first.intentId)).body).toMatchObject({ turn: 3, outcome: 'abandoned' });
    expect(await workflowOf(teller, held).query(tasks)).toEqual([]);
    await closed(teller, held);
  });

  test.concurrent('Hanging up is no cancel.', async () => {
    const { agent, call, first } = await startRefund(teller, { proven: true, payment: big });
    const held = await agent.answer(first, { confirm: true });
    await hangUp(teller, agent, call, first);
    expect(withoutToken((await agent.look(first.intentId)).body)).toEqual(withoutToken(held));
    await personDecides(teller, held, 'approve');
    expect(await agent.afterSupport(held)).toMatchObject({ turn: 3, outcome: 'completed' });
  });
});
