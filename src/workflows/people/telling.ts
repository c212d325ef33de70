import { workflowInfo } from '@temporalio/workflow';
import type { OfTask } from '../../activities/message.ts';
import { notificationOf } from '../../domain/notification.ts';
import type { HumanTask } from '../../domain/task.ts';
import { taskIdOf } from '../../domain/task-id.ts';
import { afterwards } from '../proxies.ts';

/** Names a task of this Workflow to a notice, so that it is said there where nobody was reached. */
export function noticeOf(task: string): OfTask {
  return { workflowId: workflowInfo().workflowId, task };
}

/** What a tenant's own systems are told of a task. */
export type TaskNews = 'task.opened' | 'task.due_soon' | 'task.overdue';

/** Has the tenant's own systems told of a task: with ids and codes, nothing that somebody said. */
export async function tellOfTask(tenant: string, type: TaskNews, of: HumanTask): Promise<void> {
  const { kind, reason, reference, priority, queue, openedAt, dueAt, amount, payment } = of;
  const task = taskIdOf({ workflowId: workflowInfo().workflowId, task: of.task });
  const data = {
    ...{ task, kind, reason, reference, priority, queue, dueAt },
    ...(amount && { amount }),
    ...(payment !== undefined && { payment }),
  };
  // A task of the same name may be opened again.
  const subject = `${task}-${Date.parse(openedAt)}`;
  const notification = notificationOf(type, subject, data, Date.now());
  await afterwards.notify({ tenant, notifications: [notification] });
}
