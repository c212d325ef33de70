import {
  type Client,
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  type ScheduleOptions,
} from '@temporalio/client';
import { workflowIds } from '../domain/ids.ts';

const PREFIX = 'reconciliation-';
/** How often, and by how much runs of many tenants are spread. */
const EVERY = '1h';
const JITTER = '10m';
/** While a run goes on no other one starts, and one that no worker takes would go on for ever. */
const MOST = '6h';
/** Longer than a Temporal that is there takes for all of them. */
const DEADLINE_MILLISECONDS = 60_000;

/**
 * Has each tenant reconciled, by a Schedule of its own. One that is there already gets what it is to do anew, and stays
 * paused where it is; that of a tenant who is gone is taken away. Any number of processes may do so at once.
 */
export async function keepSchedules(
  temporal: Client,
  { tenants, taskQueue }: { tenants: readonly string[]; taskQueue: string },
): Promise<void> {
  const ours = new Set(tenants.map((tenant) => `${PREFIX}${tenant}`));
  await temporal.withDeadline(Date.now() + DEADLINE_MILLISECONDS, async () => {
    await Promise.all(tenants.map((tenant) => keep(temporal, tenant, taskQueue)));
    for await (const { scheduleId } of temporal.schedule.list())
      if (scheduleId.startsWith(PREFIX) && !ours.has(scheduleId)) await remove(temporal, scheduleId);
  });
}

async function keep(temporal: Client, tenant: string, taskQueue: string): Promise<void> {
  const scheduleId = `${PREFIX}${tenant}`;
  const wanted: Pick<ScheduleOptions, 'spec' | 'policies' | 'action'> = {
    spec: { intervals: [{ every: EVERY }], jitter: JITTER },
    policies: { overlap: 'SKIP', catchupWindow: '1h' },
    action: {
      type: 'startWorkflow',
      workflowType: 'reconciliation',
      workflowId: workflowIds.reconciliation(tenant, 'scheduled'),
      workflowRunTimeout: MOST,
      taskQueue,
    },
  };
  try {
    await temporal.schedule.create({ scheduleId, ...wanted });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    await temporal.schedule.getHandle(scheduleId).update(({ state }) => ({ ...wanted, state }));
  }
}

async function remove(temporal: Client, scheduleId: string): Promise<void> {
  try {
    await temporal.schedule.getHandle(scheduleId).delete();
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) throw error;
  }
}
