import { describe, expect, test } from '@jest/globals';
import type { Reply } from '../../../src/contracts/reply.ts';
import { reply as replyUpdate } from '../../../src/workflows/messages.ts';
import { withoutToken } from '../../support/agent.ts';
import { payer } from '../../support/people.ts';
import {
  closed,
  hangUp,
  holdFinding,
  personDecides,
  refundOf,
  startRefund,
  workflowOf,
} from '../../support/refunds.ts';
import { useTeller } from '../../support/teller.ts';
import { until } from '../../support/until.ts';

const brisk = { policy: { budgetMilliseconds: 800 } };
const strict = { policy: { identityTries: 1, refund: { windowDays: 1, partial: false } } };
const teller = useTeller({ tenants: { demo: {}, brisk, strict } });

describe('Endings', () => {
  test.concurrent('The last reply is recorded first; then the Workflow waits, non-cancellable, until its Update handlers have answered; handlers wait in a non-cancellable scope.', async () => {
    const { agent, first } = await startRefund(teller);
    const waiting = [1, 2, 3].map(() => agent.look(first.intentId, '?turn=2&wait=20'));
    await workflowOf(teller, first).executeUpdate(replyUpdate, { args: [1], updateId: 'reply-1' });
    await workflowOf(teller, first).cancel();
    for (const { status, body } of await Promise.all(waiting)) {
      expect(status).toBe(200);
      expect(body).toMatchObject({ turn: 2, status: 'done', outcome: 'abandoned' });
    }
  });

  test.concurrent('Once the last reply is there nothing waits: `reply-{N}` returns it', async () => {
    const { agent, first } = await startRefund(teller);
    const { body: last } = await agent.cancel(first.intentId);
    // Each would wait for twenty seconds, and the test has thirty.
    for (const query of ['?turn=1&wait=20', '?turn=2&wait=20', '?turn=3&wait=20', ''])
      expect((await agent.look(first.intentId, query)).body).toEqual(last);
  });

  test.concurrent('`turn-{N}` and `cancel` are refused, `turn-0` returns reply 1 at any time', async () => {
    const { agent, call, key, body, first, person } = await startRefund(teller, { proven: true });
    const last = withoutToken(await agent.answer(first, { confirm: false }));
    for (const ended of [false, true]) {
      if (ended) await closed(teller, first);
      const done = { status: 409, body: { type: '/problems/intent-done', latest: last } };
      expect(await agent.turn(first.intentId, 2, { identity: person.identity })).toMatchObject(done);
      expect(await agent.cancel(first.intentId)).toMatchObject(done);
      expect(withoutToken((await agent.start(call, body, { key })).body)).toEqual(withoutToken(first));
    }
  });

  test.concurrent('The API turns `WorkflowNotFoundError` into the Workflow’s result, else (terminated) into a last reply `failed`.', async () => {
    const { agent, call, key, body, first, person } = await startRefund(teller);
    await workflowOf(teller, first).terminate('Ended by a test');
    const { body: last } = await agent.look(first.intentId);
    expect(last).toMatchObject({
      intentId: first.intentId,
      reference: first.reference,
      turn: 2,
      status: 'done',
      outcome: 'failed',
      handoff: { queue: 'support' },
    });
    expect((await agent.look(first.intentId, '?turn=2&wait=20')).body).toEqual(last);
    expect(await agent.turn(first.intentId, 1, { identity: person.identity })).toMatchObject({
      status: 409,
      body: { type: '/problems/intent-done', latest: last },
    });
    expect(withoutToken((await agent.start(call, body, { key })).body)).toEqual(withoutToken(first));
  });

  test.concurrent('The API turns `AcceptedUpdateCompletedWorkflow` (terminated) into a last reply `failed`.', async () => {
    const person = await payer(teller);
    const letGo = await holdFinding(teller, person);
    const { agent, first } = await startRefund(teller, { person });
    const looking = agent.look(first.intentId, '?turn=2&wait=20');
    const turn = agent.turn(first.intentId, 1, { identity: person.identity });
    await until('the turn was accepted', async () => {
      const { events } = await workflowOf(teller, first).fetchHistory();
      return JSON.stringify(events).includes('turn-1');
    });
    await workflowOf(teller, first).terminate('Ended by a test');
    await letGo();
    for (const heard of [await turn, await looking]) {
      expect(heard).toMatchObject({ status: 200, body: { turn: 2, status: 'done', outcome: 'failed' } });
    }
  });
});

/** A payment confirmation, whose facts may hold the payment's whole amount. */
async function confirmation(payment_method: string): Promise<Reply> {
  const person = await payer(teller);
  const { customer } = person;
  await teller
    .stripe()
    .paymentIntents.create({ amount: 11_00, currency: 'usd', customer, payment_method, confirm: true })
    .catch(() => undefined);
  return teller.agent().begin(teller.call(), {
    intent: 'payment_confirmation',
    caller: { email: person.email },
    details: { last4: '0002', amount: { value: 11_00, currency: 'usd' } },
  });
}

describe('Outcomes', () => {
  test.concurrent('`completed`: done', async () => {
    const { agent, first } = await startRefund(teller, { proven: true });
    expect(await agent.answer(first, { confirm: true })).toMatchObject({ outcome: 'completed' });
  });

  test.concurrent('or truthfully answered (also "it failed")', async () => {
    expect(await confirmation('pm_card_visa_chargeDeclined')).toMatchObject({
      status: 'done',
      outcome: 'completed',
      facts: { payments: [{ state: 'failed', failure: 'declined' }] },
    });
  });

  test.concurrent('`declined`: policy forbids', async () => {
    const details = { amount: '10.00' };
    const { first } = await startRefund(teller, { tenant: 'strict', proven: true, details });
    expect(first).toMatchObject({ outcome: 'declined', facts: { reason: 'partial_not_allowed' } });
  });

  test.concurrent('`declined`: verification forbids', async () => {
    const { agent, first } = await startRefund(teller, { tenant: 'strict' });
    const last = await agent.answer(first, { identity: { last4: '0000', amount: '1.00' } });
    expect(last).toMatchObject({ status: 'done', outcome: 'declined', facts: {}, handoff: {} });
  });

  test.concurrent('`declined`: Stripe’s state forbids', async () => {
    const person = await payer(teller);
    await teller.control('POST', '/disputes', { payment_intent: person.payment.id });
    const { first } = await startRefund(teller, { person, proven: true });
    expect(first).toMatchObject({ outcome: 'declined', facts: { reason: 'disputed' } });
  });

  test.concurrent('`declined`: a person said no', async () => {
    const { agent, first } = await startRefund(teller, { proven: true, payment: { amount: 250_00 } });
    const held = await agent.answer(first, { confirm: true });
    await personDecides(teller, held, 'refuse');
    expect(await agent.afterSupport(held)).toMatchObject({
      outcome: 'declined',
      facts: { reason: 'refused_by_support' },
    });
  });

  test.concurrent('`abandoned`: silence, cancel, or "no"', async () => {
    const { agent, first } = await startRefund(teller, { proven: true });
    expect(await agent.answer(first, { confirm: false })).toMatchObject({ outcome: 'abandoned' });
    const other = await startRefund(teller);
    expect((await agent.cancel(other.first.intentId)).body.outcome).toBe('abandoned');
    const third = await startRefund(teller);
    await hangUp(teller, agent, third.call, third.first);
    const { body } = await agent.look(third.first.intentId, '?turn=2&wait=20');
    expect(body.outcome).toBe('abandoned');
  });

  test.concurrent('`failed`: we could not, and a person knows.', async () => {
    const { agent, call, body, person } = await refundOf(teller, { proven: true });
    const contains = person.email.split('@')[0];
    const fault = { kind: 'status', status: 401, path: '/v1/customers', contains, times: 'always' };
    await teller.control('POST', '/faults', fault);
    expect(await agent.begin(call, body)).toMatchObject({
      status: 'done',
      outcome: 'failed',
      handoff: { queue: 'support', reason: 'not_available' },
    });
  });

  // Nothing is taken over outside an intent yet.
  test.todo('`escalated`: a person took over outside this intent.');
});
