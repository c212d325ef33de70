import type { Client, WorkflowUpdateHandle } from '@temporalio/client';
import { kindOf } from '../contracts/answer.ts';
import type { Tenant } from '../contracts/tenants.ts';
import type { TurnRequest } from '../contracts/turn.ts';
import {
  type Answered,
  type Asked,
  cancel,
  type GivenReply,
  type Refusal,
  type RefusalType,
  turn,
} from '../workflows/messages.ts';
import { type Answer, problemAnswer, replyAnswer } from './answer.ts';
import { DESCRIBE_MILLISECONDS, type Deadline, within } from './deadline.ts';
import { type Described, type IntentWorkflow, intentWorkflow, workingReply } from './intent-workflow.ts';
import { notHeard } from './not-heard.ts';
import { isSilence, readUnanswered } from './temporal-errors.ts';
import { defaultLanguage } from './tenant.ts';

/** How long what was sent may still be heard, also where the agent was told that it was not; later the Workflow refuses it. */
const HEAR_MILLISECONDS = 10_000;

/** Says something to an intent, and answers with the reply that is owed to it. */
export async function takeTurn(
  temporal: Client,
  tenant: Tenant,
  intentId: string,
  said: TurnRequest,
  asked: Asked,
): Promise<Answer<GivenReply>> {
  const deadline = within(tenant.policy.budgetMilliseconds);
  const workflow = intentWorkflow(temporal, tenant, intentId);
  const language = defaultLanguage(tenant);
  const inTime = deadline.before(DESCRIBE_MILLISECONDS).at;
  let accepted = false;
  try {
    const update = await temporal.withDeadline(inTime, () => startUpdate(workflow, said, asked));
    accepted = true;
    const answered = await temporal.withDeadline(inTime, () => update.result());
    return await answerOf(workflow, answered, asked, deadline);
  } catch (error) {
    const unanswered = readUnanswered(error);
    switch (unanswered.kind) {
      // The server says so in its answer to the start, the client only when the result is asked for.
      case 'refused':
        return refusedAnswer(workflow, unanswered, deadline, language);
      case 'closed':
        return closedAnswer(workflow, deadline, language, { accepted });
      case 'silent':
        return accepted
          ? stillWorking(workflow, said, deadline, language)
          : notHeardIn(await workflow.describe(deadline), language);
    }
  }
}

function startUpdate(
  { handle }: IntentWorkflow,
  said: TurnRequest,
  asked: Asked,
): Promise<WorkflowUpdateHandle<Answered>> {
  const hearUntil = Date.now() + HEAR_MILLISECONDS;
  const options = { waitForStage: 'ACCEPTED' as const };
  if ('cancel' in said)
    return handle.startUpdate(cancel, { ...options, updateId: 'cancel', args: [{ hearUntil, asked }] });
  const { turn: number, answer } = said;
  const heard = { turn: number, kind: kindOf(answer), answer, hearUntil, asked };
  return handle.startUpdate(turn, { ...options, updateId: `turn-${number}`, args: [heard] });
}

/** Who asked decides what is answered: this request, its repeat, another body under its key, or another agent. */
async function answerOf(
  workflow: IntentWorkflow,
  { reply, asked: winner }: Answered,
  asked: Asked,
  deadline: Deadline,
): Promise<Answer<GivenReply>> {
  if (winner.request === asked.request) return replyAnswer(reply);
  if (winner.key === asked.key && winner.body === asked.body) return replyAnswer(reply, { replayed: true });
  const latest = (await latestOf(workflow, deadline)) ?? reply;
  if (winner.key === asked.key) return problemAnswer('idempotency-key-reused', { latest });
  // Two agents, or one that lost the answer and its key: whoever was first was heard for both.
  return reply.turn === latest.turn ? replyAnswer(reply) : outOfTurn(latest);
}

async function latestOf(workflow: IntentWorkflow, deadline: Deadline): Promise<GivenReply | undefined> {
  const described = await workflow.describe(deadline);
  if (described.kind === 'closed') return workflow.lastReply(described.memo, deadline);
  return (await workflow.standing(deadline))?.latest;
}

/** A Workflow that has ended takes nothing new; one that never was is not found. */
async function closedAnswer(
  workflow: IntentWorkflow,
  deadline: Deadline,
  language: string,
  { accepted }: { accepted: boolean },
): Promise<Answer<GivenReply>> {
  const described = await workflow.describe(deadline);
  if (described.kind === 'absent') return problemAnswer('not-found');
  // Accepted perhaps, and perhaps carried out; as long as Temporal does not say, its key alone finds out.
  if (described.kind !== 'closed') return notHeardIn(described, language);
  const latest = await workflow.lastReply(described.memo, deadline);
  return accepted ? replyAnswer(latest) : problemAnswer('intent-done', { latest });
}

/** It was heard, and takes longer than the agent may be kept waiting. */
async function stillWorking(
  workflow: IntentWorkflow,
  said: TurnRequest,
  deadline: Deadline,
  language: string,
): Promise<Answer<GivenReply>> {
  const standing = workflow.standing(deadline);
  const described = await workflow.describe(deadline);
  // Accepted, but nobody tells now which reply was the last: its key finds out.
  if (described.kind !== 'running' && described.kind !== 'closed') return notHeard(language);
  if (described.kind === 'closed') {
    // The server alone tells, where a worker might use up the time.
    const last = await workflow.lastReply(described.memo, deadline).catch(unlessSilent);
    if (last) return replyAnswer(last);
  }
  const known = await standing;
  const latest = known?.latest;
  const number = 'cancel' in said ? (latest?.turn ?? 0) : said.turn;
  // It may have come in this very moment; to a cancel the last reply is owed.
  if (latest && (latest.turn > number || latest.status === 'done')) return replyAnswer(latest);
  return replyAnswer(workingReply(described.memo, number, known));
}

function unlessSilent(error: unknown): undefined {
  if (!isSilence(error)) throw error;
}

/** In the language of the intent, where Temporal tells. */
function notHeardIn(described: Described, otherwise: string): Answer<GivenReply> {
  return notHeard('memo' in described ? described.memo.language : otherwise);
}

/** What a validator refused. Nothing came of it. */
async function refusedAnswer(
  workflow: IntentWorkflow,
  { type, refusal }: { type: RefusalType; refusal: Refusal },
  deadline: Deadline,
  language: string,
): Promise<Answer<GivenReply>> {
  const latest = refusal.latest ?? (await beforeFirst(workflow, deadline));
  switch (type) {
    case 'not-heard':
      return notHeard(latest?.language ?? language);
    case 'turn-ahead':
    case 'turn-conflict':
      return outOfTurn(latest);
    case 'invalid-request': {
      const { pointer = '', detail = 'Is not possible here.' } = refusal;
      return problemAnswer('invalid-request', { errors: [{ pointer, detail }] });
    }
    case 'wrong-answer-kind': {
      const errors = [{ pointer: '/answer', detail: 'Is not what `expects` of the latest reply asks for.' }];
      return problemAnswer(type, { errors, ...(latest && { latest }) });
    }
    case 'intent-done':
    case 'idempotency-key-reused':
      return problemAnswer(type, { ...(latest && { latest }) });
  }
}

function outOfTurn(latest: GivenReply | undefined): Answer<GivenReply> {
  const errors = [{ pointer: '/turn', detail: 'Is not the turn that is open.' }];
  return problemAnswer('turn-conflict', { errors, ...(latest && { latest }) });
}

/** What is true of an intent whose first reply is still owed. */
async function beforeFirst(workflow: IntentWorkflow, deadline: Deadline): Promise<GivenReply | undefined> {
  const described = await workflow.describe(deadline);
  return described.kind === 'running' ? workingReply(described.memo, 0) : undefined;
}
