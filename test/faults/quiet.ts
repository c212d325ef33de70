import { searchAttributes } from '../../src/domain/search-attributes.ts';
import { until } from '../support/until.ts';
import type { Rig } from './rig.ts';

const OPEN_LANES = "WorkflowType = 'lane' AND ExecutionStatus = 'Running'";
const openTask = searchAttributes.openTask.name;

/** Resolves when nothing more is sent to Stripe: no lane is open but what waits for a person, since one with work never ends. */
export function allLanesClosed({ client }: Rig, seconds: number): Promise<void> {
  return until(
    'every lane has closed',
    async () => {
      const { count } = await client.workflow.count(`${OPEN_LANES} AND ${openTask} IS NULL`);
      return count === 0;
    },
    seconds,
  );
}

/** Resolves when no lane does anything now. */
export function noWriteUnderWay({ client }: Rig): Promise<void> {
  return until('no lane does anything', async () => {
    for await (const { workflowId } of client.workflow.list({
      query: OPEN_LANES,
    })) {
      const { raw } = await client.workflow.getHandle(workflowId).describe();
      if ((raw.pendingActivities?.length ?? 0) > 0) return false;
    }
    return true;
  });
}
