import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { UpdateDefinition } from '@temporalio/common';
import { findTask } from '../../api/tasks/look.ts';
import { notDone } from '../../api/tasks/refusals.ts';
import type { Reply } from '../../contracts/reply.ts';
import { tenantOf } from '../../domain/ids.ts';
import { searchAttributes } from '../../domain/search-attributes.ts';
import type { HumanTask } from '../../domain/task.ts';
import { type TaskAct, whyNot } from '../../domain/task-acts.ts';
import { standing, tasks } from '../../workflows/messages.ts';

/** A human task, and the Workflow in which it lives. */
export interface OpenTask extends HumanTask {
  readonly workflowId: string;
}

/** What became of an act. */
export type Taken<T> =
  | { readonly kind: 'taken'; readonly result: T }
  /** Why nothing was changed. */
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'unanswered' };

/** What is open, and how many Workflows have something open that no worker could tell. */
export interface Queue {
  readonly open: readonly OpenTask[];
  readonly silent: number;
}

const ANSWER_MILLISECONDS = 5_000;
const PATIENCE_MILLISECONDS = 15_000;
const PAUSE_MILLISECONDS = 200;

/** People's tasks, wherever in Temporal they wait. */
export function deskAt(temporal: Client) {
  const soon = <T>(act: () => Promise<T>) => temporal.withDeadline(Date.now() + ANSWER_MILLISECONDS, act);

  /** Undefined where the Workflow has ended. */
  async function tasksOf(workflowId: string): Promise<OpenTask[] | undefined> {
    try {
      const open = await soon(() => temporal.workflow.getHandle(workflowId).query(tasks));
      return open.map((task) => ({ ...task, workflowId }));
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return undefined;
      throw error;
    }
  }

  /** Who was first at a task whose Workflow has ended meanwhile. */
  async function over({ workflowId, task }: OpenTask): Promise<string> {
    const place = { workflowId, task, tenant: tenantOf(workflowId) ?? '' };
    const found = await findTask(temporal, place, Date.now() + ANSWER_MILLISECONDS).catch(() => undefined);
    return whyNot({ refused: 'task-done', about: found?.done ? { done: found.done } : {} });
  }

  return {
    /** All that is open, what is due first first. Visibility lags by a moment, so that the Workflows themselves are asked. */
    async open(): Promise<Queue> {
      const query = `${searchAttributes.openTask.name} IS NOT NULL AND ExecutionStatus = 'Running'`;
      const found: string[] = [];
      await soon(async () => {
        for await (const { workflowId } of temporal.workflow.list({ query })) found.push(workflowId);
      });
      const asked = await Promise.allSettled(found.map(tasksOf));
      const open = asked.flatMap((one) => (one.status === 'fulfilled' ? (one.value ?? []) : []));
      return {
        open: open.sort((one, other) => (one.dueAt < other.dueAt ? -1 : 1)),
        silent: asked.filter(({ status }) => status === 'rejected').length,
      };
    },

    /** Does something to a task; the same Update is sent again for as long as nobody answers. */
    async act<T, A extends TaskAct>(
      update: UpdateDefinition<T, [A]>,
      at: OpenTask,
      act: Omit<A, 'task'>,
    ): Promise<Taken<T>> {
      const updateId = randomUUID();
      const handle = temporal.workflow.getHandle(at.workflowId);
      const deadline = Date.now() + PATIENCE_MILLISECONDS;
      for (;;) {
        try {
          const args: [A] = [{ ...act, task: at.task } as A];
          const result = await soon(() => handle.executeUpdate(update, { args, updateId }));
          return { kind: 'taken', result };
        } catch (error) {
          const not = notDone(error);
          if (not.kind === 'refused')
            return { kind: 'refused', why: whyNot({ refused: not.type, about: not.refusal }) };
          if (not.kind === 'closed') return { kind: 'refused', why: await over(at) };
          if (Date.now() > deadline) return { kind: 'unanswered' };
          await pause(PAUSE_MILLISECONDS);
        }
      }
    },

    /** What an intent came to, as its caller is told; a lane has no caller. */
    async lastReply({ workflowId }: OpenTask): Promise<Reply | undefined> {
      if (!workflowId.startsWith('intent/')) return undefined;
      for (const deadline = Date.now() + PATIENCE_MILLISECONDS; Date.now() < deadline; ) {
        const asked = soon(() => temporal.workflow.getHandle(workflowId).query(standing));
        const now = await asked.catch(() => undefined);
        if (now?.latest?.status === 'done') return now.latest;
        await pause(PAUSE_MILLISECONDS);
      }
      return undefined;
    },
  };
}
