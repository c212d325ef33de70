import { sleep } from '@temporalio/activity';
import {
  type WorkflowExecutionInfo,
  type WorkflowHandle,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
} from '@temporalio/client';
import type { IntentKind } from '../contracts/intent.ts';
import type { Facts } from '../contracts/reply.ts';
import type { LastSaid } from '../domain/follow-up.ts';
import { disputeOf } from '../domain/ids.ts';
import type { Payment } from '../domain/payment.ts';
import { searchAttributes } from '../domain/search-attributes.ts';
import { lastAsked } from '../domain/task.ts';
import type { UnixSeconds } from '../domain/time.ts';
import { findPayment } from '../stripe/payments.ts';
import {
  callerSaid,
  type GivenReply,
  lookAtTask,
  noReply,
  reply,
  type Standing,
  standing,
  type TaskLook,
} from '../workflows/messages.ts';
import { beating } from './beating.ts';
import { reading } from './reading.ts';
import type { World } from './world.ts';

/** Something that a caller asked for in an earlier intent, and how it stands there. */
export interface EarlierIntent<K extends IntentKind = IntentKind> {
  readonly intent: K;
  readonly reference: string;
  readonly startedAt: UnixSeconds;
  /** Where what its caller answers is passed on to. */
  readonly workflow: string;
  /** Absent where it was ended from outside, or does not say. */
  readonly last?: Pick<LastSaid, 'status' | 'outcome' | 'owed' | 'support'> & { readonly facts: Facts[K] };
}

/** The case of a dispute of a caller's: people have opened it, and asked what they want to know. */
export interface EarlierCase extends Pick<EarlierIntent, 'reference' | 'startedAt' | 'workflow'> {
  readonly dispute: string;
  readonly isOver?: boolean;
  readonly asked?: string;
}

/** Of whom: by keyed hashes. */
interface EarlierOf {
  readonly tenant: string;
  readonly keys: readonly string[];
  readonly reference?: string;
}

/** Visibility lags by a moment, so that it is asked again after one. */
const PASSES_MILLISECONDS = [0, 700];
const MOST_LISTED = 50;
const MOST_READ = 10;
/** How long one intent may take to say how it stands. */
const ANSWER_MILLISECONDS = 1_500;

export function followUpActivities({ stripe, temporal }: Pick<World, 'stripe' | 'temporal'>) {
  async function list(query: string): Promise<WorkflowExecutionInfo[]> {
    const found: WorkflowExecutionInfo[] = [];
    for await (const info of temporal.workflow.list({ query, pageSize: MOST_LISTED })) {
      found.push(info);
      if (found.length === MOST_LISTED) break;
    }
    return found;
  }

  /** Those that a query finds, newest first. */
  async function newestOf(query: string, isNamed: boolean): Promise<WorkflowExecutionInfo[]> {
    const found = new Map<string, WorkflowExecutionInfo>();
    for (const milliseconds of PASSES_MILLISECONDS) {
      await sleep(milliseconds);
      for (const info of await list(query)) found.set(info.workflowId, info);
      if (isNamed && found.size > 0) break;
    }
    return [...found.values()].sort((a, b) => Number(b.startTime) - Number(a.startTime)).slice(0, MOST_READ);
  }

  /** What a person wants to know of a dispute's customer; that its case does not say is left out. */
  async function caseStanding({ workflowId, status }: WorkflowExecutionInfo): Promise<Partial<EarlierCase>> {
    if (status.name !== 'RUNNING') return { isOver: true };
    try {
      const dispute = temporal.workflow.getHandle(workflowId);
      await temporal.withDeadline(Date.now() + ANSWER_MILLISECONDS, () =>
        dispute.executeUpdate(lookAtTask, { args: [disputeOf(workflowId)] }),
      );
    } catch (error) {
      const { details } = ((error instanceof WorkflowUpdateFailedError && error.cause) || {}) as {
        details?: unknown[];
      };
      const { task } = (details?.[0] ?? {}) as TaskLook;
      const asked = task && lastAsked(task);
      if (asked !== undefined) return { asked };
    }
    return {};
  }

  /** The last reply of one that has ended; of an open one how it stands. Nothing is made up where neither is to be had. */
  async function lastOf({ workflowId, status }: WorkflowExecutionInfo): Promise<EarlierIntent['last']> {
    const workflow = temporal.workflow.getHandle(workflowId);
    try {
      return await temporal.withDeadline(Date.now() + ANSWER_MILLISECONDS, async () => {
        if (status.name === 'COMPLETED') return said((await workflow.result()) as GivenReply, false);
        const { latest, owed, support } = await standingOf(workflow);
        const isOpen = status.name === 'RUNNING' || latest?.status === 'done';
        if (!isOpen) return undefined;
        return latest
          ? { ...said(latest, owed), ...(support && { support }) }
          : { status: 'working', owed: true, facts: {} };
      });
    } catch {
      return undefined;
    }
  }

  return {
    /** What was asked for under these keys, newest first; with `reference`, that alone. */
    async earlierIntents(of: EarlierOf): Promise<EarlierIntent[]> {
      return beating(async () => {
        const newest = await newestOf(queryFor(of, INTENTS), of.reference !== undefined);
        return Promise.all(
          newest.map(async (info) => {
            const last = await lastOf(info);
            return {
              intent: info.type as IntentKind,
              reference: info.typedSearchAttributes.get(searchAttributes.reference) ?? '',
              startedAt: Math.floor(Number(info.startTime) / 1_000),
              workflow: info.workflowId,
              ...(last && { last }),
            };
          }),
        );
      });
    },

    /** The cases of the disputes of these keys' payments, newest first; with `reference`, that alone. */
    async earlierCases(of: EarlierOf): Promise<EarlierCase[]> {
      return beating(async () => {
        const newest = await newestOf(queryFor(of, CASES), of.reference !== undefined);
        return Promise.all(
          newest.map(async (info) => ({
            workflow: info.workflowId,
            dispute: disputeOf(info.workflowId),
            reference: info.typedSearchAttributes.get(searchAttributes.reference) ?? '',
            startedAt: Math.floor(Number(info.startTime) / 1_000),
            ...(await caseStanding(info)),
          })),
        );
      });
    },

    /** Passes on what a caller has answered to a person's question, once under an id. Whether it was waited for still. */
    async passOn(of: { workflow: string; id: string; said: string }): Promise<boolean> {
      const { workflow, id, said } = of;
      return beating(async () => {
        try {
          const update = { args: [{ said }] as [{ said: string }], updateId: id };
          await temporal.workflow.getHandle(workflow).executeUpdate(callerSaid, update);
          return true;
        } catch (error) {
          if (error instanceof WorkflowUpdateFailedError || error instanceof WorkflowNotFoundError)
            return false;
          throw error;
        }
      });
    },

    /** Payments as Stripe shows them now; one that it does not know is left out. */
    async readPayments(of: { tenant: string; payments: readonly string[] }): Promise<Payment[]> {
      return reading(async () => {
        const { reads } = stripe(of.tenant);
        const found = await Promise.all(of.payments.map((payment) => findPayment(reads, payment)));
        return found.filter((payment) => payment !== undefined);
      });
    },
  };
}

/** What runs is not queried: a Query may have Signals handled out of turn (api/standing.ts). */
async function standingOf(intent: WorkflowHandle): Promise<Standing> {
  try {
    await intent.executeUpdate(reply, { args: [noReply], updateId: 'standing' });
  } catch (error) {
    const isFailed = error instanceof WorkflowUpdateFailedError;
    const { type, details } = ((isFailed && error.cause) || {}) as { type?: string; details?: unknown[] };
    if (type === 'turn-ahead') return details?.[0] as Standing;
    // Else it has ended, maybe while it was asked.
    if (!isFailed && !(error instanceof WorkflowNotFoundError)) throw error;
  }
  return intent.query(standing);
}

function said({ status, outcome, facts }: GivenReply, owed: boolean): NonNullable<EarlierIntent['last']> {
  return { status, ...(outcome && { outcome }), owed, facts };
}

/** The cases of a customer's disputes bear their key as well, and are no intents: nobody called. */
const INTENTS = "WorkflowId STARTS_WITH 'intent/' AND WorkflowType != 'follow_up'";
const CASES = "WorkflowType = 'dispute_case'";

/** Only of verified customers: an intent gets its customer's key once the caller has proved to be that customer. */
function queryFor({ tenant, keys, reference }: EarlierOf, which: string) {
  const { tenant: ofTenant, customer, reference: ofReference } = searchAttributes;
  const parts = [
    `${ofTenant.name} = '${quotable(tenant)}'`,
    `${customer.name} IN (${keys.map((key) => `'${quotable(key)}'`).join(', ')})`,
    which,
    ...(reference === undefined ? [] : [`${ofReference.name} = '${quotable(reference)}'`]),
  ];
  return parts.join(' AND ');
}

function quotable(text: string): string {
  return text.replace(/[^A-Za-z0-9_-]/g, '');
}
