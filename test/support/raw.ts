import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import { type Problem, type ProblemName, problems } from '../../src/contracts/problem.ts';
import type { Teller } from './teller.ts';

interface Raw {
  readonly response: Response;
  readonly text: string;
}

/** HTTP as no well-behaved agent speaks it: any body, any header. */
export function rawOf(teller: Teller) {
  async function raw(path: string, init: RequestInit): Promise<Raw> {
    const headers = {
      Authorization: `Bearer ${teller.tenant().apiKey}`,
      'Content-Type': 'application/json',
      'Idempotency-Key': randomUUID(),
      ...init.headers,
    };
    const response = await fetch(`${teller.url()}${path}`, { ...init, headers });
    return { response, text: await response.text() };
  }
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    raw(path, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body), headers });
  const start = (body: unknown, headers?: Record<string, string>) =>
    post(`/v1/calls/${teller.call()}/intents`, body, headers);
  return { raw, post, start };
}

/** Holds an answer to a problem's status, type and words. */
export function expectProblem({ response, text }: Raw, name: ProblemName): Problem {
  const { status, title } = problems[name];
  const body = JSON.parse(text) as Problem;
  expect(body).toMatchObject({ type: `/problems/${name}`, status, title, detail: expect.any(String) });
  expect(response.status).toBe(status);
  expect(response.headers.get('Content-Type')).toMatch(/^application\/problem\+json/);
  return body;
}
