import { newKey } from './ask.ts';

/** What was sent last, and under which Idempotency-Key. */
export interface Sent {
  readonly key: string;
  readonly body: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** So long the same again is taken for another try; later it is meant anew. */
const SAME_MILLISECONDS = 3_600_000;

/** What a body is sent as: the same again has the same key and counts once, another or a later one has a new key. */
export function sentAs(body: unknown, last?: Sent, now = Date.now()): Sent {
  const text = JSON.stringify(body);
  const isSame = last?.body === text && now - last.at < SAME_MILLISECONDS;
  return { key: isSame ? last.key : newKey(), body: text, at: now };
}
