import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect } from '@jest/globals';
import { Client } from '@temporalio/client';
import type { Reply } from '../../src/contracts/reply.ts';
import { workflowIds } from '../../src/domain/ids.ts';
import { searchAttributes } from '../../src/domain/search-attributes.ts';
import type { HumanTask } from '../../src/domain/task.ts';
import { tasks } from '../../src/workflows/messages.ts';
import { endPrograms, type Program, runProgram } from '../cli/run-program.ts';
import { type Payer, payer } from './people.ts';
import { type Teller, testKeyFile } from './teller.ts';
import { until } from './until.ts';

/** `npm run tasks` as a process beside a Teller, and what it and people by hand decide on. */
export function useTasksCommand(teller: Teller) {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'tellerline-tasks-'));
    writeFileSync(join(folder, 'keys.json'), testKeyFile);
  });
  afterEach(endPrograms);
  afterAll(() => rmSync(folder, { recursive: true }));

  function run(args: string[], env: Record<string, string> = {}): Program {
    const ours = { TELLERLINE_DATA: folder, TEMPORAL_ADDRESS: teller.temporalAddress() };
    return runProgram({ file: 'src/cli/tasks.ts' }, { args, env: { ...ours, ...env } });
  }

  async function ended(program: Program): Promise<{ code: number | null; output: string }> {
    const { code } = await program.ended;
    return { code, output: program.output() };
  }
  /** On the first that was shown, unless another `--version` is named. */
  const decide = (...args: string[]) => {
    const version = args.includes('--version') ? [] : ['--version', '1'];
    return ended(run(['decide', ...args, ...version, '--reason', 'looked at it']));
  };

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
    const asked = await agent.begin(teller.call(), { intent: 'refund', caller: { email: who.email } });
    const confirm = await agent.answer(asked, { identity: who.identity });
    const waiting = await agent.answer(confirm, { confirm: true });
    expect(waiting).toMatchObject({ status: 'with_support', facts: { reason: 'payment_cap' } });
    return { who, waiting, task: `${waiting.intentId}-1` };
  }

  /** Resolves when a search finds what is with support, as whoever lists the queue does. */
  function visible({ reference }: Reply): Promise<void> {
    const query = `${searchAttributes.reference.name} = '${reference}' AND ${searchAttributes.openTask.name} IS NOT NULL`;
    return until('its task is visible', async () => {
      const { count } = await teller.temporal().workflow.count(query);
      return count === 1;
    });
  }

  return { folder: () => folder, run, ended, decide, byHand, workflowOf, tasksOf, withSupport, visible };
}
