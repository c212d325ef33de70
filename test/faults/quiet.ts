import { until } from '../support/until.ts';
import type { Rig } from './rig.ts';

/** Resolves when nothing more can be sent to Stripe: no lane is open, since a lane with work never ends. */
export function allLanesClosed({ client }: Rig, seconds: number): Promise<void> {
  return until(
    'every lane has closed',
    async () => {
      const { count } = await client.workflow.count("WorkflowType = 'lane' AND ExecutionStatus = 'Running'");
      return count === 0;
    },
    seconds,
  );
}

/** Resolves when no lane does anything now. */
export function noWriteUnderWay({ client }: Rig): Promise<void> {
  return until('no lane does anything', async () => {
    for await (const { workflowId } of client.workflow.list({
      query: "WorkflowType = 'lane' AND ExecutionStatus = 'Running'",
    })) {
      const { raw } = await client.workflow.getHandle(workflowId).describe();
      if ((raw.pendingActivities?.length ?? 0) > 0) return false;
    }
    return true;
  });
}
