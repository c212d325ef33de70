import { setTimeout as pause } from 'node:timers/promises';
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { Reply } from '../../contracts/reply.ts';
import { searchAttributes } from '../../domain/search-attributes.ts';
import { type HumanTask, notCarriedOut, type PersonsDecision } from '../../domain/task.ts';
import { decide, standing, tasks } from '../../workflows/messages.ts';

/** A human task, and the Workflow in which it lives. */
export interface OpenTask extends HumanTask {
  readonly workflowId: string;
}

/** What became of a decision. */
export type Taken =
  | { readonly kind: 'taken'; readonly reply?: Reply }
  /** Why the Workflow did not carry it out. */
  | { readonly kind: 'noted'; readonly note: string }
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

  return {
    /** All that is open, the oldest first. Visibility lags by a moment, so that the Workflows themselves are asked. */
    async open(): Promise<Queue> {
      const query = `${searchAttributes.openTask.name} IS NOT NULL AND ExecutionStatus = 'Running'`;
      const found: string[] = [];
      await soon(async () => {
        for await (const { workflowId } of temporal.workflow.list({ query })) found.push(workflowId);
      });
      const asked = await Promise.allSettled(found.map(tasksOf));
      const open = asked.flatMap((one) => (one.status === 'fulfilled' ? (one.value ?? []) : []));
      return {
        open: open.sort((one, other) => (one.openedAt < other.openedAt ? -1 : 1)),
        silent: asked.filter(({ status }) => status === 'rejected').length,
      };
    },

    /** Sends a decision, and looks what became of it: a Signal brings no answer. */
    async decide({ workflowId, task, events }: OpenTask, decision: PersonsDecision): Promise<Taken> {
      await soon(() => temporal.workflow.getHandle(workflowId).signal(decide, decision));
      const deadline = Date.now() + PATIENCE_MILLISECONDS;
      while (Date.now() < deadline) {
        const now = await heard(tasksOf(workflowId).then((open = []) => ({ open })));
        const still = now?.open.find((one) => one.task === task);
        if (now && !still) {
          const reply = await lastReply(workflowId, deadline);
          return { kind: 'taken', ...(reply && { reply }) };
        }
        const noted = still ? notCarriedOut(still) : [];
        const note = noted.at(-1);
        if (note !== undefined && noted.join('\n') !== notCarriedOut({ events }).join('\n'))
          return { kind: 'noted', note };
        await pause(PAUSE_MILLISECONDS);
      }
      return { kind: 'unanswered' };
    },
  };

  /** What an intent came to; a lane has no caller. */
  async function lastReply(workflowId: string, deadline: number): Promise<Reply | undefined> {
    if (!workflowId.startsWith('intent/')) return undefined;
    while (Date.now() < deadline) {
      const now = await heard(soon(() => temporal.workflow.getHandle(workflowId).query(standing)));
      if (now?.latest?.status === 'done') return now.latest;
      await pause(PAUSE_MILLISECONDS);
    }
    return undefined;
  }
}

/** Undefined where no worker answers just now: the decision is sent, and can be looked for again. */
function heard<T>(answer: Promise<T>): Promise<T | undefined> {
  return answer.catch(() => undefined);
}
