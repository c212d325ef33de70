import { upsertMemo, upsertSearchAttributes } from '@temporalio/workflow';
import { searchAttributes } from '../../domain/search-attributes.ts';
import { type HumanTask, rowOf } from '../../domain/task.ts';

/**
 * Shows open tasks to whoever reads the queue from visibility: their rows in the Workflow's memo, encrypted, and what they
 * are found and sorted by. What has not changed is not written again.
 */
export function publisher(): (tasks: readonly HumanTask[]) => void {
  let rowsShown = '[]';
  let foundBy = '[]';
  return (tasks) => {
    const rows = tasks.map(rowOf);
    const written = JSON.stringify(rows);
    if (written === rowsShown) return;
    rowsShown = written;
    upsertMemo({ tasks: rows.length > 0 ? rows : null });

    const [first] = rows.toSorted((one, other) => one.dueAt.localeCompare(other.dueAt));
    const found = JSON.stringify(first ? [first.kind, first.dueAt, first.queue] : []);
    if (found === foundBy) return;
    foundBy = found;
    upsertSearchAttributes([
      { key: searchAttributes.openTask, value: first?.kind ?? null },
      { key: searchAttributes.taskDue, value: first ? new Date(first.dueAt) : null },
      { key: searchAttributes.taskQueue, value: first?.queue ?? null },
    ]);
  };
}
