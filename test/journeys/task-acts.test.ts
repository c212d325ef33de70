import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type { Reply } from '../../src/contracts/reply.ts';
import { type GivenReply, tasks, tasksDone } from '../../src/workflows/messages.ts';
import { usd } from '../domain/records.ts';
import { onDisk } from '../support/disk.ts';
import { payer, refundsOf } from '../support/people.ts';
import { verifiedRefund, workflowOf } from '../support/refunds.ts';
import { staffAt } from '../support/task-people.ts';
import { useTeller } from '../support/teller.ts';
import { until } from '../support/until.ts';

const teller = useTeller();

/** A refund above the cap that waits for a person. */
async function waiting(amount: number) {
  const who = await payer(teller, { amount });
  const agent = teller.agent();
  const held: Reply = await agent.answer(await verifiedRefund(teller, who), { confirm: true });
  expect(held).toMatchObject({ status: 'with_support' });
  const workflow = workflowOf(teller, held);
  const task = `${held.intentId}-1`;
  return {
    ...{ who, held, workflow, task },
    staff: (name: string, role?: Parameters<typeof staffAt>[3]) => staffAt(workflow, task, name, role),
    outcome: (): Promise<GivenReply> => workflow.result(),
  };
}

describe('people at a task', () => {
  test('the first decides; the second is told who was first and when, also once the Workflow has ended', async () => {
    const { staff, outcome, who, workflow } = await waiting(350_00);
    const [ann, bea] = [staff('Ann'), staff('Bea')];
    expect(await ann.decide()).toMatchObject({ state: 'decided' });
    const refused = await bea.decide({ verdict: 'refuse' }).catch((error: Error) => error.name);
    expect(await outcome()).toMatchObject({ outcome: 'completed' });
    await workflow.result();
    const [done] = await workflow.query(tasksDone);
    expect(done).toMatchObject({ verdict: 'approve', by: ann.by, at: expect.any(String) });
    // By an Update while it ran; where it had ended, the API asks the closed Workflow as just now.
    if (typeof refused !== 'string') expect(refused).toMatchObject({ refused: 'task-done', about: { done } });
    else expect(refused).toBe('WorkflowNotFoundError');
    expect(await refundsOf(teller, who)).toHaveLength(1);
  });

  test('who holds it decides and nobody else, until it is taken over with a reason', async () => {
    const { staff, outcome } = await waiting(350_00);
    const [ann, bea] = [staff('Ann'), staff('Bea')];
    expect(await ann.claim()).toMatchObject({ claim: { by: ann.by, until: expect.any(String) } });
    for (const refused of [await bea.claim(), await bea.decide(), await bea.release()])
      expect(refused).toMatchObject({ refused: 'task-claimed', about: { task: { claim: { by: ann.by } } } });
    expect(await bea.claim({ takeOver: 'Ann has gone home' })).toMatchObject({ claim: { by: bea.by } });
    expect(await ann.decide()).toMatchObject({ refused: 'task-claimed' });
    expect(await bea.decide({ amount: usd(100_00) })).toMatchObject({ state: 'decided' });
    expect(await outcome()).toMatchObject({ facts: { refund: { amount: usd(100_00) } } });
  });

  test('a release frees it, a note is kept, and only supervisors hand it to others', async () => {
    const { staff, workflow } = await waiting(350_00);
    const [ann, bea] = [staff('Ann', 'agent'), staff('Bea', 'supervisor')];
    await ann.claim();
    await ann.note('Called before, twice');
    expect(await ann.release({ queue: 'escalation', reason: 'Not mine' })).toMatchObject({
      queue: 'escalation',
    });
    expect(await ann.claim({ for: bea.by })).toMatchObject({
      refused: 'not-allowed',
      about: { why: 'role' },
    });
    expect(await bea.claim({ for: ann.by })).toMatchObject({ claim: { by: ann.by } });
    const [task] = await workflow.query(tasks);
    expect(task?.events.map(({ what }) => what)).toEqual([
      'opened',
      'claimed',
      'noted',
      'released',
      'moved',
      'claimed',
    ]);
    await ann.decide({ verdict: 'refuse' });
  });

  test('above what one may approve two different people say yes to the same amount', async () => {
    const { staff, outcome, who } = await waiting(1_500_00);
    const [ann, bea] = [staff('Ann', 'supervisor'), staff('Bea')];
    expect(await staff('Joe', 'agent').decide()).toMatchObject({
      refused: 'not-allowed',
      about: { why: 'limit' },
    });
    expect(await ann.decide()).toMatchObject({
      state: 'one_of_two',
      task: { needed: 2, votes: [{ by: ann.by }] },
    });
    expect(await ann.decide()).toMatchObject({ refused: 'not-allowed', about: { why: 'same_person' } });
    // Another amount is another question.
    expect(await bea.decide({ amount: usd(1_200_00) })).toMatchObject({
      state: 'one_of_two',
      task: { votes: [{ by: bea.by, amount: usd(1_200_00) }] },
    });
    expect(await refundsOf(teller, who)).toEqual([]);
    expect(await ann.decide({ amount: usd(1_200_00) })).toMatchObject({ state: 'decided' });
    expect(await outcome()).toMatchObject({ facts: { refund: { amount: usd(1_200_00) } } });
  });

  test('a Signal is one vote of the operator’s, and no second one', async () => {
    const { staff, outcome, workflow, task } = await waiting(1_500_00);
    const yes = { task, verdict: 'approve', version: 1, reason: 'By hand', by: { id: 'bea', role: 'admin' } };
    await workflow.signal('decide', yes);
    await workflow.signal('decide', yes);
    expect(await workflow.query(tasks)).toMatchObject([
      {
        votes: [{ by: { id: 'operator', role: 'operator' } }],
        events: [
          { what: 'opened' },
          { what: 'approved_once' },
          { what: 'not_carried_out', text: 'It takes the yes of another person as well.' },
        ],
      },
    ]);
    expect(await staff('Bea').decide()).toMatchObject({ state: 'decided' });
    expect(await outcome()).toMatchObject({ outcome: 'completed' });
  });

  test('what a person asks is written to the caller, who hears it when they call back', async () => {
    const { staff, who, workflow, held, outcome } = await waiting(350_00);
    const text = 'Which of the two parcels was it?';
    expect(await staff('Ann').decide({ verdict: 'contact', reason: text })).toMatchObject({
      state: 'asked_caller',
    });
    const agent = teller.agent();
    const details = { last4: '4242', amount: who.identity.amount, reference: held.reference };
    const body = { intent: 'follow_up', caller: { email: who.email }, details };
    const asked = await agent.begin(teller.call(), body);
    const { say } = asked;
    expect(say).toContain('A colleague still has to decide');
    expect(say).toContain(`A colleague has a question for you: ${text}`);
    expect(say).toMatch(/You can expect an answer by (today|tomorrow) at /);
    expect(await teller.outbox(who.email)).toMatchObject([
      { subject: 'A question about your request', text: expect.stringContaining(text) },
    ]);
    expect(await workflow.query(tasks)).toMatchObject([{ version: 1 }]);

    // What they answer stands in the task, and is asked no more.
    expect(asked).toMatchObject({
      expects: { kind: 'text', about: 'question' },
      facts: { requests: [{ status: 'with_support', question: text }] },
    });
    expect(say).toMatch(/What may I pass on to them\?$/);
    const passedOn = await agent.answer(asked, { text: 'The green one' });
    expect(passedOn).toMatchObject({ outcome: 'completed', say: 'Thank you. I have passed that on.' });
    await until('the answer stands in the task', async () => {
      const [task] = await workflow.query(tasks);
      const last = task?.events.at(-1);
      return last?.what === 'caller_said' && last.text === 'The green one';
    });
    expect(await workflow.query('__temporal_workflow_metadata')).toMatchObject({
      currentDetails: expect.stringContaining('The caller said since: “The green one”'),
    });
    const again = await agent.begin(teller.call(), body);
    expect(again).toMatchObject({ status: 'done', outcome: 'completed' });
    expect(again.say).not.toContain('question');

    // One that comes when it has been decided is not said to be passed on: how it stands by then is told.
    await staff('Ann').decide({ verdict: 'contact', reason: text });
    const late = await agent.begin(teller.call(), body);
    await staff('Ann').decide({ verdict: 'refuse', reason: 'Not this time' });
    await outcome();
    const told = await agent.answer(late, { text: 'The blue one' });
    expect(told.say).toContain('was declined, because a colleague decided against it.');
  });

  test('the one who decides sees who called, by what that was proved, and why a person is asked', async () => {
    const { workflow, who, held } = await waiting(350_00);
    expect(held.say).toMatch(/I have passed it on\. You can expect an answer by (today|tomorrow) at /);
    const [task] = await workflow.query(tasks);
    expect(task).toMatchObject({
      verdicts: ['approve', 'refuse', 'contact'],
      about: {
        customer: { id: who.customer, name: 'Pat Payer' },
        payment: { payment: who.payment.id, refunded: 0 },
        caller: { level: 'verified', how: ['last4', 'amount'] },
        rule: expect.stringContaining('200.00 USD'),
        effect: expect.stringContaining('350.00 USD'),
      },
    });
  });

  test('who acts, and what they write, is found in no file of Temporal’s', async () => {
    const { staff, workflow, task } = await waiting(350_00);
    const [name, text] = [`Ann ${randomUUID()}`, `Called twice ${randomUUID()}`];
    const ann = staff(name);
    await ann.claim();
    await ann.note(text);
    const [shown] = await workflow.query(tasks);
    expect(shown).toMatchObject({ task, claim: { by: { name } } });
    await ann.decide({ verdict: 'refuse', reason: text });
    await workflow.result();
    const disk = await onDisk();
    expect(disk.includes(task)).toBe(false);
    for (const said of [name, name.toLowerCase(), text]) expect(disk.includes(said)).toBe(false);
    expect(disk.includes(workflow.workflowId)).toBe(true);
  });

  test('20 decisions at once are one effect, and 19 are told who was first', async () => {
    const { staff, outcome, who } = await waiting(350_00);
    const names = Array.from({ length: 20 }, (_, n) => `Staff ${n}`);
    const came = await Promise.allSettled(
      names.map((name, n) => staff(name).decide({ verdict: n % 2 === 0 ? 'approve' : 'refuse' })),
    );
    const taken = came.filter((one) => one.status === 'fulfilled' && 'state' in one.value);
    expect(taken).toHaveLength(1);
    const { outcome: how } = await outcome();
    expect(await refundsOf(teller, who)).toHaveLength(how === 'completed' ? 1 : 0);
  });
});
