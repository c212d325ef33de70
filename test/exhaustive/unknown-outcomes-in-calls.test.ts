import { describe, expect, test } from '@jest/globals';
import type { Reply } from '../../src/contracts/reply.ts';
import { workflowIds } from '../../src/domain/ids.ts';
import { decide, tasks } from '../../src/workflows/messages.ts';
import { type Payer, payer, refundsOf } from '../support/people.ts';
import { useTeller } from '../support/teller.ts';
import { faultsOf, passingTroubles, type Spoiling } from '../support/troubles.ts';
import { until } from '../support/until.ts';

const teller = useTeller();

/** Has Stripe do this to the next refunds of a payment that are ours; others' refunds go through. */
async function fail(who: Payer, spoiling: Spoiling): Promise<{ id: string }> {
  const [fault] = faultsOf({ spoils: [spoiling], made: false }, who.payment.id);
  return teller.control('POST', '/faults', fault);
}

async function agreed(who: Payer): Promise<Reply> {
  const agent = teller.agent();
  const asked = await agent.begin(teller.call(), { intent: 'refund', caller: { email: who.email } });
  const confirm = await agent.answer(asked, { identity: who.identity });
  return agent.answer(confirm, { confirm: true });
}

/** What it came to in the end: where machines are slow, the caller is with support for a while first. */
async function finished(who: Payer): Promise<Reply> {
  const reply = await agreed(who);
  return reply.status === 'with_support' ? teller.agent().afterSupport(reply) : reply;
}

describe('when Stripe’s answer to a refund is unknown, the caller hears in the end that it is made, and it is, once', () => {
  test.concurrent.each(passingTroubles)(
    '%s',
    async (_, trouble) => {
      const who = await payer(teller);
      for (const fault of faultsOf(trouble, who.payment.id)) await teller.control('POST', '/faults', fault);
      const done = await finished(who);
      // It was looked for: the caller’s yes did not come through at once.
      expect(await looksFor(who)).toBeGreaterThan(0);
      const refunds = await refundsOf(teller, who);
      expect(refunds).toHaveLength(1);
      expect(done).toMatchObject({
        outcome: 'completed',
        facts: { refund: { refund: refunds[0]?.id, amount: { value: 4_250 }, state: 'issued' } },
      });
    },
    60_000,
  );
});

describe('an outcome that stays unknown', () => {
  test.concurrent('is set aside: its caller is with support, its amount counts, and the next caller is served', async () => {
    const who = await payer(teller);
    const agent = teller.agent();
    const { id } = await fail(who, { kind: 'status', status: 500, when: 'before', times: 'always' });
    const held = await agreed(who);
    expect(held).toMatchObject({ status: 'with_support', facts: { reason: 'being_confirmed' } });

    const asked = await agent.begin(teller.call(), { intent: 'refund', caller: { email: who.email } });
    const confirm = await agent.answer(asked, { identity: who.identity });
    const second = await agent.answer(confirm, { confirm: true });
    expect(second).toMatchObject({ outcome: 'declined', facts: { reason: 'already_refunded' } });
    expect(second.say).toContain('being confirmed');
    // What nobody knows to be made is no fact yet, and another intent's decision is nobody's business.
    expect(second.facts).not.toHaveProperty('refund');
    expect(second.facts).toMatchObject({ payment: { refunded: { value: 0 } } });

    await teller.control('DELETE', `/faults/${id}`);
    expect(await agent.afterSupport(held)).toMatchObject({ outcome: 'completed' });
    expect(await refundsOf(teller, who)).toHaveLength(1);
  }, 60_000);

  test.concurrent('with a refund by another hand since is not sent again until a person decides', async () => {
    const who = await payer(teller);
    const agent = teller.agent();
    const { id } = await fail(who, { kind: 'status', status: 500, when: 'before', times: 'always' });
    const asked = await agent.begin(teller.call(), {
      intent: 'refund',
      caller: { email: who.email },
      details: { amount: '10' },
    });
    const confirm = await agent.answer(asked, { identity: who.identity });
    const turning = agent.answer(confirm, { confirm: true });
    const ours = () => sent(who);
    await until('it was sent', async () => (await ours()).length > 0);
    await teller.stripe().refunds.create({ payment_intent: who.payment.id, amount: 1_000 });
    const held = await turning;
    expect(held).toMatchObject({ status: 'with_support' });

    const lane = laneOf(who);
    await until('a person is asked', async () => (await lane.query(tasks)).length > 0, 30);
    expect(await lane.query(tasks)).toMatchObject([
      { kind: 'unknown_refund', reason: 'another_refund_since', task: `${held.intentId}-1` },
    ]);

    await teller.control('DELETE', `/faults/${id}`);
    const before = (await ours()).length;
    await lane.signal(decide, {
      task: `${held.intentId}-1`,
      verdict: 'approve',
      version: 1,
      reason: 'the other one was for postage',
    });
    expect(await agent.afterSupport(held)).toMatchObject({ outcome: 'completed' });
    const attempts = await ours();
    expect(attempts).toHaveLength(before + 1);
    // Under the same key: should one of the earlier sends still arrive, Stripe knows it as the same.
    expect(new Set(attempts.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
    expect(await refundsOf(teller, who)).toHaveLength(2);
  }, 60_000);

  test.concurrent('since our key was refused is no fault of the payment’s: a person mends it, and it is made', async () => {
    const who = await payer(teller);
    await fail(who, { kind: 'status', status: 401, when: 'before' });
    const held = await agreed(who);
    expect(held).toMatchObject({ status: 'with_support', facts: { reason: 'being_confirmed' } });
    const lane = laneOf(who);
    const task = `${held.intentId}-1`;
    expect(await lane.query(tasks)).toMatchObject([{ task, reason: 'no_access' }]);
    expect(await refundsOf(teller, who)).toHaveLength(0);
    await lane.signal(decide, { task, verdict: 'approve', version: 1, reason: 'the key is mended' });
    expect(await teller.agent().afterSupport(held)).toMatchObject({ outcome: 'completed' });
    expect(await refundsOf(teller, who)).toHaveLength(1);
    expect(await lane.query(tasks)).toEqual([]);
  });

  test.concurrent('and refused by a person ends without a refund', async () => {
    const who = await payer(teller);
    const agent = teller.agent();
    await fail(who, { kind: 'status', status: 500, when: 'before', times: 'always' });
    const turning = agreed(who);
    await until('it was sent', async () => (await sent(who)).length > 0);
    await teller.stripe().refunds.create({ payment_intent: who.payment.id, amount: 700 });
    const held = await turning;
    const lane = laneOf(who);
    await until('a person is asked', async () => (await lane.query(tasks)).length > 0, 30);
    await lane.signal(decide, {
      task: `${held.intentId}-1`,
      verdict: 'refuse',
      version: 1,
      reason: 'enough',
    });
    expect(await agent.afterSupport(held)).toMatchObject({
      outcome: 'declined',
      facts: { reason: 'refused_by_support' },
    });
    expect(await refundsOf(teller, who)).toMatchObject([{ amount: 700 }]);
  }, 60_000);
});

/** The lane through which everything of a customer is refunded. */
function laneOf({ customer }: Payer) {
  return teller.temporal().workflow.getHandle(workflowIds.lane(teller.tenant().id, customer));
}

/** Refunds of a payment that were sent by us, made or not. */
async function sent(who: Payer): Promise<{ idempotencyKey: string }[]> {
  const journal = await teller.control<{
    data: { idempotencyKey: string; params: Record<string, string> }[];
  }>('GET', '/journal?method=POST&path=/v1/refunds');
  return journal.data.filter(
    ({ params }) =>
      params['payment_intent'] === who.payment.id && params['metadata[tellerline_decision]'] !== undefined,
  );
}

/** How often a payment’s refunds were listed. */
async function looksFor(who: Payer): Promise<number> {
  const journal = await teller.control<{ data: { params: Record<string, string> }[] }>(
    'GET',
    '/journal?method=GET&path=/v1/refunds',
  );
  return journal.data.filter(({ params }) => params['payment_intent'] === who.payment.id).length;
}
