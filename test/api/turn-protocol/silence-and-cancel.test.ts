import { describe, expect, test } from '@jest/globals';
import { tasks } from '../../../src/workflows/messages.ts';
import { withoutToken } from '../../support/agent.ts';
import { payer } from '../../support/people.ts';
import { closed, personDecides, slowToRefund, startRefund, workflowOf } from '../../support/refunds.ts';
import { useTeller } from '../../support/teller.ts';
import { until } from '../../support/until.ts';

const brisk = { policy: { budgetMilliseconds: 800 } };
const hasty = { policy: { silenceSeconds: 2 } };
const teller = useTeller({ tenants: { demo: {}, brisk, hasty, unsure: brisk } });

const big = { amount: 250_00 };

/** A yes under way to Stripe, which takes its time. */
async function beingSent(tenant: string, ms: number) {
  const person = await payer(teller, {}, tenant);
  await slowToRefund(teller, person, ms, tenant);
  const refund = await startRefund(teller, { tenant, person, proven: true });
  await refund.agent.turn(refund.first.intentId, 1, { confirm: true });
  await until('the decision is handed to the lane', async () => {
    const { events } = await workflowOf(teller, refund.first, tenant).fetchHistory();
    const scheduled = (events ?? []).map((event) => event.activityTaskScheduledEventAttributes);
    return scheduled.some((one) => one?.activityType?.name === 'enterLane');
  });
  return refund;
}

async function refundsOf(payment: string, tenant?: string) {
  return (await teller.stripe(tenant).refunds.list({ payment_intent: payment })).data;
}

describe('Silence', () => {
  test.concurrent('90 s (policy) in `asking` without a turn ends the intent as `abandoned`; looking does not reset it.', async () => {
    const { agent, first } = await startRefund(teller, { tenant: 'hasty' });
    const began = Date.now();
    let latest = first;
    while (latest.status === 'asking' && Date.now() - began < 15_000)
      latest = (await agent.look(first.intentId, '?turn=2&wait=0.3')).body;
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
    await slowToRefund(teller, person, 3_000, 'hasty');
    const { agent, first } = await startRefund(teller, { tenant: 'hasty', person, proven: true });
    expect(await agent.answer(first, { confirm: true })).toMatchObject({ outcome: 'completed' });
  });

  test.concurrent('What is with support goes on.', async () => {
    const wanted = { tenant: 'hasty', proven: true, payment: big };
    const { agent, first } = await startRefund(teller, wanted);
    const held = await agent.answer(first, { confirm: true });
    expect(withoutToken((await agent.look(first.intentId, '?turn=3&wait=3')).body)).toEqual(
      withoutToken(held),
    );
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
    expect(await one.agent.ended(call)).toMatchObject({ status: 204, body: undefined });
    for (const { agent, first } of [one, two])
      expect((await agent.look(first.intentId, '?turn=2&wait=5')).body).toMatchObject({
        turn: 2,
        status: 'done',
        outcome: 'abandoned',
      });
    expect((await other.agent.look(other.first.intentId)).body).toEqual(other.first);
    expect((await one.agent.ended(call)).status).toBe(204);
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

  test.concurrent('at once, and while Stripe is being read', async () => {
    const { agent, first } = await startRefund(teller);
    const canceled = await agent.cancel(first.intentId);
    expect(canceled).toMatchObject({ status: 200, body: { status: 'done', outcome: 'abandoned' } });
  });

  test.concurrent('after it, the intent waits for `settled` and says what happened', async () => {
    const { agent, first, person } = await beingSent('brisk', 2_000);
    const canceled = await agent.cancel(first.intentId);
    expect(canceled).toMatchObject({ status: 200, body: { turn: 1, status: 'working' } });
    const { body: last } = await agent.look(first.intentId, '?turn=2&wait=20');
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
    await agent.turn(first.intentId, 1, { confirm: true });
    await agent.cancel(first.intentId);
    const { body: held } = await agent.look(first.intentId, '?turn=2&wait=20');
    expect(held).toMatchObject({ turn: 2, status: 'with_support', facts: { reason: 'being_confirmed' } });
    await teller.control('DELETE', '/faults', undefined, 'unsure');
    const last = await agent.afterSupport(held);
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
    await agent.ended(call);
    expect(withoutToken((await agent.look(first.intentId)).body)).toEqual(withoutToken(held));
    await personDecides(teller, held, 'approve');
    expect(await agent.afterSupport(held)).toMatchObject({ turn: 3, outcome: 'completed' });
  });
});
