import {
  type Client,
  QueryNotRegisteredError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
} from '@temporalio/client';
import { type TaskRow, type TaskShown, taskShown } from '../../contracts/task.ts';
import type { PeoplePolicy } from '../../domain/people.ts';
import type { Staff } from '../../domain/staff.ts';
import type { HumanTask, TaskDone } from '../../domain/task.ts';
import { limitOf, mayDecide } from '../../domain/who-decides.ts';
import { lookAtTask, said as saidThere, type TaskLook, tasksDone } from '../../workflows/messages.ts';
import { isSilence } from '../temporal-errors.ts';
import type { TaskPlace } from './ids.ts';
import { doneShown } from './refusals.ts';

/** A task as its Workflow tells of it: open, or with how it was settled; and what the caller was told there. */
export interface Found {
  readonly task: HumanTask;
  readonly done?: TaskDone;
  readonly said: TaskLook['said'];
}

/** How long an ended Workflow may take to answer until it is asked again, milliseconds: the first worker may be gone. */
const QUERY_MILLISECONDS = 2_000;

/**
 * Asks a task's Workflow, also one that has ended. Undefined where it knows of no such task; throws where no worker answers
 * until then, milliseconds since 1970. What runs is not queried, since that might have Signals handled out of turn
 * (standing.ts): it is asked by an Update that it refuses.
 */
export async function findTask(
  temporal: Client,
  place: TaskPlace,
  until: number,
): Promise<Found | undefined> {
  const { workflowId, task } = place;
  const workflow = temporal.workflow.getHandle(workflowId);
  try {
    await temporal.withDeadline(until, () =>
      workflow.executeUpdate(lookAtTask, { args: [task], updateId: `look-${task}` }),
    );
  } catch (error) {
    const told = toldBy(error);
    if (told) return found(told);
    if (!(error instanceof WorkflowNotFoundError)) {
      if (!(error instanceof WorkflowUpdateFailedError)) throw error;
      // A Workflow that knows nothing of people; or it has ended under the very question.
      if (typeOf(error) !== 'AcceptedUpdateCompletedWorkflow') return undefined;
    }
  }
  for (;;) {
    const soon = Math.min(Date.now() + QUERY_MILLISECONDS, until);
    try {
      return await temporal.withDeadline(soon, async () => {
        const [done, said] = await Promise.all([workflow.query(tasksDone), workflow.query(saidThere)]);
        const was = done.findLast((one) => one.task.task === task);
        return was && { task: was.task, done: was, said };
      });
    } catch (error) {
      if (error instanceof WorkflowNotFoundError || error instanceof QueryNotRegisteredError)
        return undefined;
      if (soon === until || !isSilence(error)) throw error;
    }
  }
}

function toldBy(error: unknown): TaskLook | undefined {
  if (!(error instanceof WorkflowUpdateFailedError) || typeOf(error) !== 'task-shown') return undefined;
  return (error.cause as { details?: [TaskLook] }).details?.[0];
}

function typeOf({ cause }: WorkflowUpdateFailedError): string | undefined {
  return (cause as { type?: string } | undefined)?.type;
}

function found({ task, done, said }: TaskLook): Found | undefined {
  const known = task ?? done?.task;
  return known && { task: known, said, ...(done && { done }) };
}

/** A task with all that its decision needs, for one member of staff. */
export function shownTo(
  staff: Staff,
  { task, done, said }: Found,
  around: Pick<TaskShown, 'earlier' | 'temporalUi'> & { row: TaskRow; policy: PeoplePolicy },
): TaskShown {
  const { row, policy, ...rest } = around;
  const { said: callersWords, payment, whole, amountIn, verdicts, role, about, votes, events } = task;
  const currency = task.amount?.currency ?? amountIn;
  const limit = currency === undefined ? undefined : limitOf(staff.role, currency, policy);
  const secondAbove = currency === undefined ? undefined : policy.secondAbove[currency];
  // Read by its schema: what it does not name is not told.
  return taskShown.parse({
    ...row,
    ...given({ said: callersWords, payment, whole, amountIn, limit, secondAbove }),
    ...{ verdicts, role, about, events, approvals: votes },
    ...rest,
    conversation: said,
    mayDecide: mayDecide(staff, task, policy),
    ...(done && { done: doneShown(done) }),
  });
}

/** Without what is not there. */
function given<T extends object>(fields: T): Partial<T> {
  const there = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(there) as Partial<T>;
}
