import { setTimeout as pause } from 'node:timers/promises';
import {
  type Client,
  WorkflowExecutionAlreadyStartedError,
  type WorkflowExecutionDescription,
  WorkflowNotFoundError,
} from '@temporalio/client';
import { tenantOf, workflowIds } from '../../domain/ids.ts';
import type { Notification } from '../../domain/notification.ts';
import { notificationWorkflow } from '../../domain/notification-workflow.ts';
import { searchAttributes } from '../../domain/search-attributes.ts';
import type { NotificationResult } from '../../workflows/notification.ts';
import { listed } from '../listed.ts';
import { isSilence } from '../temporal-errors.ts';

/** How a notification stands. */
export interface Standing {
  readonly tenant: string;
  readonly notification: Notification;
  readonly state: 'delivered' | 'trying' | 'given_up';
  /** Why its last try did not arrive, where one was made. */
  readonly why?: string;
  /** How many tries were made, while it is tried. */
  readonly tries?: number;
}

export type Notices = ReturnType<typeof noticesIn>;

/** What a person knows it by: the reference that the caller was given, else the object's id at Stripe. */
export function aboutOf({ data }: Notification): string {
  const known: { reference?: string; refund?: string; dispute?: string; payment?: string } = data;
  return known.reference ?? known.refund ?? known.dispute ?? known.payment ?? '';
}

/** So many are shown, and so many are looked at together. */
const MOST = 100;
const AT_ONCE = 10;
/** What is not looked at after so long is not shown. */
const LOOKS_MILLISECONDS = 5_000;
const ANSWER_MILLISECONDS = 5_000;
/** A try takes ten seconds at most. */
const TRY_MILLISECONDS = 12_000;
const PAUSE_MILLISECONDS = 200;

/** Notifications out, as Temporal keeps them. */
export function noticesIn(temporal: Client, taskQueue: string) {
  const soon = <T>(act: () => Promise<T>) => temporal.withDeadline(Date.now() + ANSWER_MILLISECONDS, act);
  /** Those that have arrived after all, by their Workflows' ids: they are not sent again, and need no other look. */
  const arrived = new Set<string>();
  const handleOf = (tenant: string, id: string) =>
    temporal.workflow.getHandle(workflowIds.notice(tenant, id));

  /** Undefined where there is none. */
  async function look(workflowId: string): Promise<Standing | undefined> {
    const described = await soon(() => temporal.workflow.getHandle(workflowId).describe()).catch(
      (error: unknown) => {
        if (error instanceof WorkflowNotFoundError) return undefined;
        throw error;
      },
    );
    const notification = described?.memo?.['notification'] as Notification | undefined;
    const tenant = tenantOf(workflowId);
    if (!described || !notification || tenant === undefined) return undefined;
    return { tenant, notification, ...(await stateOf(described)) };
  }

  async function stateOf(
    described: WorkflowExecutionDescription,
  ): Promise<Pick<Standing, 'state' | 'why' | 'tries'>> {
    const { status, workflowId, runId } = described;
    if (status.name === 'RUNNING') {
      const [activity] = described.raw.pendingActivities ?? [];
      const why = activity?.lastFailure?.applicationFailureInfo?.type;
      return { state: 'trying', tries: (activity?.attempt ?? 1) - 1, ...(why && { why }) };
    }
    if (status.name !== 'COMPLETED') return { state: 'given_up', why: status.name.toLowerCase() };
    const handle = temporal.workflow.getHandle(workflowId, runId);
    const result = await soon(() => handle.result() as Promise<NotificationResult>);
    return result.kind === 'given_up' ? { state: result.kind, why: result.why } : { state: 'delivered' };
  }

  /** Those that a run of has not arrived, the oldest first. One that was sent again has several; what counts is the latest. */
  async function oldestFirst(tenants: readonly string[] | undefined): Promise<string[]> {
    const { outcome, tenant: whose } = searchAttributes;
    const query = [
      `WorkflowType = 'notification' AND (${outcome.name} = 'failed' OR ExecutionStatus != 'Completed')`,
      ...(tenants ? [`${whose.name} IN (${tenants.map((one) => `'${one}'`).join(', ')})`] : []),
    ].join(' AND ');
    const found: { id: string; seconds: number }[] = [];
    for await (const { execution, startTime } of listed(temporal, query)) {
      const id = execution?.workflowId ?? '';
      if (!arrived.has(id)) found.push({ id, seconds: Number(startTime?.seconds) });
    }
    found.sort((one, other) => one.seconds - other.seconds);
    return [...new Set(found.map(({ id }) => id))];
  }

  /** How they stand, those that have not arrived: up to a hundred. What cannot be looked at hides no other. */
  async function notArrived(workflowIds: readonly string[]): Promise<Standing[]> {
    const standing: Standing[] = [];
    const until = Date.now() + LOOKS_MILLISECONDS;
    let failure: unknown;
    for (let at = 0; at < workflowIds.length && standing.length < MOST && Date.now() < until; at += AT_ONCE) {
      const looks = await Promise.allSettled(workflowIds.slice(at, at + AT_ONCE).map(look));
      for (const [n, looked] of looks.entries()) {
        const one = looked.status === 'fulfilled' ? looked.value : undefined;
        if (looked.status === 'rejected') failure = looked.reason;
        if (one?.state === 'delivered') arrived.add(workflowIds[at + n] ?? '');
        if (one?.state === 'given_up' || (one?.state === 'trying' && one.why !== undefined))
          standing.push(one);
      }
    }
    // Nothing is known then, and nobody is told that all has arrived.
    if (standing.length === 0 && failure !== undefined && isSilence(failure)) throw failure;
    return standing
      .slice(0, MOST)
      .sort((one, other) => (one.notification.timestamp < other.notification.timestamp ? -1 : 1));
  }

  return {
    /** What has not arrived, of all tenants or of these: given up, or tried more than once. The oldest hundred. */
    undelivered: async (tenants?: readonly string[]): Promise<Standing[]> =>
      tenants?.length === 0 ? [] : notArrived(await oldestFirst(tenants)),

    /** Those of them that have that id, one a tenant at the most. */
    undeliveredAs: async (id: string): Promise<Standing[]> =>
      notArrived((await oldestFirst(undefined)).filter((one) => one.endsWith(`/${id}`))),

    find: (tenant: string, id: string) => look(workflowIds.notice(tenant, id)),

    /** Sends one again, for three days at the most, and tells what its first try came to. */
    async sendAgain({ tenant, notification }: Standing): Promise<Standing | undefined> {
      await soon(() =>
        temporal.workflow.start('notification', {
          ...notificationWorkflow({ tenant, notification }),
          taskQueue,
          workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        }),
      ).catch((error: unknown) => {
        // Somebody else has, just now.
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
      });
      const { workflowId } = handleOf(tenant, notification.id);
      for (const giveUp = Date.now() + TRY_MILLISECONDS; ; await pause(PAUSE_MILLISECONDS)) {
        const now = await look(workflowId);
        if (Date.now() > giveUp || now?.state !== 'trying' || now.why !== undefined) return now;
      }
    },
  };
}
