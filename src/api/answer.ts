import type { Response } from 'express';
import { type Problem, type ProblemName, problems } from '../contracts/problem.ts';
import type { GivenReply } from '../workflows/messages.ts';
import type { SentReply } from './caller-token.ts';

/** What a route answers: a status, a body and headers. A problem is an answer like any other. */
export interface Answer<R = never> {
  readonly status: number;
  readonly body?: R | ProblemWith<R>;
  readonly headers?: Readonly<Record<string, string>>;
}

type ProblemWith<R> = Omit<Problem, 'latest'> & { latest?: R };

/** A reply; every one is a 200, on POST too. */
export function replyAnswer(reply: GivenReply, { replayed = false } = {}): Answer<GivenReply> {
  return { status: 200, body: reply, ...(replayed && { headers: { 'Idempotent-Replayed': 'true' } }) };
}

type ProblemDetails<R> = Partial<Omit<ProblemWith<R>, 'type' | 'title' | 'status'>>;

/** A problem by its name (RFC 9457). Its body tells nothing but constants and what is given here. */
export function problemAnswer<R = never>(
  name: ProblemName,
  details: ProblemDetails<R> = {},
  headers: Record<string, string> = {},
): Answer<R> {
  const { status, title, todo } = problems[name];
  const body = { type: `/problems/${name}`, title, status, detail: todo, ...details };
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
export function send(response: Response, { status, body, headers = {} }: Answer<SentReply | object>): void {
  response.status(status).set(headers);
  if (status >= 400 && body && 'type' in body)
    response.locals['problem'] = String(body.type).slice('/problems/'.length);
  if (body === undefined) response.end();
  else response.type(response.get('Content-Type') ?? 'json').send(`${JSON.stringify(body)}\n`);
}
