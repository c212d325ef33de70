import type { Client, WorkflowExecutionDescription } from '@temporalio/client';
import type { Reply } from '../contracts/reply.ts';
import type { Tenant } from '../contracts/tenants.ts';
import { workflowIds } from '../domain/ids.ts';
import { speechIn } from '../speech/index.ts';
import { type GivenReply, type Standing, standing } from '../workflows/messages.ts';
import { type Deadline, within } from './deadline.ts';
import { standingOf } from './standing.ts';
import { readUnanswered } from './temporal-errors.ts';

/** What the memo of an intent tells without a worker. */
export interface IntentMemo extends Pick<Reply, 'intentId' | 'intent' | 'reference' | 'language'> {
  /** Keyed hash of the body that started it. */
  readonly body: string;
}

/** How long a terminated Workflow's replies may be asked for, milliseconds: a worker may have to replay all of it first. */
const TERMINATED_QUERY_MILLISECONDS = 4_000;

/** What the server alone knows of an intent. */
export type Described =
  | { kind: 'running'; memo: IntentMemo }
  | { kind: 'closed'; memo: IntentMemo }
  | { kind: 'absent' }
  | { kind: 'silent' };

/** An intent's Workflow, as the API reaches it. Every call ends by its deadline. */
export function intentWorkflow(temporal: Client, tenant: Tenant, intentId: string) {
  const handle = temporal.workflow.getHandle(workflowIds.intent(tenant.id, intentId));
  const by = <T>(deadline: Deadline, act: () => Promise<T>) => temporal.withDeadline(deadline.at, act);

  return {
    handle,

    /** Whether it runs, has ended or never was; asks the server only. */
    async describe(deadline: Deadline): Promise<Described> {
      try {
        const described: WorkflowExecutionDescription = await by(deadline, () => handle.describe());
        const memo = described.memo as unknown as IntentMemo;
        return { kind: described.status.name === 'RUNNING' ? 'running' : 'closed', memo };
      } catch (error) {
        return { kind: readUnanswered(error).kind === 'closed' ? 'absent' : 'silent' };
      }
    },

    /** How it stands, by a worker; undefined where none answers in time. */
    async standing(deadline: Deadline): Promise<Standing | undefined> {
      try {
        return await by(deadline, () => standingOf(handle));
      } catch {
        return undefined;
      }
    },

    /** The last reply of a closed intent. One that was terminated gets a last reply `failed`. */
    async lastReply(memo: IntentMemo, deadline: Deadline): Promise<GivenReply> {
      try {
        return (await by(deadline, () => handle.result())) as GivenReply;
      } catch (error) {
        if ((error as Error).name !== 'WorkflowFailedError') throw error;
        // The one call that may end later: a reply under a wrong number is worse than a late one.
        const { at } = within(TERMINATED_QUERY_MILLISECONDS);
        const last = await temporal.withDeadline(at, () => handle.query(standing)).catch(() => undefined);
        const latest = last?.latest;
        return latest?.status === 'done' ? latest : failedReply(memo, (latest?.turn ?? 0) + 1);
      }
    },
  };
}

export type IntentWorkflow = ReturnType<typeof intentWorkflow>;

/** What is said while a reply is owed. It is no numbered reply: `turn` is the last one's number. */
export function workingReply(memo: Omit<IntentMemo, 'body'>, turn: number, known?: Standing): GivenReply {
  const { intentId, intent, reference, language } = memo;
  const say = known?.working ?? speechIn(language).stage.working();
  return {
    intentId,
    intent,
    reference,
    turn,
    status: 'working',
    say,
    language,
    facts: known?.latest?.facts ?? {},
  };
}

function failedReply({ intentId, intent, reference, language }: IntentMemo, turn: number): GivenReply {
  return {
    intentId,
    intent,
    reference,
    turn,
    status: 'done',
    outcome: 'failed',
    say: speechIn(language).stage.failed(),
    language,
    facts: {},
    handoff: { queue: 'support', reason: 'interrupted', summary: `${intent} ${reference}: interrupted` },
  };
}
