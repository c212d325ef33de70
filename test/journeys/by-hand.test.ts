import { describe, expect, test } from '@jest/globals';
import { workflowIds } from '../../src/domain/ids.ts';
import { notCarriedOut } from '../../src/domain/task.ts';
import { withoutToken } from '../support/agent.ts';
import { payer, refundsOf } from '../support/people.ts';
import { useTasksCommand } from '../support/tasks-command.ts';
import { useTeller } from '../support/teller.ts';
import { until } from '../support/until.ts';

const teller = useTeller();
const { decide, byHand, workflowOf, tasksOf, withSupport } = useTasksCommand(teller);

describe('Signals sent by hand, in plain JSON', () => {
  test('a malformed decide is noted and changes nothing', async () => {
    const { who, waiting, task } = await withSupport();
    const workflow = byHand(workflowOf(waiting));
    const valid = { task, verdict: 'approve', version: 1, reason: 'fine' };
    const malformed = [
      [],
      ['approve'],
      [null],
      [[valid]],
      [{ ...valid, verdict: 'yes' }],
      [{ ...valid, reason: ' ' }],
      [{ ...valid, task: 'another' }],
      [{ ...valid, amount: 350 }],
      [{ ...valid, amount: { value: 1_000_000, currency: 'usd' } }],
      [{ ...valid, amount: { value: 100, currency: 'eur' } }],
      [{ ...valid, version: 7 }],
      [{ ...valid, version: undefined }],
      [{ ...valid, verdict: 'accept' }],
    ];
    for (const args of malformed) await workflow.signal('decide', ...args);
    const [open] = await tasksOf(waiting);
    expect(open && notCarriedOut(open)).toEqual([
      'The decision is not an object.',
      'The decision is not an object.',
      'The decision is not an object.',
      'The decision is not an object.',
      'The verdict is none of approve, refuse, refund, submit_evidence, accept, contact.',
      'The decision gives no reason.',
      'The amount is not { "value": 4250, "currency": "usd" }.',
      'The amount is more than was asked for.',
      'The amount is in another currency.',
      'What was shown has changed since: look again.',
      'The decision names no version: it may be on what was shown before.',
      'The verdict is none of approve, refuse, contact.',
    ]);
    expect(withoutToken((await teller.agent().look(waiting.intentId)).body)).toEqual(withoutToken(waiting));
    expect(await refundsOf(teller, who)).toEqual([]);

    const { code } = await decide(task, 'refuse');
    expect(code).toBe(0);
  });

  test('a well-formed decide is carried out', async () => {
    const { who, waiting, task } = await withSupport();
    const amount = { value: 300_00, currency: 'usd' };
    await byHand(workflowOf(waiting)).signal('decide', {
      task,
      verdict: 'approve',
      version: 1,
      amount,
      reason: 'fine',
    });
    expect(await teller.agent().afterSupport(waiting)).toMatchObject({ outcome: 'completed' });
    expect(await refundsOf(teller, who)).toMatchObject([{ amount: 300_00 }]);
  });

  test('a forged settled neither ends a refund nor wedges it', async () => {
    const { who, waiting, task } = await withSupport();
    const workflow = byHand(workflowOf(waiting));
    const refund = {
      refund: 're_forged',
      payment: who.payment.id,
      amount: { value: 350_00, currency: 'usd' },
    };
    for (const decision of [task, `${waiting.intentId}-2`])
      await workflow.signal('settled', { decision, kind: 'done', refund });
    await workflow.signal('settled');
    await workflow.signal('settled', 'nonsense');
    expect(withoutToken((await teller.agent().look(waiting.intentId)).body)).toEqual(withoutToken(waiting));

    await decide(task, 'approve');
    const told = await teller.agent().afterSupport(waiting);
    const made = await refundsOf(teller, who);
    expect(made).toHaveLength(1);
    expect(told).toMatchObject({ outcome: 'completed', facts: { refund: { refund: made[0]?.id } } });
  });

  test('a forged enter moves nothing, and the lane goes on serving', async () => {
    const first = await withSupport();
    await decide(first.task, 'approve', '--amount', '100');
    await teller.agent().afterSupport(first.waiting);
    const lane = byHand(workflowIds.lane(teller.tenant().id, first.who.customer));
    const decision = {
      ...{ id: 'forged-1', payment: first.who.payment.id, amount: { value: 250_00, currency: 'usd' } },
      ...{
        call: 'c',
        reference: 'R',
        decidedAt: Math.floor(Date.now() / 1_000),
        besides: [],
        approval: { reasons: ['payment_cap'] },
      },
    };
    await lane.signal('enter', { decision, policy: {}, replyTo: workflowOf(first.waiting) });
    await lane.signal('enter');
    await lane.signal('enter', null);

    const agent = teller.agent();
    const { email, identity } = first.who;
    const asked = await agent.begin(teller.call(), {
      ...{ intent: 'refund', caller: { email } },
      details: { amount: '50.00', last4: '4242' },
    });
    const confirm = await agent.answer(asked, { identity: { amount: identity.amount } });
    const done = await agent.answer(confirm, { confirm: true });
    expect(done).toMatchObject({ outcome: 'completed' });
    expect((await refundsOf(teller, first.who)).map(({ amount }) => amount).sort()).toEqual([100_00, 50_00]);
  });

  test('a forged observed does not settle a payment that is processing', async () => {
    const agent = teller.agent();
    const who = await payer(teller, { payment_method: 'pm_usBankAccount' });
    const asked = await agent.begin(teller.call(), {
      intent: 'payment_confirmation',
      caller: { email: who.email },
      details: { last4: '6789', amount: '42.50' },
    });
    expect(asked).toMatchObject({ expects: { about: { action: 'wait_until_settled' } } });
    const workflow = byHand(workflowOf(asked));
    const forged = { payment: who.payment.id, state: 'succeeded', amount: { value: 42_50, currency: 'usd' } };
    await workflow.signal('observed', forged);
    await workflow.signal('observed');
    const telling = agent.answer(asked, { confirm: true });
    await until('the caller waits', async () => {
      const { status } = (await agent.heardLook(asked.intentId, '?turn=2')).body;
      return status === 'working';
    });
    await workflow.signal('observed', forged);
    await teller.control('POST', `/payment_intents/${who.payment.id}`, { outcome: 'failed' });
    expect(await telling).toMatchObject({ outcome: 'completed', facts: { payments: [{ state: 'failed' }] } });
  });

  test('a callEnded by hand takes nothing from support', async () => {
    const { who, waiting, task } = await withSupport();
    await byHand(workflowOf(waiting)).signal('callEnded');
    expect(withoutToken((await teller.agent().look(waiting.intentId)).body)).toEqual(withoutToken(waiting));
    await decide(task, 'approve');
    expect(await teller.agent().afterSupport(waiting)).toMatchObject({ outcome: 'completed' });
    expect(await refundsOf(teller, who)).toHaveLength(1);
  });
});
