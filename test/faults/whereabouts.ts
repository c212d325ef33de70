import { workflowIds } from '../../src/domain/ids.ts';
import { until } from '../support/until.ts';
import type { Part } from './part.ts';
import type { Rig } from './rig.ts';
import type { Payer } from './stripe-side.ts';

const TENANT = 'demo';

/** The worker that carries out a write of this payer's lane now. */
export async function workerOfWrite({ client, workers }: Rig, { customer }: Payer): Promise<Part> {
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

/** Temporal knows a worker as `pid@host`. */
const isOf = (identity: string | null | undefined, part: Part) => identity?.startsWith(`${part.pid()}@`);
