import { type TaskRow, taskRow } from '../../contracts/task.ts';
import { type HumanTask, type TaskRow as RowKept, rowOf } from '../../domain/task.ts';
import { taskIdOf } from '../../domain/task-id.ts';
import type { TaskPlace } from './ids.ts';

/** A row as the API shows it, from what a Workflow keeps in its memo; undefined where that is none. */
export function rowFrom(kept: unknown, { workflowId, tenant }: Omit<TaskPlace, 'task'>): TaskRow | undefined {
  const { task } = (kept ?? {}) as Partial<RowKept>;
  if (typeof task !== 'string') return undefined;
  return taskRow.safeParse({ ...(kept as RowKept), id: taskIdOf({ workflowId, task }), tenant }).data;
}

/** The row of a task that a Workflow has told of itself. */
export function rowOfTask(task: HumanTask, { workflowId, tenant }: Omit<TaskPlace, 'task'>): TaskRow {
  return taskRow.parse({ ...rowOf(task), id: taskIdOf({ workflowId, task: task.task }), tenant });
}

/** A row as it is at a time: a claim that has run out is none. Milliseconds since 1970. */
export function rowAt(row: TaskRow, now: number): TaskRow {
  const { claim, ...free } = row;
  return claim && Date.parse(claim.until) <= now ? free : row;
}
