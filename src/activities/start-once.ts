import { WorkflowExecutionAlreadyStartedError, type WorkflowStartOptions } from '@temporalio/client';
import type { World } from './world.ts';

/** Starts a Workflow, as its reuse policy allows. Whether it was started: false where it runs, or did before. */
export async function startOnce(
  { temporal, taskQueue }: Pick<World, 'temporal' | 'taskQueue'>,
  workflowType: 'watch' | 'difference' | 'dispute_case' | 'notice' | 'notification',
  options: Omit<WorkflowStartOptions, 'taskQueue'>,
): Promise<boolean> {
  try {
    await temporal.workflow.start(workflowType, { ...options, taskQueue });
    return true;
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
    throw error;
  }
}
