import type { Fault } from '../faults.ts';
import { type ErrorBody, envelope, StripeFailure } from './errors.ts';
import type { KeyedReply } from './idempotency.ts';

export interface Answer {
  kind: 'answer';
  status: number;
  body: string;
  headers: Record<string, string>;
}

/** An answer, or the lack of one. */
export type Outcome = Answer | { kind: 'reset' } | { kind: 'hang' } | { kind: 'drip' };

/** The answer to a request that failed, by plan or by a fault of the sandbox itself. */
export function answerTo(error: unknown, requestId: string): Answer {
  if (error instanceof StripeFailure) {
    // Nothing is won by asking again for what is not there.
    const headers: Record<string, string> = error.status === 501 ? { 'Stripe-Should-Retry': 'false' } : {};
    return failureAnswer(error.status, error.body, requestId, headers);
  }
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  return failureAnswer(500, { type: 'api_error', message: 'An unknown error occurred' }, requestId);
}

export function replayOf(reply: KeyedReply): Answer {
  const headers = { 'Idempotent-Replayed': 'true', 'Original-Request': reply.requestId };
  return { kind: 'answer', status: reply.status, body: reply.body, headers };
}

/** What a fault puts in the place of the answer. */
export function faultAnswer(fault: Fault, requestId: string): Outcome {
  const raw = (body: string, status = 200, type = 'application/json'): Answer => {
    return { kind: 'answer', status, body, headers: { 'Content-Type': type } };
  };
  switch (fault.kind) {
    case 'reset':
    case 'hang':
    case 'drip':
      return { kind: fault.kind };
    case 'garbage':
      return raw('{"id": "re_', 200);
    case 'html':
      return raw('<html><body><h1>Welcome</h1></body></html>', 200, 'text/html');
    case 'empty':
      return raw('');
    case 'body':
      return raw(fault.body, fault.status, fault.contentType);
    case 'status':
      return failureAnswer(fault.status, statusError(fault), requestId, fault.headers);
    case 'delay':
    case 'hold':
      throw new Error('a wait changes no answer');
  }
}

function statusError(fault: Fault & { kind: 'status' }): ErrorBody {
  const { type = defaultType(fault.status), message = defaultMessage(fault.status) } = fault;
  const code = fault.code ?? (fault.status === 429 ? 'lock_timeout' : undefined);
  return { type: type as ErrorBody['type'], message, ...(code !== undefined && { code }) };
}

function defaultType(status: number): ErrorBody['type'] {
  if (status >= 500) return 'api_error';
  if (status === 402) return 'card_error';
  return status === 409 ? 'idempotency_error' : 'invalid_request_error';
}

function defaultMessage(status: number): string {
  if (status === 429) {
    return (
      'This object cannot be accessed right now because another API request or Stripe process is currently ' +
      'accessing it. If you see this error intermittently, retry the request.'
    );
  }
  return status >= 500 ? 'An unknown error occurred' : `The sandbox was told to answer ${status}.`;
}

function failureAnswer(
  status: number,
  body: ErrorBody,
  requestId: string,
  headers: Record<string, string> = {},
): Answer {
  return { kind: 'answer', status, body: JSON.stringify(envelope(body, requestId)), headers };
}
