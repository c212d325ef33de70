import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Answer } from '../../contracts/answer.ts';
import type { Problem } from '../../contracts/problem.ts';
import type { Reply } from '../../contracts/reply.ts';

/** The API's own words on why something was not done. */
export class ApiProblem extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.title);
    this.problem = problem;
  }
}

interface ApiAccess {
  readonly url: string;
  readonly key: string;
  readonly signal: AbortSignal;
  /** Told of what the API asks to have repeated. */
  readonly onRepeat: (problem: Problem) => void;
}

/** How often something is said again that could not be taken in. */
const MOST_REPEATS = 20;
const HANG_UP_MILLISECONDS = 4_000;

/** The API over plain HTTP, as an agent calls it: what could not be taken in is sent again with the same key. */
export function apiClient({ url, key, signal, onRepeat }: ApiAccess) {
  async function send(method: string, path: string, body?: unknown): Promise<Reply> {
    const idempotencyKey = randomUUID();
    for (let repeats = 0; ; repeats += 1) {
      const response = await reach(path, {
        method,
        signal,
        headers: {
          Authorization: `Bearer ${key}`,
          ...(body !== undefined && {
            'Content-Type': 'application/json',
            'Idempotency-Key': idempotencyKey,
          }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const said = await jsonOf(response);
      if (response.ok) return said as Reply;
      const problem = said as Problem;
      const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN);
      if (Number.isNaN(seconds) || repeats >= MOST_REPEATS) throw new ApiProblem(problem);
      onRepeat(problem);
      await pause(seconds * 1_000, undefined, { signal });
    }
  }

  async function reach(path: string, request: RequestInit): Promise<Response> {
    try {
      return await fetch(new URL(path, url), request);
    } catch (error) {
      if (signal.aborted || error instanceof SyntaxError) throw error;
      throw new Error(`The API does not answer at ${url}. Run npm start, or say where it is with --url.`);
    }
  }

  async function jsonOf(response: Response): Promise<unknown> {
    const body = await response.text();
    try {
      return JSON.parse(body) as unknown;
    } catch {
      throw new Error(`What answers at ${url} is not Tellerline’s API (${response.status}). Look at --url.`);
    }
  }

  const call = (id: string) => `/v1/calls/${encodeURIComponent(id)}`;
  return {
    start: (callId: string, body: unknown) => send('POST', `${call(callId)}/intents`, body),
    turn: ({ intentId, turn }: Reply, answer: Answer) =>
      send('POST', `/v1/intents/${intentId}/turns`, { turn, answer }),
    cancel: ({ intentId }: Reply) => send('POST', `/v1/intents/${intentId}/turns`, { cancel: true }),
    /** The reply after this one, or how it stands after 20 seconds. */
    next: ({ intentId, turn }: Reply) => send('GET', `/v1/intents/${intentId}?turn=${turn + 1}&wait=20`),
    /** Never fails: whoever hangs up hears nothing more. */
    async hangUp(callId: string): Promise<void> {
      await fetch(new URL(`${call(callId)}/ended`, url), {
        method: 'POST',
        headers: { Authorization: `Bearer ${key}`, 'Idempotency-Key': randomUUID() },
        signal: AbortSignal.timeout(HANG_UP_MILLISECONDS),
      }).catch(() => undefined);
    },
  };
}

export type ApiClient = ReturnType<typeof apiClient>;
