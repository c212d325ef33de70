import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { TaskPage, TaskRow } from '../../src/contracts/task.ts';
import { workflowIds } from '../../src/domain/ids.ts';
import { searchAttributes } from '../../src/domain/search-attributes.ts';
import { taskPlaceOf } from '../../src/domain/task-id.ts';
import { claim } from '../../src/workflows/messages.ts';
import { type Listened, listenTo } from '../support/event-stream.ts';
import { memberOf, type TestMember, useIdentityProvider } from '../support/staff.ts';
import { useTeller } from '../support/teller.ts';
import { isSmall } from './size.ts';

const TASKS = 1_000;
const SAMPLES = isSmall ? 7 : 20;
/** So many are started at once. */
const AT_ONCE = 10;

const teller = useTeller({
  api: useIdentityProvider(() => [{ sub: 'ana', name: 'Ana Reyes', roles: ['supervisor'], tenants: ['*'] }]),
});

let ana: TestMember;
let stream: Listened | undefined;

async function openStream(): Promise<Listened> {
  await stream?.close();
  const cookie = [...ana.browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const opened = await listenTo(`${teller.url()}/v1/tasks/stream`, { Cookie: cookie });
  await opened.heard('hello', () => true, 20);
  return opened;
}

async function open(n: number): Promise<void> {
  const tenant = teller.tenant().id;
  const refund = `re_${n}`;
  await teller.temporal().workflow.start('difference', {
    workflowId: workflowIds.difference(tenant, refund),
    taskQueue: teller.taskQueue,
    args: [
      {
        tenant,
        difference: { kind: 'refund_unclaimed', object: refund, reference: 'R7K-2MX', payment: `pi_${n}` },
      },
    ],
  });
}

beforeAll(async () => {
  ana = await memberOf(teller.url(), 'ana');
  for (let from = 0; from < TASKS; from += AT_ONCE)
    await Promise.all(Array.from({ length: AT_ONCE }, (_, n) => open(from + n)));
  const openTasks = async () => (await ana.get<TaskPage>('/v1/tasks')).body.counts.all;
  for (const giveUp = Date.now() + 180_000; (await openTasks()) < TASKS; await pause(1_000))
    if (Date.now() > giveUp) throw new Error('Not all tasks are open.');
}, 300_000);

afterAll(() => stream?.close());

/** What the middle one of several took, milliseconds; each more than a second after the one before. */
async function timed(ask: () => Promise<unknown>): Promise<number> {
  const took: number[] = [];
  for (let n = 0; n < SAMPLES; n += 1) {
    const began = performance.now();
    await ask();
    took.push(performance.now() - began);
    await pause(1_100);
  }
  return Math.round(took.sort((one, other) => one - other)[Math.floor(SAMPLES / 2)] ?? 0);
}

/** What all the rest hangs on: how long this machine takes to list them now. */
const listing = () =>
  timed(() =>
    teller.temporal().workflowService.listWorkflowExecutions({
      namespace: 'default',
      query: `${searchAttributes.openTask.name} IS NOT NULL AND ExecutionStatus = 'Running'`,
      pageSize: TASKS,
    }),
  );

const ratio = (took: number, promised: number) => Number((took / promised).toFixed(2));

test(`the first page of ${TASKS} open tasks comes in under 300 ms`, async () => {
  const list = await listing();
  const alone = await timed(() => ana.get('/v1/tasks'));
  stream = await openStream();
  const live = await timed(() => ana.get('/v1/tasks'));
  const filtered = await timed(() => ana.get('/v1/tasks?assignee=none&q=pi_9&sort=opened'));
  const slowest = Math.max(alone, live, filtered);
  console.log(
    `First page of ${TASKS}, ms: ${JSON.stringify({ alone, live, filtered, list })}; of the 300 promised: ${ratio(slowest, 300)}`,
  );
  // It waits for no list: a slow machine is no excuse.
  expect(slowest).toBeLessThan(300);
}, 240_000);

test('a change by another hand is streamed within two seconds', async () => {
  const list = await listing();
  stream = await openStream();
  const { body } = await ana.get<TaskPage>('/v1/tasks');
  const took: number[] = [];
  for (const { id } of body.tasks.slice(0, 10)) {
    // As by another API process: this one learns of it from visibility alone.
    const { workflowId, task } = taskPlaceOf(id) ?? { workflowId: '', task: '' };
    const act = { task, by: { id: 'ben', name: 'Ben', role: 'agent' as const } };
    const workflow = teller.temporal().workflow.getHandle(workflowId);
    const { changes } = await workflow.executeUpdate(claim, { args: [act] });
    const began = performance.now();
    await stream.heard('task', (data) => data['id'] === id && data['changes'] === changes, 10);
    took.push(Math.round(performance.now() - began));
  }
  const latest = Math.max(...took);
  console.log(
    `A change among ${TASKS} is streamed after, ms: ${took.join(', ')}; a list takes ${list}; of the 2,000 promised: ${ratio(latest, 2_000)}`,
  );
  // A list has to be read for it: where that is slow it may take longer, and never twice as long.
  expect(latest).toBeLessThan(Math.min(4_000, Math.max(2_000, 1_000 + 3 * list)));
}, 120_000);

test('all pages together hold each task once', async () => {
  const seen: TaskRow[] = [];
  let cursor: string | undefined;
  do {
    const { body } = await ana.get<TaskPage>(`/v1/tasks${cursor === undefined ? '' : `?cursor=${cursor}`}`);
    seen.push(...body.tasks);
    cursor = body.next;
  } while (cursor !== undefined);
  expect(new Set(seen.map(({ id }) => id)).size).toBe(TASKS);
  expect(seen).toHaveLength(TASKS);
});
