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
import type { Payment } from '../domain/payment.ts';
import { searchAttributes } from '../domain/search-attributes.ts';
import type { UnixSeconds } from '../domain/time.ts';
import { findPayment } from '../stripe/payments.ts';
import { type GivenReply, noReply, reply, type Standing, standing } from '../workflows/messages.ts';
import { beating } from './beating.ts';
import { reading } from './reading.ts';
import type { World } from './world.ts';

/** Something that a caller asked for in an earlier intent, and how it stands there. */
export interface EarlierIntent<K extends IntentKind = IntentKind> {
  readonly intent: K;
  readonly reference: string;
  readonly startedAt: UnixSeconds;
  /** Absent where it was ended from outside, or does not say. */
  readonly last?: Pick<LastSaid, 'status' | 'outcome' | 'owed' | 'support'> & { readonly facts: Facts[K] };
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
    async earlierIntents(of: {
      tenant: string;
      keys: readonly string[];
      reference?: string;
    }): Promise<EarlierIntent[]> {
      return beating(async () => {
        const query = queryFor(of);
        const found = new Map<string, WorkflowExecutionInfo>();
        for (const milliseconds of PASSES_MILLISECONDS) {
          await sleep(milliseconds);
          for (const info of await list(query)) found.set(info.workflowId, info);
          if (of.reference !== undefined && found.size > 0) break;
        }
        const newest = [...found.values()].sort((a, b) => Number(b.startTime) - Number(a.startTime));
        return Promise.all(
          newest.slice(0, MOST_READ).map(async (info) => {
            const last = await lastOf(info);
            return {
              intent: info.type as IntentKind,
              reference: info.typedSearchAttributes.get(searchAttributes.reference) ?? '',
              startedAt: Math.floor(Number(info.startTime) / 1_000),
              ...(last && { last }),
            };
          }),
        );
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

/**
 * Only of verified customers: an intent gets its customer's key once the caller has proved to be that customer. The cases of
 * their disputes have it as well, and are no intents: nobody called.
 */
function queryFor({
  tenant,
  keys,
  reference,
}: {
  tenant: string;
  keys: readonly string[];
  reference?: string;
}) {
  const { tenant: ofTenant, customer, reference: ofReference } = searchAttributes;
  const parts = [
    `${ofTenant.name} = '${quotable(tenant)}'`,
    `${customer.name} IN (${keys.map((key) => `'${quotable(key)}'`).join(', ')})`,
    "WorkflowId STARTS_WITH 'intent/'",
    "WorkflowType != 'follow_up'",
    ...(reference === undefined ? [] : [`${ofReference.name} = '${quotable(reference)}'`]),
  ];
  return parts.join(' AND ');
}

function quotable(text: string): string {
  return text.replace(/[^A-Za-z0-9_-]/g, '');
}
