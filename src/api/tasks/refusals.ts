import { WorkflowNotFoundError, WorkflowUpdateFailedError } from '@temporalio/client';
import type { Problem } from '../../contracts/problem.ts';
import type { TaskDone } from '../../domain/task.ts';
import { type TaskRefusal, type TaskRefusalType, taskRefusalTypes } from '../../domain/task-acts.ts';
import { isSilence } from '../temporal-errors.ts';

/** Why an act on a task came to nothing. */
export type NotDone =
  /** The Workflow's own word: nothing was changed. */
  | {
      readonly kind: 'refused';
      readonly type: Exclude<TaskRefusalType, 'not-heard'>;
      readonly refusal: TaskRefusal;
    }
  /** The Workflow has ended, never was, or has no people. */
  | { readonly kind: 'closed' }
  /** Nothing was said, or heard, in time: the same request again finds out. */
  | { readonly kind: 'silent' };

/** Tells what an error of Temporal's client means for who acted; throws what is a fault of ours. */
export function notDone(error: unknown): NotDone {
  if (error instanceof WorkflowUpdateFailedError) {
    const cause = error.cause as { type?: string; details?: unknown[] } | undefined;
    const type = taskRefusalTypes.find((one) => one === cause?.type);
    if (type === undefined) return { kind: 'closed' };
    if (type === 'not-heard') return { kind: 'silent' };
    return { kind: 'refused', type, refusal: (cause?.details?.[0] ?? {}) as TaskRefusal };
  }
  if (error instanceof WorkflowNotFoundError) return { kind: 'closed' };
  if (isSilence(error)) return { kind: 'silent' };
  throw error;
}

/** How a task was settled, as the API tells it. */
export function doneShown({ at, verdict, by }: TaskDone): NonNullable<Problem['done']> {
  return { at, verdict, ...(by && { by }) };
}
