import { workflowIds } from '../../src/domain/ids.ts';
import { tasks } from '../../src/workflows/messages.ts';
import { until } from '../support/until.ts';
import type { Part } from './part.ts';
import type { Rig } from './rig.ts';
import type { Payer } from './stripe-side.ts';

const TENANT = 'demo';

/** The worker that carries out a write of this payer's lane now. */
export async function workerOfWrite(
  { client, workers }: Rig,
  { customer }: Pick<Payer, 'customer'>,
): Promise<Part> {
  const lane = client.workflow.getHandle(workflowIds.lane(TENANT, customer));
  let worker: Part | undefined;
  await until('a worker has the write', async () => {
    const { raw } = await lane.describe();
    const identity = raw.pendingActivities?.[0]?.lastWorkerIdentity;
    worker = workers.find((part) => isOf(identity, part));
    return worker !== undefined;
  });
  return worker as Part;
}

/** The worker that keeps an intent's Workflow in its memory: the one that did its last task. */
export async function workerOfIntent({ client, workers }: Rig, intentId: string): Promise<Part> {
  const { events = [] } = await client.workflow
    .getHandle(workflowIds.intent(TENANT, intentId))
    .fetchHistory();
  const last = events?.findLast(({ workflowTaskCompletedEventAttributes: done }) => done);
  const identity = last?.workflowTaskCompletedEventAttributes?.identity;
  const worker = workers.find((part) => isOf(identity, part));
  if (!worker) throw new Error(`No worker of the rig is ${identity}.`);
  return worker;
}

/** Whether a person has been asked about a payer's refund. */
export async function isWithPerson({ client }: Rig, { customer }: Payer): Promise<boolean> {
  try {
    const lane = client.workflow.getHandle(workflowIds.lane(TENANT, customer));
    const open = await client.withDeadline(Date.now() + 2_000, () => lane.query(tasks));
    return open.length > 0;
  } catch {
    // Nobody answers at this moment.
    return false;
  }
}

/** Resolves when neither an Activity nor a Workflow task of an intent is under way. */
export function nothingUnderWay({ client }: Rig, intentId: string): Promise<void> {
  return until('nothing is under way', async () => {
    const { raw } = await client.workflow.getHandle(workflowIds.intent(TENANT, intentId)).describe();
    return (raw.pendingActivities?.length ?? 0) === 0 && !raw.pendingWorkflowTask;
  });
}

/** Temporal knows a worker as `pid@host`. */
const isOf = (identity: string | null | undefined, part: Part) => identity?.startsWith(`${part.pid()}@`);
