import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import type { z } from 'zod';
import type { ProblemName } from '../contracts/problem.ts';
import { type Answer, problemAnswer, send } from './answer.ts';

/** The largest body that is read, bytes. */
const LIMIT = 64 * 1_024;

/** Reads a JSON body: 415, 413 and 400 by what is wrong with it. An absent body stays undefined. */
export const jsonBody: RequestHandler[] = [
  (request, response, next) => {
    const hasBody = request.headers['content-length'] !== '0' && request.is('*/*') !== null;
    if (!hasBody || request.is('application/json') === 'application/json') return next();
    send(response, problemAnswer('unsupported-media-type'));
  },
  express.json({ limit: LIMIT, inflate: false, strict: true }),
];

/** What the body reader complains of, as problems. */
export const bodyProblems: ErrorRequestHandler = (error: { type?: string }, _request, response, next) => {
  const problem = readerProblems[error.type ?? ''];
  if (problem) send(response, problemAnswer(problem));
  else next(error);
};

const readerProblems: Readonly<Record<string, ProblemName>> = {
  'entity.too.large': 'too-large',
  'encoding.unsupported': 'unsupported-media-type',
  'charset.unsupported': 'unsupported-media-type',
  'entity.parse.failed': 'malformed-json',
  'request.aborted': 'malformed-json',
  'request.size.invalid': 'malformed-json',
};

/** A body or query held to its schema: the value, or the problem that names each field that is wrong. */
export function parse<S extends z.ZodType>(
  schema: S,
  input: unknown,
): { value: z.output<S>; problem?: undefined } | { value?: undefined; problem: Answer } {
  const read = schema.safeParse(input);
  if (read.success) return { value: read.data };
  const errors = read.error.issues.flatMap(fieldErrors);
  return { problem: problemAnswer('invalid-request', { errors }) };
}

type Issue = z.core.$ZodIssue;

// Messages are ours or zod's and never quote what was sent.
function fieldErrors(issue: Issue): { pointer: string; detail: string }[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      pointer: pointer(FIELD_NAME.test(key) ? [...issue.path, key] : issue.path),
      detail: 'Is not a field here.',
    }));
  if (issue.code === 'invalid_union') {
    // What went wrong inside the one form that was meant says more than that no form fits.
    const meant = issue.errors.find((errors) =>
      errors.every(({ path, code }) => path.length > 0 || code === 'unrecognized_keys'),
    );
    if (meant)
      return meant.flatMap((inner) => fieldErrors({ ...inner, path: [...issue.path, ...inner.path] }));
  }
  return [{ pointer: pointer(issue.path), detail: issue.message }];
}

/** Only what looks like a field's name is said back: anything may be sent as one. */
const FIELD_NAME = /^[A-Za-z][A-Za-z_]{0,39}$/;

function pointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
