import { type Client, ScheduleAlreadyRunning, ScheduleNotFoundError } from '@temporalio/client';
import { workflowIds } from '../domain/ids.ts';

const PREFIX = 'reconciliation-';
/** How often, and by how much runs of many tenants are spread. */
const EVERY = '1h';
const JITTER = '10m';

/**
 * Has each tenant reconciled, by a Schedule of its own. One that is there already stays as it is; that of a tenant who is
 * gone is taken away. Any number of processes may do so at once.
 */
export async function keepSchedules(
  temporal: Client,
  { tenants, taskQueue }: { tenants: readonly string[]; taskQueue: string },
): Promise<void> {
  await Promise.all(tenants.map((tenant) => create(temporal, tenant, taskQueue)));
  const ours = new Set(tenants.map((tenant) => `${PREFIX}${tenant}`));
  for await (const { scheduleId } of temporal.schedule.list())
    if (scheduleId.startsWith(PREFIX) && !ours.has(scheduleId)) await remove(temporal, scheduleId);
}

async function create(temporal: Client, tenant: string, taskQueue: string): Promise<void> {
  try {
    await temporal.schedule.create({
      scheduleId: `${PREFIX}${tenant}`,
      spec: { intervals: [{ every: EVERY }], jitter: JITTER },
      policies: { overlap: 'SKIP', catchupWindow: '1h' },
      action: {
        type: 'startWorkflow',
        workflowType: 'reconciliation',
        workflowId: workflowIds.reconciliation(tenant, 'scheduled'),
        taskQueue,
      },
    });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
  }
}

async function remove(temporal: Client, scheduleId: string): Promise<void> {
  try {
    await temporal.schedule.getHandle(scheduleId).delete();
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) throw error;
  }
}
