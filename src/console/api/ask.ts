import type { z } from 'zod';
import { Refused, refusalOf } from './refusal.ts';

/** How long an answer may take, milliseconds. */
const PATIENCE = 15_000;

/** GETs what is at a path. Throws `Refused`. */
export async function look<T>(path: string, schema: z.ZodType<T>, signal?: AbortSignal): Promise<T> {
  return schema.parse(await answerOf(path, signal === undefined ? {} : { signal }));
}

/** A POST: with the session's token, and a key of its own, so that it can be sent again. Throws `Refused`. */
export interface Post {
  readonly csrf: string;
  readonly body?: unknown;
  readonly key?: string;
  /** Goes out even where the page is being left. */
  readonly keepalive?: boolean;
}

/** POSTs to a path, and gives the answer as it came. */
export async function post(path: string, { csrf, body = {}, key = newKey(), keepalive = false }: Post) {
  const headers = {
    'Content-Type': 'application/json',
    'X-CSRF-Token': csrf,
    'Idempotency-Key': key,
  };
  return answerOf(path, { method: 'POST', headers, body: JSON.stringify(body), keepalive });
}

/** A new Idempotency-Key. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

async function answerOf(path: string, init: RequestInit): Promise<unknown> {
  const limit = AbortSignal.timeout(PATIENCE);
  const signal = init.signal ? AbortSignal.any([init.signal, limit]) : limit;
  const unanswered = init.method === 'POST' ? 'not-reached' : 'not-answered';
  let response: Response;
  try {
    response = await fetch(path, {
      ...init,
      signal,
      headers: { Accept: 'application/json', ...init.headers },
    });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new Refused({ name: unanswered });
  }
  if (!response.ok) {
    const refusal = await refusalOf(response);
    // The API waited in vain for a Workflow: to who reads it that is no other case.
    throw new Refused(refusal.name === 'not-heard' ? { ...refusal, name: unanswered } : refusal);
  }
  return response.status === 204 ? undefined : response.json();
}
