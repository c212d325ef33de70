import { type Client, type SignalDefinition, WorkflowNotFoundError } from '@temporalio/client';

/** Signals a Workflow that may have ended. Whether it was there to be told. */
export async function tell<Said extends [] | [unknown]>(
  temporal: Client,
  workflowId: string,
  signal: SignalDefinition<Said>,
  ...said: Said
): Promise<boolean> {
  try {
    const signalArgs: unknown[] = [...said];
    await temporal.workflow.getHandle(workflowId).signal(signal.name, ...signalArgs);
    return true;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}
