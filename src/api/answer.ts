import type { Response } from 'express';
import { type Problem, type ProblemName, problems } from '../contracts/problem.ts';
import type { Reply } from '../contracts/reply.ts';

/** What a route answers: a status, a body and headers. A problem is an answer like any other. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A reply; every one is a 200, on POST too. */
export function replyAnswer(reply: Reply, { replayed = false } = {}): Answer {
  return { status: 200, body: reply, ...(replayed && { headers: { 'Idempotent-Replayed': 'true' } }) };
}

type ProblemDetails = Partial<Pick<Problem, 'detail' | 'errors' | 'latest' | 'say' | 'requestId'>>;

/** A problem by its name (RFC 9457). Its body tells nothing but constants and what is given here. */
export function problemAnswer(
  name: ProblemName,
  details: ProblemDetails = {},
  headers: Record<string, string> = {},
): Answer {
  const { status, title, todo } = problems[name];
  const body: Problem = { type: `/problems/${name}`, title, status, detail: todo, ...details };
  return {
    status,
    body,
    headers: {
      'Content-Type': 'application/problem+json',
      ...(status === 429 || status === 503 ? { 'Retry-After': '1' } : {}),
      ...headers,
    },
  };
}

/** Writes an answer, and notes a problem's name for the log. */
export function send(response: Response, { status, body, headers = {} }: Answer): void {
  response.status(status).set(headers);
  const type = (body as Partial<Problem> | undefined)?.type;
  if (status >= 400 && type !== undefined) response.locals['problem'] = type.slice('/problems/'.length);
  if (body === undefined) response.end();
  else response.type(response.get('Content-Type') ?? 'json').send(`${JSON.stringify(body)}\n`);
}
