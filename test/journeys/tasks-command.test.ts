import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { Client } from '@temporalio/client';
import type { Reply } from '../../src/contracts/reply.ts';
import { workflowIds } from '../../src/domain/ids.ts';
import type { HumanTask } from '../../src/domain/task.ts';
import { tasks } from '../../src/workflows/messages.ts';
import { endPrograms, type Program, runProgram } from '../cli/run-program.ts';
import { type Payer, payer } from '../support/people.ts';
import { useTeller } from '../support/teller.ts';
import { until } from '../support/until.ts';

const teller = useTeller();

// The keys of useTeller, as a file.
const key = (text: string) => Buffer.alloc(32, text).toString('base64');
const keys = { version: 1, payload: key('test payload key'), identity: key('test identity key') };
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tellerline-tasks-'));
  writeFileSync(join(folder, 'keys.json'), JSON.stringify(keys));
});
afterEach(endPrograms);
afterAll(() => rmSync(folder, { recursive: true }));

function run(args: string[], env: Record<string, string> = {}): Program {
  const ours = { TELLERLINE_DATA: folder, TEMPORAL_ADDRESS: process.env['TEST_TEMPORAL_ADDRESS'] ?? '' };
  return runProgram({ file: 'src/cli/tasks.ts' }, { args, env: { ...ours, ...env } });
}

async function ended(program: Program): Promise<{ code: number | null; output: string }> {
  const { code } = await program.ended;
  return { code, output: program.output() };
}
const decide = (...args: string[]) => ended(run(['decide', ...args, '--reason', 'looked at it']));

/** As the Temporal UI and its command line send it: no codec of ours. */
const byHand = (workflowId: string) =>
  new Client({ connection: teller.temporal().connection }).workflow.getHandle(workflowId);
const workflowOf = ({ intentId }: Reply) => workflowIds.intent(teller.tenant().id, intentId);
const tasksOf = (reply: Reply): Promise<HumanTask[]> =>
  teller.temporal().workflow.getHandle(workflowOf(reply)).query(tasks);

/** A refund above the cap, agreed to by its caller, with support. */
async function withSupport(): Promise<{ who: Payer; waiting: Reply; task: string }> {
  const agent = teller.agent();
  const who = await payer(teller, { amount: 350_00 });
  const asked = await agent.start(teller.call(), { intent: 'refund', caller: { email: who.email } });
  const confirm = await agent.answer(asked.body, { identity: who.identity });
  const waiting = await agent.answer(confirm, { confirm: true });
  expect(waiting).toMatchObject({ status: 'with_support', facts: { reason: 'payment_cap' } });
  return { who, waiting, task: `${waiting.intentId}-1` };
}

const refundsOf = async ({ payment }: Payer) =>
  (await teller.stripe().refunds.list({ payment_intent: payment.id })).data;

describe('npm run tasks', () => {
  test('list shows what waits for a person, and approve has it done and the caller told', async () => {
    const { who, waiting, task } = await withSupport();
    let listed = await ended(run(['list']));
    await until('it is listed', async () => {
      if (!listed.output.includes(task)) listed = await ended(run(['list']));
      return listed.output.includes(task);
    });
    expect(listed.output).toMatch(
      /^ {2}reference {2,}kind {2,}reason {2,}what {2,}amount {2,}since {2,}task id$/m,
    );
    const row = listed.output.split('\n').find((line) => line.includes(task)) ?? '';
    expect(row.trim().split(/ {2,}/)).toEqual([
      waiting.reference,
      'approve refund',
      'payment cap',
      `Refund 350.00 USD of ${who.payment.id}`,
      '350.00 USD',
      expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d UTC$/),
      task,
    ]);
    expect(await refundsOf(who)).toEqual([]);

    const { code, output } = await decide(waiting.reference.toLowerCase(), 'approve');
    expect(output).toContain(`Approved: Refund 350.00 USD of ${who.payment.id} (${waiting.reference}).`);
    expect(output).toContain('completed: ');
    expect(code).toBe(0);
    const told = await teller.agent().afterSupport(waiting);
    expect(told).toMatchObject({ status: 'done', outcome: 'completed' });
    expect(told.say).toContain('350 dollars');
    expect(await refundsOf(who)).toMatchObject([{ amount: 350_00 }]);

    const late = await decide(task, 'refuse');
    expect(late).toEqual({ code: 2, output: `No task ${task} is open. See npm run tasks -- list.\n` });
  });

  test('less than was asked for can be approved, and more cannot', async () => {
    const { who, waiting, task } = await withSupport();
    const more = await decide(task, 'approve', '--amount', '350.01');
    expect(more).toEqual({ code: 1, output: 'Not carried out: The amount is more than was asked for.\n' });
    const { code, output } = await decide(task, 'approve', '--amount', '120.50');
    expect(output).toContain('Approved, 120.50 USD of it: Refund 350.00 USD');
    expect(code).toBe(0);
    const told = await teller.agent().afterSupport(waiting);
    expect(told).toMatchObject({ outcome: 'completed', facts: { refund: { amount: { value: 120_50 } } } });
    expect(await refundsOf(who)).toMatchObject([{ amount: 120_50 }]);
  });

  test('refuse ends the intent as declined and moves nothing', async () => {
    const { who, waiting, task } = await withSupport();
    const { code, output } = await decide(task, 'refuse');
    expect(output).toContain('Refused: Refund 350.00 USD');
    expect(output).toContain('declined: ');
    expect(code).toBe(0);
    const told = await teller.agent().afterSupport(waiting);
    expect(told).toMatchObject({ outcome: 'declined', facts: { reason: 'refused_by_support' } });
    expect(await refundsOf(who)).toEqual([]);
  });

  test.each([
    ['no verdict', ['decide', 'R7K-2MX', '--reason', 'x'], 'The verdict is approve or refuse.'],
    ['no reason', ['decide', 'R7K-2MX', 'approve'], 'A decision needs its reason: --reason "why".'],
    [
      'a refused amount',
      ['decide', 'R', 'refuse', '--reason', 'x', '--amount', '1'],
      '--amount goes with approve',
    ],
    ['no command of ours', ['approve'], 'Say list, or decide with a reference, then approve or refuse.'],
  ])('%s is told in one line', async (_, args, line) => {
    const { code, output } = await ended(run(args));
    expect(output).toContain(line);
    expect(output.trimEnd()).not.toContain('\n');
    expect(code).toBe(2);
  });

  test('what it needs and does not find is one line', async () => {
    const noKeys = await ended(run(['list'], { TELLERLINE_KEYS: join(folder, 'none.json') }));
    expect(noKeys).toMatchObject({
      code: 2,
      output: expect.stringContaining('The key file cannot be read.'),
    });
    const noTemporal = await ended(run(['list'], { TEMPORAL_ADDRESS: '127.0.0.1:1' }));
    expect(noTemporal).toEqual({
      code: 2,
      output:
        'Temporal does not answer at 127.0.0.1:1. Run npm start, or say where it is with TEMPORAL_ADDRESS.\n',
    });
    const { waiting } = await withSupport();
    const others = join(folder, 'others.json');
    writeFileSync(others, JSON.stringify({ ...keys, payload: key('of somebody else') }));
    await until('its task is visible', async () => {
      const { output } = await ended(run(['list'], { TELLERLINE_KEYS: others }));
      return output.startsWith('The key file does not fit what Temporal keeps.');
    });
    await teller.agent().cancel(waiting.intentId);
  });
});

describe('Signals sent by hand, in plain JSON', () => {
  test('a malformed decide is noted and changes nothing', async () => {
    const { who, waiting, task } = await withSupport();
    const workflow = byHand(workflowOf(waiting));
    const valid = { task, verdict: 'approve', reason: 'fine' };
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
    ];
    for (const args of malformed) await workflow.signal('decide', ...args);
    const [open] = await tasksOf(waiting);
    expect(open?.notes).toEqual([
      'The decision is not an object.',
      'The decision is not an object.',
      'The decision is not an object.',
      'The decision is not an object.',
      'The verdict is neither "approve" nor "refuse".',
      'The decision gives no reason.',
      'The amount is not { "value": 4250, "currency": "usd" }.',
      'The amount is more than was asked for.',
      'The amount is in another currency.',
      'What was shown has changed since: look again.',
    ]);
    expect((await teller.agent().look(waiting.intentId)).body).toEqual(waiting);
    expect(await refundsOf(who)).toEqual([]);

    const { code } = await decide(task, 'refuse');
    expect(code).toBe(0);
  });

  test('a well-formed decide is carried out', async () => {
    const { who, waiting, task } = await withSupport();
    const amount = { value: 300_00, currency: 'usd' };
    await byHand(workflowOf(waiting)).signal('decide', { task, verdict: 'approve', amount, reason: 'fine' });
    expect(await teller.agent().afterSupport(waiting)).toMatchObject({ outcome: 'completed' });
    expect(await refundsOf(who)).toMatchObject([{ amount: 300_00 }]);
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
    expect((await teller.agent().look(waiting.intentId)).body).toEqual(waiting);

    await decide(task, 'approve');
    const told = await teller.agent().afterSupport(waiting);
    const made = await refundsOf(who);
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
        approved: true,
      },
    };
    await lane.signal('enter', { decision, policy: {}, replyTo: workflowOf(first.waiting) });
    await lane.signal('enter');
    await lane.signal('enter', null);

    const agent = teller.agent();
    const { email, identity } = first.who;
    const asked = await agent.start(teller.call(), {
      ...{ intent: 'refund', caller: { email } },
      details: { amount: '50.00', last4: '4242' },
    });
    const confirm = await agent.answer(asked.body, { identity: { amount: identity.amount } });
    const done = await agent.answer(confirm, { confirm: true });
    expect(done).toMatchObject({ outcome: 'completed' });
    expect((await refundsOf(first.who)).map(({ amount }) => amount).sort()).toEqual([100_00, 50_00]);
  });

  test('a forged observed does not settle a payment that is processing', async () => {
    const agent = teller.agent();
    const who = await payer(teller, { payment_method: 'pm_usBankAccount' });
    const asked = await agent.start(teller.call(), {
      intent: 'payment_confirmation',
      caller: { email: who.email },
      details: { last4: '6789', amount: '42.50' },
    });
    expect(asked.body).toMatchObject({ expects: { about: { action: 'wait_until_settled' } } });
    const workflow = byHand(workflowOf(asked.body));
    const forged = { payment: who.payment.id, state: 'succeeded', amount: { value: 42_50, currency: 'usd' } };
    await workflow.signal('observed', forged);
    await workflow.signal('observed');
    const working = await agent.turn(asked.body.intentId, 1, { confirm: true });
    expect(working.body).toMatchObject({ status: 'working' });
    await workflow.signal('observed', forged);
    await teller.control('POST', `/payment_intents/${who.payment.id}`, { outcome: 'failed' });
    const told = await agent.settled(working.body);
    expect(told).toMatchObject({ outcome: 'completed', facts: { payments: [{ state: 'failed' }] } });
  });

  test('a callEnded by hand takes nothing from support', async () => {
    const { who, waiting, task } = await withSupport();
    await byHand(workflowOf(waiting)).signal('callEnded');
    expect((await teller.agent().look(waiting.intentId)).body).toEqual(waiting);
    await decide(task, 'approve');
    expect(await teller.agent().afterSupport(waiting)).toMatchObject({ outcome: 'completed' });
    expect(await refundsOf(who)).toHaveLength(1);
  });
});
