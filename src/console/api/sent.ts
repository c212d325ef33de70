import { newKey } from './ask.ts';

/** What was sent last, and under which Idempotency-Key. */
export interface Sent {
  readonly key: string;
  readonly body: string;
}

/** What a body is sent as: the same again has the same key and counts once, another one has a new key. */
export function sentAs(body: unknown, last?: Sent): Sent {
  const text = JSON.stringify(body);
  return last?.body === text ? last : { key: newKey(), body: text };
}
