import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Reply } from '../../src/contracts/reply.ts';
import { DEMO_KEY } from '../../src/platform/first-start.ts';

/** What an agent heard, and did not hear. */
export interface Recording {
  readonly replies: Reply[];
  /** Requests that found nobody listening, and went to the next address. */
  refused: number;
  /** Requests that were sent and not answered. */
  unanswered: number;
  /** 503s that ask for the same again. */
  notHeard: number;
  /** 409s, with the latest reply. */
  tooLate: number;
  /** What no agent should get: a problem that says that it, or we, are at fault. */
  readonly problems: string[];
}

export const newRecording = (): Recording => ({
  ...{ replies: [], problems: [] },
  ...{ refused: 0, unanswered: 0, notHeard: 0, tooLate: 0 },
});

/** Longer than the API's budget of 2.5 s, and than the 20 s that a look may wait. */
const POST_MILLISECONDS = 8_000;
const GET_MILLISECONDS = 30_000;
/** How long one request is said again and again; where a machine is slow it is no fault. */
const PATIENCE_MILLISECONDS = 240_000;

/** An agent that does what docs/api.md asks for when nothing comes back: the same again, with the same key. */
export function persistentAgent(
  urls: readonly string[],
  record: Recording,
  { over, patience = PATIENCE_MILLISECONDS }: { over?: AbortSignal | undefined; patience?: number } = {},
) {
  let next = 0;

  async function send(method: 'GET' | 'POST', path: string, body?: object, key?: string): Promise<Reply> {
    const giveUp = Date.now() + patience;
    for (; Date.now() < giveUp && !over?.aborted; next += 1) {
      const response = await attempt(`${urls[next % urls.length]}${path}`, method, body, key);
      if (!response) continue;
      const { status, said } = response;
      // Who was not heard until the intent had ended, or an answer was taken by another, goes on from the latest reply.
      const reply = status === 409 ? (said as { latest?: Reply }).latest : (said as Reply);
      if ((status === 200 || status === 409) && reply) {
        if (status === 409) record.tooLate += 1;
        record.replies.push(reply);
        return reply;
      }
      if (status !== 503) throw fault(`${method} ${path}: ${status} ${JSON.stringify(said)}`);
      record.notHeard += 1;
      await pause(response.retryAfter * 1_000);
    }
    throw fault(`${method} ${path}: nothing heard for ${patience / 1_000} s`);
  }

  async function attempt(url: string, method: string, body: object | undefined, key: string | undefined) {
    try {
      const response = await fetch(url, {
        method,
        headers: {
          Authorization: `Bearer ${DEMO_KEY}`,
          ...(body && { 'Content-Type': 'application/json' }),
          ...(key !== undefined && { 'Idempotency-Key': key }),
        },
        ...(body && { body: JSON.stringify(body) }),
        signal: AbortSignal.any([
          AbortSignal.timeout(method === 'POST' ? POST_MILLISECONDS : GET_MILLISECONDS),
          ...(over ? [over] : []),
        ]),
      });
      const said = (await response.json()) as unknown;
      return { status: response.status, said, retryAfter: Number(response.headers.get('Retry-After') ?? 1) };
    } catch (error) {
      const { code } = ((error as Error).cause ?? {}) as { code?: string };
      if (code === 'ECONNREFUSED') record.refused += 1;
      else record.unanswered += 1;
      await pause(100);
      return undefined;
    }
  }

  function fault(text: string): Error {
    record.problems.push(text);
    return new Error(text);
  }

  const agent = {
    start: (call: string, body: object, key: string = randomUUID()) =>
      send('POST', `/v1/calls/${call}/intents`, body, key),
    answer: ({ intentId, turn }: Reply, answer: object, key: string = randomUUID()) =>
      send('POST', `/v1/intents/${intentId}/turns`, { turn, answer }, key),
    /** What is owed after a reply, or how things stand 20 seconds later. */
    next: ({ intentId, turn }: Reply) => send('GET', `/v1/intents/${intentId}?turn=${turn + 1}&wait=20`),
    latest: ({ intentId }: Reply) => send('GET', `/v1/intents/${intentId}`),
    /** The reply that is owed, once it is there. */
    async owed(reply: Reply): Promise<Reply> {
      let latest = reply;
      while (latest.status === 'working') latest = await agent.next(latest);
      return latest;
    },
  };
  return agent;
}
