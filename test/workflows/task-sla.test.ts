import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type { WorkflowHandle } from '@temporalio/client';
import { workflowIds } from '../../src/domain/ids.ts';
import type { BusinessHours, PeopleSettings } from '../../src/domain/people.ts';
import { defaultPolicy } from '../../src/domain/policy.ts';
import { searchAttributes } from '../../src/domain/search-attributes.ts';
import type { HumanTask } from '../../src/domain/task.ts';
import { taskIdOf } from '../../src/domain/task-id.ts';
import { decide, tasks, tasksDone } from '../../src/workflows/messages.ts';
import { useReceiver } from '../support/receiver.ts';
import { useSkippedTime } from '../support/time.ts';
import { until } from '../support/until.ts';
import { intentsOn } from './intents.ts';

const receiver = useReceiver();
const time = useSkippedTime(() => receiver.settings());
const { payer, heldRefund, refundsOf } = intentsOn(time);

const HOUR = 3_600_000;
const whatHappened = ({ events }: HumanTask) => events.map(({ what }) => what);

/** A task that waits for a person and nothing else, by these rules. */
async function aTask(people?: PeopleSettings): Promise<{ workflow: WorkflowHandle; task: HumanTask }> {
  const refund = `re_${randomUUID()}`;
  const amount = { value: 1_000, currency: 'usd' };
  const difference = {
    kind: 'refund_missing',
    object: refund,
    reference: 'R7K-2MX',
    payment: 'pi_1',
    amount,
  };
  const workflow = await time.client().workflow.start('difference', {
    workflowId: workflowIds.difference(time.tenant, refund),
    taskQueue: time.taskQueue(),
    args: [{ tenant: time.tenant, difference, ...(people && { people }) }],
  });
  return { workflow, task: await taskIn(workflow) };
}

async function taskIn(workflow: WorkflowHandle): Promise<HumanTask> {
  let open: HumanTask[] = [];
  await until('a task is open', async () => {
    open = await workflow.query(tasks);
    return open.length > 0;
  });
  return open[0] as HumanTask;
}

async function sleepUntil(moment: number): Promise<void> {
  await time.environment().sleep(moment - (await time.environment().currentTimeMs()));
}

describe('a task that nobody decides', () => {
  test('is reminded of, goes to the second queue when it is due, and runs out: the caller’s request is declined', async () => {
    const who = await payer(350_00);
    const intent = await heldRefund(who, 350_00);
    const task = await intent.task();
    const opened = Date.parse(task.openedAt);
    expect(task).toMatchObject({ priority: 'normal', queue: 'support', events: [{ what: 'opened' }] });
    expect(Date.parse(task.dueAt) - opened).toBe(8 * HOUR);

    expect(await intent.workflow.result()).toMatchObject({
      outcome: 'declined',
      facts: { reason: 'expired' },
    });
    const [done, ...others] = await intent.workflow.query(tasksDone);
    expect(others).toEqual([]);
    expect(done).toMatchObject({ verdict: 'expired', task: { queue: 'escalation', priority: 'high' } });
    expect(done).not.toHaveProperty('by');
    const came = done?.task.events.map(({ what, at }) => [
      what,
      Math.round((Date.parse(at) - opened) / HOUR),
    ]);
    expect(came).toEqual([
      ['opened', 0],
      ['reminded', 7],
      ['escalated', 8],
      ['expired', 168],
    ]);
    expect(await refundsOf(who)).toEqual([]);
  });

  test('is told of to the tenant’s systems when it opens, when it is due soon and when it is overdue, with ids and codes alone', async () => {
    const { workflow, task } = await aTask();
    await sleepUntil(Date.parse(task.dueAt) + 1_000);
    const id = taskIdOf({ workflowId: workflow.workflowId, task: task.task });
    const told = () => receiver.taken().filter(({ data }) => 'task' in data && data.task === id);
    await until('all have arrived', () => Promise.resolve(told().length === 3));
    const about = {
      ...{ task: id, kind: 'difference', reason: 'refund_missing', reference: 'R7K-2MX', payment: 'pi_1' },
      ...{ dueAt: task.dueAt, amount: { value: 1_000, currency: 'usd' } },
    };
    expect(told()).toMatchObject([
      { type: 'task.opened', data: { ...about, priority: 'normal', queue: 'support' } },
      { type: 'task.due_soon', data: { ...about, priority: 'normal', queue: 'support' } },
      { type: 'task.overdue', data: { ...about, priority: 'high', queue: 'escalation' } },
    ]);
    expect(Object.keys(told()[0]?.data ?? {}).sort()).toEqual(
      [...Object.keys(about), 'priority', 'queue'].sort(),
    );
  });

  test('that is about money that has moved waits for ever, in few events', async () => {
    const { workflow } = await aTask();
    await time.environment().sleep('60 days');
    const [task] = await workflow.query(tasks);
    expect(task && whatHappened(task)).toEqual(['opened', 'reminded', 'escalated']);
    expect((await workflow.describe()).historyLength).toBeLessThan(50);
    await workflow.signal(decide, { task: task?.task, verdict: 'approve', version: 1, reason: 'Found it' });
    await workflow.result();
    expect(await workflow.query(tasksDone)).toMatchObject([{ verdict: 'approve', by: { id: 'operator' } }]);
  });

  test('stands in visibility by its kind, when it is due and in which queue, until it is settled', async () => {
    const { workflow, task } = await aTask();
    const shown = async () => (await workflow.describe()).searchAttributes;
    const { openTask, taskDue, taskQueue } = searchAttributes;
    expect(await shown()).toMatchObject({
      [openTask.name]: ['difference'],
      [taskDue.name]: [new Date(task.dueAt)],
      [taskQueue.name]: ['support'],
    });
    await sleepUntil(Date.parse(task.dueAt) + 1_000);
    await until('it has moved', async () => (await shown())[taskQueue.name]?.[0] === 'escalation');
    expect((await workflow.describe()).memo).toMatchObject({
      tasks: [{ task: task.task, queue: 'escalation' }],
    });
    await workflow.signal(decide, { task: task.task, verdict: 'approve', version: 1, reason: 'Found it' });
    await workflow.result();
    expect((await shown())[openTask.name]?.[0] ?? undefined).toBeUndefined();
    expect((await workflow.describe()).memo?.['tasks'] ?? undefined).toBeUndefined();
  });
});

describe('in business hours', () => {
  const worked = ['09:00', '17:00'] as const;
  const hours: BusinessHours = { mon: worked, tue: worked, wed: worked, thu: worked, fri: worked };
  const terms = { ...defaultPolicy.people.terms.difference, dueMinutes: 240, remindMinutes: 60 };
  const policy = {
    ...defaultPolicy.people,
    hours,
    terms: { ...defaultPolicy.people.terms, difference: terms },
  };

  const wall = (moment: number | string, timeZone: string) =>
    new Intl.DateTimeFormat('en-GB', {
      timeZone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
    }).format(new Date(moment));

  /** The Friday before the clocks change next, at four in the afternoon there. */
  function fridayBefore(change: number, timeZone: string): number {
    for (let moment = change - 72 * HOUR; moment < change; moment += HOUR)
      if (wall(moment, timeZone) === 'Fri 16:00') return moment;
    throw new Error('No Friday before it.');
  }

  function changesOf(timeZone: string, from: number): number[] {
    const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'shortOffset' });
    const offset = (moment: number) =>
      format.formatToParts(moment).find(({ type }) => type === 'timeZoneName')?.value;
    const changes: number[] = [];
    for (let moment = Math.ceil(from / HOUR) * HOUR; changes.length < 2; moment += HOUR)
      if (offset(moment) !== offset(moment + HOUR)) changes.push(moment + HOUR);
    return changes;
  }

  test('a weekend is not worked, and the clocks changing on it move nothing, either way', async () => {
    const timeZone = 'Europe/Berlin';
    const now = await time.environment().currentTimeMs();
    for (const change of changesOf(timeZone, now)) {
      await sleepUntil(fridayBefore(change, timeZone));
      const { workflow, task } = await aTask({ policy, timeZone });
      // Four hours: one on Friday, three on Monday.
      expect(wall(task.dueAt, timeZone)).toBe('Mon 12:00');
      const elapsed = Math.round((Date.parse(task.dueAt) - Date.parse(task.openedAt)) / HOUR);
      expect([67, 69]).toContain(elapsed);

      const due = Date.parse(task.dueAt);
      await sleepUntil(due - HOUR - 60_000);
      expect(whatHappened(await taskIn(workflow))).toEqual(['opened']);
      await sleepUntil(due - 60_000);
      expect(whatHappened(await taskIn(workflow))).toEqual(['opened', 'reminded']);
      await sleepUntil(due + 60_000);
      expect(await taskIn(workflow)).toMatchObject({ queue: 'escalation' });
      await workflow.signal(decide, { task: task.task, verdict: 'approve', version: 1, reason: 'Found it' });
    }
  }, 60_000);
});
