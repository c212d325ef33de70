import {
  isGrpcServiceError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { type Refusal, type RefusalType, refusalTypes } from '../workflows/messages.ts';

/** Why something asked of a Workflow did not come back with an answer. */
export type Unanswered =
  /** A validator refused it; nothing was changed. */
  | { kind: 'refused'; type: RefusalType; refusal: Refusal }
  /** The Workflow has ended, or never was: what it came to is its result. */
  | { kind: 'closed' }
  /** Nothing was said about it in time: no worker, or Temporal is away. */
  | { kind: 'silent' };

/** Whether an error only says that Temporal did not answer in time. */
export function isSilence(error: unknown): boolean {
  return unansweredBy(error)?.kind === 'silent';
}

/** Whether an error is one that says why there is no answer; any other is a fault of ours. */
export function isUnanswered(error: unknown): boolean {
  return unansweredBy(error) !== undefined;
}

/** Tells what an error of Temporal's client means for the agent; throws what is a fault of ours. */
export function readUnanswered(error: unknown): Unanswered {
  const unanswered = unansweredBy(error);
  if (!unanswered) throw error;
  return unanswered;
}

function unansweredBy(error: unknown): Unanswered | undefined {
  if (error instanceof WorkflowUpdateFailedError) {
    const cause = error.cause as { type?: string; details?: unknown[] } | undefined;
    const type = refusalTypes.find((one) => one === cause?.type);
    if (type) return { kind: 'refused', type, refusal: (cause?.details?.[0] ?? {}) as Refusal };
    // The update was accepted, but the Workflow ended under it (terminated, or reset).
    return { kind: 'closed' };
  }
  if (error instanceof WorkflowNotFoundError || error instanceof WorkflowExecutionAlreadyStartedError)
    return { kind: 'closed' };
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError || isGrpcServiceError(error))
    return { kind: 'silent' };
  if (error instanceof Error && isGrpcServiceError(error.cause)) return { kind: 'silent' };
  return undefined;
}
