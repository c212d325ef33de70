import type { Client } from '@temporalio/client';
import type { Tenant } from '../contracts/tenants.ts';
import { type GivenReply, reply } from '../workflows/messages.ts';
import { type Answer, problemAnswer, replyAnswer } from './answer.ts';
import { type Deadline, within } from './deadline.ts';
import { type Described, type IntentWorkflow, intentWorkflow, workingReply } from './intent-workflow.ts';
import { notHeard } from './not-heard.ts';
import { readUnanswered } from './temporal-errors.ts';
import { defaultLanguage } from './tenant.ts';

/** What is looked for: reply `turn` or a later one, waiting for it so many seconds. */
export interface Look {
  readonly turn?: number;
  readonly wait?: number;
}

type Known = Extract<Described, { kind: 'running' | 'closed' }>;

/** Looks at an intent. Looking changes nothing, and resets no silence. */
export async function lookAtIntent(
  temporal: Client,
  tenant: Tenant,
  intentId: string,
  { turn, wait = 0 }: Look,
  closing: AbortSignal = new AbortController().signal,
): Promise<Answer<GivenReply>> {
  const workflow = intentWorkflow(temporal, tenant, intentId);
  const deadline = within(tenant.policy.budgetMilliseconds);
  const waitUntil = within(wait * 1_000);
  const described = await workflow.describe(deadline);
  if (described.kind === 'absent') return problemAnswer('not-found');
  if (described.kind === 'silent') return notHeard(defaultLanguage(tenant));
  if (described.kind === 'closed') return closed(workflow, described, turn, deadline);

  const now = await current(workflow, described, turn, deadline);
  if (turn === undefined || wait === 0 || now.there || now.answer.status !== 200) return now.answer;
  const waiting = <T>(act: () => Promise<T>) =>
    temporal.withAbortSignal(closing, () => temporal.withDeadline(waitUntil.at, act));
  return waitFor(workflow, described, turn, waiting);
}

/** All who wait for one reply share one Update. */
async function waitFor(
  workflow: IntentWorkflow,
  described: Known,
  turn: number,
  waiting: <T>(act: () => Promise<T>) => Promise<T>,
): Promise<Answer<GivenReply>> {
  try {
    const answered = await waiting(() =>
      workflow.handle.executeUpdate(reply, { args: [turn], updateId: `reply-${turn}` }),
    );
    return replyAnswer(answered.reply);
  } catch (error) {
    const deadline = within(1_000);
    if (readUnanswered(error).kind === 'closed') return closed(workflow, described, turn, deadline);
    return (await current(workflow, described, turn, deadline)).answer;
  }
}

async function current(
  workflow: IntentWorkflow,
  { memo }: Known,
  turn: number | undefined,
  deadline: Deadline,
): Promise<{ answer: Answer<GivenReply>; there: boolean }> {
  const known = await workflow.standing(deadline);
  // No worker: what the server knows has to do.
  if (!known) return { answer: replyAnswer(workingReply(memo, (turn ?? 1) - 1)), there: false };
  const number = known.latest?.turn ?? 0;
  if (turn !== undefined && turn > number + 1) return { answer: ahead(number), there: false };
  if (known.latest && (turn === undefined || turn <= number))
    return { answer: replyAnswer(known.latest), there: true };
  if (known.latest && !known.owed) return { answer: replyAnswer(known.latest), there: false };
  return { answer: replyAnswer(workingReply(memo, number, known)), there: false };
}

async function closed(
  workflow: IntentWorkflow,
  { memo }: Known,
  turn: number | undefined,
  deadline: Deadline,
): Promise<Answer<GivenReply>> {
  const last = await workflow.lastReply(memo, deadline);
  return turn !== undefined && turn > last.turn + 1 ? ahead(last.turn) : replyAnswer(last);
}

function ahead(latest: number): Answer<GivenReply> {
  const detail = `The latest reply is ${latest}: at most ${latest + 1} can be waited for.`;
  return problemAnswer('invalid-request', { errors: [{ pointer: '/turn', detail }] });
}
