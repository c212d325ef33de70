import { NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import { createActivities } from '../activities/index.ts';
import type { World } from '../activities/world.ts';
import { dataConverter } from '../platform/data-converter.ts';
import type { Keys } from '../platform/keys.ts';
import type { TemporalAccess } from '../platform/temporal.ts';

interface WorkerParts {
  readonly access: TemporalAccess;
  readonly world: World;
  readonly keys: Keys;
  readonly workflowBundle: NonNullable<WorkerOptions['workflowBundle']>;
}

/** A worker with all Workflows and Activities, and the time-outs of a telephone. */
export async function createWorker({ access, world, keys, workflowBundle }: WorkerParts): Promise<Worker> {
  const connection = await NativeConnection.connect(access.connection);
  return Worker.create({
    connection,
    namespace: access.namespace,
    taskQueue: world.taskQueue,
    workflowBundle,
    activities: createActivities(world),
    dataConverter: dataConverter(keys),
    // After a worker's death the next turn goes to another one in a second, not in ten.
    stickyQueueScheduleToStartTimeout: '1s',
    shutdownGraceTime: '5s',
    workflowTaskPollerBehavior: { type: 'autoscaling' },
    activityTaskPollerBehavior: { type: 'autoscaling' },
  });
}
