import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type { WorkflowHandle } from '@temporalio/client';
import type { TryRequest, TryResult } from '../../src/domain/guard.ts';
import { decide, report, reserve, tasks } from '../../src/workflows/messages.ts';
import { useSkippedTime } from '../support/time.ts';
import { until } from '../support/until.ts';

const time = useSkippedTime();
const policy = { failures: 2, periodSeconds: 86_400, lockSeconds: 3_600, codesPerHour: 3 };

/** A guard of its own, and an intent's place that nobody is at. */
function guardOn() {
  const guard = randomUUID();
  const workflowId = `guard/${time.tenant}/${guard}`;
  const request = (more: Partial<TryRequest> = {}): TryRequest => ({
    reservation: randomUUID(),
    replyTo: `intent/${time.tenant}/${randomUUID()}`,
    reference: 'R7K-2MX',
    guards: [guard],
    policy,
    ...more,
  });
  const options = { workflowId, taskQueue: time.taskQueue() };
  const args = [{ tenant: time.tenant, guard, policy }];
  return {
    request,
    ask: (one: TryRequest): Promise<WorkflowHandle> =>
      time.client().workflow.signalWithStart('guard', {
        ...options,
        args,
        signal: reserve,
        signalArgs: [one],
      }),
    say: (one: TryRequest, result: TryResult): Promise<WorkflowHandle> =>
      time.client().workflow.signalWithStart('guard', {
        ...options,
        args,
        signal: report,
        signalArgs: [{ ...one, result }],
      }),
  };
}

async function isRunning(workflow: WorkflowHandle): Promise<boolean> {
  return (await workflow.describe()).status.name === 'RUNNING';
}

const ended = (workflow: WorkflowHandle) =>
  until('the guard has ended', async () => !(await isRunning(workflow)));

describe('a guard', () => {
  test('runs as long as a failure counts, and no longer', async () => {
    const { request, say } = guardOn();
    const guard = await say(request(), 'wrong');
    await time.environment().sleep('23h');
    expect(await isRunning(guard)).toBe(true);
    await time.environment().sleep('2h');
    await ended(guard);
  });

  test('locks out for a while, shows it to support, and takes it back by itself', async () => {
    const { request, say } = guardOn();
    await say(request(), 'wrong');
    const guard = await say(request(), 'wrong');
    await until('the lock-out is shown', async () => (await guard.query(tasks)).length === 1);
    expect(await guard.query(tasks)).toMatchObject([{ task: 'lock-out', kind: 'lift_lockout' }]);
    await time.environment().sleep('59m');
    expect(await guard.query(tasks)).toHaveLength(1);
    await time.environment().sleep('2m');
    await ended(guard);
    expect(await guard.query(tasks)).toEqual([]);
  });

  test('stays locked where support refuses to lift it, and asks no second time', async () => {
    const { request, say } = guardOn();
    await say(request(), 'wrong');
    const guard = await say(request(), 'wrong');
    await until('the lock-out is shown', async () => (await guard.query(tasks)).length === 1);
    await guard.signal(decide, {
      task: 'lock-out',
      verdict: 'refuse',
      version: 1,
      reason: 'Not known to us',
    });
    await until('the task is closed', async () => (await guard.query(tasks)).length === 0);
    await time.environment().sleep('30m');
    expect(await isRunning(guard)).toBe(true);
    expect(await guard.query(tasks)).toEqual([]);
  });

  test('gives back what an intent reserved that has ended since', async () => {
    const { request, ask } = guardOn();
    const guard = await ask(request());
    // Its Signal finds nobody: nothing stays open, and nothing counts as a failure five minutes later.
    await ended(guard);
  });

  test('takes nothing that is sent by hand but a decision', async () => {
    const { request, say } = guardOn();
    const guard = await say(request(), 'wrong');
    const plain = {
      payloads: [{ metadata: { encoding: Buffer.from('json/plain') }, data: Buffer.from('{}') }],
    };
    for (const signalName of ['reserve', 'report', 'lift'])
      await time.client().workflowService.signalWorkflowExecution({
        namespace: 'default',
        workflowExecution: { workflowId: guard.workflowId },
        signalName,
        input: plain,
      });
    await say(request(), 'wrong');
    await until('both failures count', async () => (await guard.query(tasks)).length === 1);
  });
});
