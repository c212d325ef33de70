import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { UpdateDefinition } from '@temporalio/common';
import { standingOf } from '../../api/standing.ts';
import { type TaskPlace, taskPlace } from '../../api/tasks/ids.ts';
import { findTask } from '../../api/tasks/look.ts';
import { openRows } from '../../api/tasks/open-rows.ts';
import { notDone } from '../../api/tasks/refusals.ts';
import type { Reply } from '../../contracts/reply.ts';
import { tenantOf } from '../../domain/ids.ts';
import type { HumanTask } from '../../domain/task.ts';
import { type TaskAct, whyNot } from '../../domain/task-acts.ts';

/** A human task, and the Workflow in which it lives. */
export interface OpenTask extends HumanTask {
  readonly workflowId: string;
}

/** What a task may be named by. */
type MeantBy = Pick<HumanTask, 'task' | 'reference'>;

/** What became of an act. */
export type Taken<T> =
  | { readonly kind: 'taken'; readonly result: T }
  /** Why nothing was changed. */
  | {
      readonly kind: 'refused';
      readonly why: string;
      /** As it stands, where it is not what was shown any more. */
      readonly now?: HumanTask;
    }
  | { readonly kind: 'unanswered' };

/** What is open, and how many tasks are of which no worker could tell. */
export interface Queue {
  readonly open: readonly OpenTask[];
  readonly silent: number;
}

const ANSWER_MILLISECONDS = 5_000;
const PATIENCE_MILLISECONDS = 15_000;
const PAUSE_MILLISECONDS = 200;
/** How many Workflows are asked at once. */
const AT_ONCE = 20;

/** People's tasks, wherever in Temporal they wait. */
export function deskAt(temporal: Client) {
  const soon = <T>(act: () => Promise<T>) => temporal.withDeadline(Date.now() + ANSWER_MILLISECONDS, act);

  /** Where tasks are open, as visibility shows their rows. Throws where none of them can be read. */
  async function places(isMeant: (row: MeantBy) => boolean): Promise<TaskPlace[]> {
    let unread: unknown;
    const read = openRows(temporal, temporal.options.namespace, (error) => {
      unread = error;
    });
    const rows = await read();
    if (rows.length === 0 && unread !== undefined) throw unread;
    return rows.flatMap(({ id, reference }) => {
      const place = taskPlace(id);
      return place && isMeant({ task: place.task, reference }) ? [place] : [];
    });
  }

  /** Undefined where it was settled meanwhile. */
  async function openAt(place: TaskPlace): Promise<OpenTask | undefined> {
    const found = await findTask(temporal, place, Date.now() + ANSWER_MILLISECONDS);
    return found && !found.done ? { ...found.task, workflowId: place.workflowId } : undefined;
  }

  /** Who was first at a task whose Workflow has ended meanwhile. */
  async function over({ workflowId, task }: OpenTask): Promise<string> {
    const place = { workflowId, task, tenant: tenantOf(workflowId) ?? '' };
    const found = await findTask(temporal, place, Date.now() + ANSWER_MILLISECONDS).catch(() => undefined);
    return whyNot({ refused: 'task-done', about: found?.done ? { done: found.done } : {} });
  }

  return {
    /** What is open and meant, what is due first first. Rows lag by a moment, so that the Workflows themselves are asked. */
    async open(isMeant: (row: MeantBy) => boolean = () => true): Promise<Queue> {
      const found = await places(isMeant);
      const asked: PromiseSettledResult<OpenTask | undefined>[] = [];
      for (let at = 0; at < found.length; at += AT_ONCE)
        asked.push(...(await Promise.allSettled(found.slice(at, at + AT_ONCE).map(openAt))));
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
          const args: [A] = [{ ...act, task: at.task, hearUntil: deadline } as A];
          const result = await soon(() => handle.executeUpdate(update, { args, updateId }));
          return { kind: 'taken', result };
        } catch (error) {
          const not = notDone(error);
          if (not.kind === 'refused') {
            const why = whyNot({ refused: not.type, about: not.refusal });
            const now = not.type === 'task-changed' ? not.refusal.task : undefined;
            return { kind: 'refused', why, ...(now && { now }) };
          }
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
        const asked = soon(() => standingOf(temporal.workflow.getHandle(workflowId)));
        const now = await asked.catch(() => undefined);
        if (now?.latest?.status === 'done') return now.latest;
        await pause(PAUSE_MILLISECONDS);
      }
      return undefined;
    },
  };
}
