import type { TurnRequest } from '../contracts/turn.ts';
import type { Identity } from '../platform/identity.ts';

/** What was said with a one-time code replaced by its keyed hash: no code leaves this process. */
export function withoutCode(said: TurnRequest, identity: Identity, intentId: string): TurnRequest {
  if ('cancel' in said || said.answer.code === undefined) return said;
  return { ...said, answer: { code: identity.code(intentId, said.answer.code) } };
}
