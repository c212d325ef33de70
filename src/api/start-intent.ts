import { type Client, WithStartWorkflowOperation } from '@temporalio/client';
import type { StartRequest } from '../contracts/intent.ts';
import type { Tenant } from '../contracts/tenants.ts';
import { workflowIds } from '../domain/ids.ts';
import { lookUpLanguage } from '../domain/language.ts';
import { searchAttributes } from '../domain/search-attributes.ts';
import type { ProvenCaller } from '../domain/verification.ts';
import type { Identity } from '../platform/identity.ts';
import { type Asked, type GivenReply, type IntentStart, reply } from '../workflows/messages.ts';
import { type Answer, problemAnswer, replyAnswer } from './answer.ts';
import { DESCRIBE_MILLISECONDS, type Deadline, within } from './deadline.ts';
import { type IntentMemo, intentWorkflow, workingReply } from './intent-workflow.ts';
import { notHeard } from './not-heard.ts';
import { isUnanswered } from './temporal-errors.ts';
import { defaultLanguage } from './tenant.ts';

/** What starting an intent needs. */
export interface Starting {
  readonly temporal: Client;
  readonly taskQueue: string;
  readonly tenant: Tenant;
}

/**
 * Starts an intent and fetches reply 1 in one round trip. All that was said travels in the Workflow's arguments, so a
 * start is heard even while no worker lives; Update `turn-0` only waits for the reply.
 */
export async function startIntent(
  { temporal, taskQueue, tenant }: Starting,
  start: IntentStart,
): Promise<Answer<GivenReply>> {
  const deadline = within(tenant.policy.budgetMilliseconds);
  const { intentId, reference, language, intent, asked } = start;
  const workflow = intentWorkflow(temporal, tenant, intentId);
  const memo: IntentMemo = { intentId, intent, reference, language, body: asked.body };

  const startWorkflowOperation = new WithStartWorkflowOperation(intent, {
    workflowId: workflowIds.intent(tenant.id, intentId),
    taskQueue,
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: 'REJECT_DUPLICATE',
    // A telephone's time-outs: after a worker's death the next one takes over within two seconds.
    workflowTaskTimeout: '2s',
    args: [start],
    memo: { ...memo },
    staticSummary: `${intent.charAt(0).toUpperCase()}${intent.slice(1).replaceAll('_', ' ')} ${reference}`,
    typedSearchAttributes: [
      { key: searchAttributes.tenant, value: tenant.id },
      { key: searchAttributes.call, value: start.call },
      { key: searchAttributes.reference, value: reference },
    ],
  });
  try {
    const answered = await temporal.withDeadline(deadline.before(DESCRIBE_MILLISECONDS).at, () =>
      temporal.workflow.executeUpdateWithStart(reply, {
        args: [1],
        updateId: 'turn-0',
        startWorkflowOperation,
      }),
    );
    if (answered.asked.request === asked.request) return replyAnswer(answered.reply);
    if (answered.asked.body === asked.body) return replyAnswer(answered.reply, { replayed: true });
    const { latest = answered.reply } = (await workflow.standing(deadline)) ?? {};
    return problemAnswer('idempotency-key-reused', { latest });
  } catch (error) {
    // The operation's own promise fails as well; its error is this one.
    startWorkflowOperation.workflowHandle().catch(() => undefined);
    if (!isUnanswered(error)) throw error;
    return afterwards(workflow, memo, deadline, asked);
  }
}

/** What the server alone can say of a start that brought no reply in time. */
async function afterwards(
  workflow: ReturnType<typeof intentWorkflow>,
  memo: IntentMemo,
  deadline: Deadline,
  asked: Asked,
): Promise<Answer<GivenReply>> {
  const described = await workflow.describe(deadline);
  // It may have begun where Temporal does not say: its key finds out.
  if (described.kind === 'absent' || described.kind === 'silent') return notHeard(memo.language);
  const latest =
    described.kind === 'closed'
      ? await workflow.lastReply(described.memo, deadline)
      : workingReply(described.memo, 0);
  if (described.memo.body !== asked.body) return problemAnswer('idempotency-key-reused', { latest });
  return replyAnswer(latest, { replayed: described.kind === 'closed' });
}

/** Who asks for an intent, and in which call. */
export interface Starter {
  readonly tenant: Tenant;
  readonly identity: Identity;
  readonly callId: string;
  readonly intentId: string;
  readonly proven: ProvenCaller | undefined;
}

/** All that an intent starts with. */
export function intentStart(
  { tenant, identity, callId, intentId, proven }: Starter,
  { intent, caller, details, language }: StartRequest,
  asked: Asked,
): IntentStart {
  return {
    tenant: tenant.id,
    intentId,
    intent,
    reference: identity.reference(intentId),
    call: identity.call(callId),
    caller,
    ...(proven && { proven }),
    details,
    language: lookUpLanguage(language, tenant.languages, defaultLanguage(tenant)),
    timeZone: tenant.timeZone,
    policy: tenant.policy,
    ...(tenant.notifications && { notifies: true as const }),
    asked,
  };
}
