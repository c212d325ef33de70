import type { Client, SignalDefinition } from '@temporalio/client';
import { readUnanswered } from './temporal-errors.ts';

/** Signals a Workflow that may have ended, or never was: then there is nobody to be told. */
export async function signalOpen(
  temporal: Client,
  workflowId: string,
  signal: SignalDefinition,
): Promise<void> {
  try {
    await temporal.workflow.getHandle(workflowId).signal(signal);
  } catch (error) {
    if (readUnanswered(error).kind !== 'closed') throw error;
  }
}
