import { setTimeout as pause } from 'node:timers/promises';
import { NativeConnection, TransportError, Worker, type WorkerOptions } from '@temporalio/worker';
import { HEARTBEAT_MILLISECONDS } from '../activities/beating.ts';
import { createActivities } from '../activities/index.ts';
import type { World } from '../activities/world.ts';
import { dataConverter } from '../platform/data-converter.ts';
import type { Keys } from '../platform/keys.ts';
import type { TemporalAccess } from '../platform/temporal.ts';

/** How long a worker waits for Temporal, which may start after it or be away for a moment. */
const PATIENCE_MILLISECONDS = 60_000;

interface WorkerParts {
  readonly access: TemporalAccess;
  readonly world: World;
  readonly keys: Keys;
  readonly workflowBundle: NonNullable<WorkerOptions['workflowBundle']>;
}

/** A worker with all Workflows and Activities, and the time-outs of a telephone. */
export async function createWorker(parts: WorkerParts): Promise<Worker> {
  return Worker.create(await workerOptions(parts));
}

/** What makes a worker ours, connected. */
export async function workerOptions({ access, world, keys, workflowBundle }: WorkerParts) {
  const connection = await connect(access);
  return {
    connection,
    namespace: access.namespace,
    taskQueue: world.taskQueue,
    workflowBundle,
    activities: createActivities(world),
    dataConverter: dataConverter(keys),
    // After a worker's death the next turn goes to another one in a second, not in ten.
    stickyQueueScheduleToStartTimeout: '1s',
    // Else the SDK holds heartbeats back for four fifths of their time-out, and one that is late looks like a death.
    maxHeartbeatThrottleInterval: HEARTBEAT_MILLISECONDS,
    shutdownGraceTime: '5s',
    workflowTaskPollerBehavior: { type: 'autoscaling' },
    activityTaskPollerBehavior: { type: 'autoscaling' },
  } satisfies WorkerOptions;
}

async function connect({ connection }: TemporalAccess): Promise<NativeConnection> {
  for (const giveUp = Date.now() + PATIENCE_MILLISECONDS; ; await pause(250)) {
    try {
      return await NativeConnection.connect(connection);
    } catch (error) {
      if (Date.now() > giveUp || !(error instanceof TransportError)) throw error;
    }
  }
}
