import { z } from 'zod';
import { reply } from './reply.ts';
import { taskRow, taskSettled } from './task.ts';

/** Every problem: its status, its title, and what to do about it. The pages under /problems are made from this. */
export const problems = {
  'malformed-json': { status: 400, title: 'The body is not JSON', todo: 'Send a JSON object in UTF-8.' },
  'idempotency-key-missing': {
    status: 400,
    title: 'The Idempotency-Key header is missing',
    todo: 'Send an Idempotency-Key of 1 to 255 characters on every POST: a new one for each thing that is said, the same one when it is sent again.',
  },
  unauthenticated: {
    status: 401,
    title: 'The API key is missing or unknown',
    todo: 'Send `Authorization: Bearer <tenant API key>`.',
  },
  'not-signed-in': {
    status: 401,
    title: 'Nobody is signed in',
    todo: 'Sign in at /console/sign-in. Support’s requests take a session, not the tenant’s API key.',
  },
  'not-allowed': {
    status: 403,
    title: 'This is not for you to decide',
    todo: 'Have somebody do it who may: `why` says whether it is the role, the amount, or that it was you who approved first.',
  },
  'cross-site': {
    status: 403,
    title: 'The request does not come from our own page',
    todo: 'Send it from a page of the same origin, with the token of GET /console/session as X-CSRF-Token.',
  },
  'not-found': {
    status: 404,
    title: 'There is nothing here',
    todo: 'Check the path and the id. An id of another tenant is not found either.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'This method is not served here',
    todo: 'Use a method that the Allow header names.',
  },
  'turn-conflict': {
    status: 409,
    title: 'The turn is not the one that is open',
    todo: 'Go on from the reply in `latest`.',
  },
  'intent-done': {
    status: 409,
    title: 'The intent has ended',
    todo: 'Its last reply is in `latest`. Start a new intent for anything else.',
  },
  'task-done': {
    status: 409,
    title: 'The task was decided already',
    todo: 'Look at `done`: who decided, when, and what. Nothing was changed.',
  },
  'task-claimed': {
    status: 409,
    title: 'Somebody else has claimed the task',
    todo: 'Look at `task.claim`. Wait until it runs out or is released, or take the task over and say why.',
  },
  'task-changed': {
    status: 409,
    title: 'What was shown has changed since',
    todo: 'Look at the task again and decide on what it shows now. Nothing was changed.',
  },
  'too-large': { status: 413, title: 'The body is too large', todo: 'Send at most 64 KiB.' },
  'unsupported-media-type': {
    status: 415,
    title: 'The body is not application/json',
    todo: 'Send `Content-Type: application/json`, uncompressed.',
  },
  'invalid-request': {
    status: 422,
    title: 'The request is not valid',
    todo: 'Mend the fields that `errors` names. Nothing was changed.',
  },
  'wrong-answer-kind': {
    status: 422,
    title: 'The answer is of another kind than the reply expects',
    todo: 'Send the answer that `expects.kind` of the latest reply asks for.',
  },
  'idempotency-key-reused': {
    status: 422,
    title: 'The Idempotency-Key was used with another body',
    todo: 'Use a new key for each new request. Nothing was changed; an intent’s latest reply is in `latest`.',
  },
  'too-many-requests': {
    status: 429,
    title: 'Too many requests',
    todo: 'Wait as long as Retry-After says and send the same request with the same key.',
  },
  internal: {
    status: 500,
    title: 'Something went wrong on our side',
    todo: 'Send the same request with the same key again. Tell us the request id if it stays.',
  },
  'not-heard': {
    status: 503,
    title: 'What was said could not be taken in',
    todo: 'Speak `say`, wait as long as Retry-After says and send the same request with the same key.',
  },
} as const satisfies Record<string, { status: number; title: string; todo: string }>;

export type ProblemName = keyof typeof problems;

/** RFC 9457, `application/problem+json`. */
export const problem = z
  .object({
    type: z.string().describe('/problems/{name}, a page that says what to do'),
    title: z.string(),
    status: z.int(),
    detail: z.string().exactOptional(),
    errors: z
      .array(z.object({ pointer: z.string().describe('JSON Pointer of the field'), detail: z.string() }))
      .exactOptional(),
    latest: reply.exactOptional(),
    task: taskRow.exactOptional().describe('A human task as it stands'),
    done: taskSettled.exactOptional(),
    why: z
      .enum(['role', 'limit', 'same_person', 'not_yours'])
      .exactOptional()
      .describe('Why it is not allowed'),
    say: z.string().exactOptional(),
    requestId: z.string().exactOptional(),
  })
  .meta({ id: 'Problem' });

export type Problem = z.infer<typeof problem>;
