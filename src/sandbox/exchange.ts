import { promisify } from 'node:util';
import { type Account, now } from './account.ts';
import { type Fault, isWait, strike } from './faults.ts';
import { journalize } from './journal.ts';
import { settleDue } from './resources/due.ts';
import type { Store } from './store.ts';
import { type Answer, answerTo, faultAnswer, type Outcome, replayOf } from './wire/answer.ts';
import { StripeFailure } from './wire/errors.ts';
import { expand, readExpand } from './wire/expand.ts';
import { flatten, type Params } from './wire/form.ts';
import { earlierReply, type KeyedReply, keyedReply } from './wire/idempotency.ts';
import type { ApiRequest } from './wire/request.ts';
import { beginWork, type Work } from './work.ts';

/** What an endpoint is asked: the id in its path, if any, and its parameters without `expand`. */
export interface Call {
  readonly id: string;
  readonly path: string;
  readonly params: Params;
}

export type Operation = (work: Work, call: Call) => object;

interface Exchange {
  store: Store;
  account: Account;
  request: ApiRequest;
  id: string;
  operation: Operation;
}

/** Answers one request: faults and idempotency around one execution. */
export async function exchange(asked: Exchange): Promise<Outcome> {
  const { account, request } = asked;
  const params = flatten(request.params);
  const entry = journalize(account.journal, { request, params, created: now(account) });
  const faults = strike(account.faults, request, params);
  const fault = faults.find((one) => !isWait(one));
  const outcome = await outcomeOf(asked, faults, fault);
  entry.fault = fault?.id ?? faults[0]?.id ?? null;
  entry.replayed = outcome.kind === 'answer' && outcome.headers['Idempotent-Replayed'] === 'true';
  entry.status = outcome.kind === 'answer' ? outcome.status : null;
  return outcome;
}

async function outcomeOf(asked: Exchange, faults: Fault[], fault: Fault | undefined): Promise<Outcome> {
  const { account, request } = asked;
  if (fault?.when === 'before') {
    await wait(account, faults, 'before');
    return faultAnswer(fault, request.id);
  }
  try {
    const reply = earlierReply(account, request);
    const answer = reply
      ? await replay(account, reply, faults)
      : await executeHoldingKey(asked, faults, fault);
    return fault?.when === 'after' ? faultAnswer(fault, request.id) : answer;
  } catch (error) {
    return answerTo(error, request.id);
  }
}

async function replay(account: Account, reply: KeyedReply, faults: Fault[]): Promise<Answer> {
  await wait(account, faults, 'before');
  await wait(account, faults, 'after');
  return replayOf(reply);
}

async function executeHoldingKey(
  asked: Exchange,
  faults: Fault[],
  fault: Fault | undefined,
): Promise<Answer> {
  const { account } = asked;
  const { runningKeys } = account;
  const key = asked.request.idempotencyKey;
  if (key !== undefined) runningKeys.add(key);
  try {
    await wait(account, faults, 'before');
    const answer = execute(asked, fault);
    await wait(account, faults, 'after');
    return answer;
  } finally {
    if (key !== undefined) runningKeys.delete(key);
  }
}

function execute({ store, account, request, id, operation }: Exchange, fault: Fault | undefined): Answer {
  settleDue(store, account);
  const work = beginWork(account, { id: request.id, idempotency_key: request.idempotencyKey ?? null });
  let answer: Answer;
  let began = true;
  try {
    const { expand: wanted, ...params } = request.params;
    const paths = readExpand(wanted);
    const object = operation(work, { id, path: request.path, params });
    answer = {
      kind: 'answer',
      status: 200,
      body: JSON.stringify(expand(account, object, paths)),
      headers: {},
    };
  } catch (error) {
    const failure = error instanceof StripeFailure ? error : undefined;
    if (!failure?.commits) work.undo();
    began = failure?.began ?? true;
    answer = answerTo(error, request.id);
  }
  if (fault?.when === 'during') work.undo();
  const kept = keptAnswer(answer, fault, request.id);
  store.commit(work, began ? keyedReply(account, request, kept) : undefined);
  return fault?.when === 'during' ? kept : answer;
}

/** A 5xx that a fault makes of an execution is what the key remembers. */
function keptAnswer(answer: Answer, fault: Fault | undefined, requestId: string): Answer {
  if (fault?.kind !== 'status' || fault.status < 500) return answer;
  const spoiled = faultAnswer(fault, requestId);
  return spoiled.kind === 'answer' ? spoiled : answer;
}

const sleep = promisify(setTimeout);
const HOLD_CHECK_MILLISECONDS = 10;

async function wait(account: Account, faults: Fault[], when: Fault['when']): Promise<void> {
  for (const fault of faults) {
    if (!isWait(fault) || fault.when !== when) continue;
    fault.holding += 1;
    if (fault.kind === 'delay') await sleep(fault.ms);
    else while (account.faults.includes(fault)) await sleep(HOLD_CHECK_MILLISECONDS);
    fault.holding -= 1;
  }
}
