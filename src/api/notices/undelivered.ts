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

const ANSWER_MILLISECONDS = 5_000;
/** A try takes ten seconds at most. */
const TRY_MILLISECONDS = 12_000;
const PAUSE_MILLISECONDS = 200;

/** Notifications out, as Temporal keeps them. */
export function noticesIn(temporal: Client, taskQueue: string) {
  const soon = <T>(act: () => Promise<T>) => temporal.withDeadline(Date.now() + ANSWER_MILLISECONDS, act);
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

  return {
    /** What has not arrived: given up, or tried more than once. The oldest first. */
    async undelivered(tenant?: string): Promise<Standing[]> {
      const { outcome, tenant: whose } = searchAttributes;
      const query = [
        `WorkflowType = 'notification' AND (${outcome.name} = 'failed' OR ExecutionStatus != 'Completed')`,
        ...(tenant === undefined ? [] : [`${whose.name} = '${tenant}'`]),
      ].join(' AND ');
      // One that was sent again has several runs; what counts is the latest.
      const found = new Set<string>();
      await soon(async () => {
        for await (const { workflowId } of temporal.workflow.list({ query })) found.add(workflowId);
      });
      const standing = await Promise.all([...found].map(look));
      return standing
        .filter((one) => one !== undefined)
        .filter(({ state, why }) => state === 'given_up' || (state === 'trying' && why !== undefined))
        .sort((one, other) => (one.notification.timestamp < other.notification.timestamp ? -1 : 1));
    },

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
