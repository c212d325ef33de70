import { createHash } from 'node:crypto';
import { type Account, now } from '../account.ts';
import { invalid, StripeFailure } from './errors.ts';
import { canonical } from './form.ts';
import type { ApiRequest } from './request.ts';

/** An answer that is kept under its idempotency key. */
export interface KeyedReply {
  key: string;
  endpoint: string;
  params: string;
  status: number;
  body: string;
  requestId: string;
  created: number;
}

const keptSeconds = 24 * 60 * 60;

/** The answer that this key already has, if any. Throws where the key may not be used, or not yet. */
export function earlierReply(account: Account, request: ApiRequest): KeyedReply | undefined {
  const { idempotencyKey: key } = request;
  if (key === undefined) return undefined;
  if (key.length > 255) throw invalid('Idempotency-Key may be at most 255 characters long.');
  if (account.runningKeys.has(key)) throw inUse(key);
  const reply = account.replies.get(key);
  if (!reply || expired(account, reply)) return undefined;
  if (reply.endpoint !== endpointOf(request)) {
    throw misused(
      key,
      `for the same endpoint they were first used for ('${reply.endpoint}' vs '${endpointOf(request)}')`,
    );
  }
  if (reply.params !== fingerprint(request)) {
    throw misused(key, 'with the same parameters they were first used with');
  }
  return reply;
}

/** What is to be kept of an answer, or nothing where the request brought no key. */
export function keyedReply(
  account: Account,
  request: ApiRequest,
  answer: { status: number; body: string },
): KeyedReply | undefined {
  if (request.idempotencyKey === undefined) return undefined;
  return {
    key: request.idempotencyKey,
    endpoint: endpointOf(request),
    params: fingerprint(request),
    status: answer.status,
    body: answer.body,
    requestId: request.id,
    created: now(account),
  };
}

export function pruneReplies(account: Account): void {
  for (const [key, reply] of account.replies) if (expired(account, reply)) account.replies.delete(key);
}

const expired = (account: Account, reply: KeyedReply) => now(account) - reply.created >= keptSeconds;
const endpointOf = (request: ApiRequest) => request.path;
const fingerprint = (request: ApiRequest) =>
  createHash('sha256').update(canonical(request.params)).digest('base64url');

function misused(key: string, rule: string): StripeFailure {
  const message =
    `Keys for idempotent requests can only be used ${rule}. ` +
    `Try using a key other than '${key}' if you meant to execute a different request.`;
  return new StripeFailure(400, { type: 'idempotency_error', message }, { began: false });
}

function inUse(key: string): StripeFailure {
  const message =
    'There is currently another in-progress request using this Idempotent Key (that probably means you submitted ' +
    `twice, and the other request is still going through): ${key}. Please try again later.`;
  const body = { type: 'idempotency_error', code: 'idempotency_key_in_use', message } as const;
  return new StripeFailure(409, body, { began: false });
}
