import type { IntentKind } from '../contracts/intent.ts';
import type { Facts } from '../contracts/reply.ts';
import type { PersonsDecision } from '../domain/task.ts';
import type { Ending } from './stage/conversation.ts';
import { handOff } from './stage/handoff.ts';
import type { Stage } from './stage/index.ts';

/** Why it is not done, by whoever did not approve it in time. */
export function refusalBy({ verdict }: PersonsDecision): 'expired' | 'refused_by_support' {
  return verdict === 'expired' ? 'expired' : 'refused_by_support';
}

/** Three tries were wrong: the same for everybody, whether there is an account or not. */
export function notVerified<K extends IntentKind>({ start, words }: Stage<K>): Ending<K> {
  return { outcome: 'declined', say: words.stage.notVerified(), handoff: handOff(start, 'not_verified') };
}

/** Too many guesses were wrong, in this call or others: the same for everybody as well. */
export function lockedOut<K extends IntentKind>({ start, words }: Stage<K>): Ending<K> {
  return { outcome: 'declined', say: words.stage.lockedOut(), handoff: handOff(start, 'locked_out') };
}

/** No code was right, however often it was asked for. */
export function notAuthenticated<K extends IntentKind>({ start, words }: Stage<K>): Ending<K> {
  return { outcome: 'declined', say: words.one_time_code.wrong(), handoff: handOff(start, 'wrong_code') };
}

/** More codes than may be sent within an hour, in this call or others. */
export function tooManyCodes<K extends IntentKind>({ start, words }: Stage<K>): Ending<K> {
  return {
    outcome: 'declined',
    say: words.one_time_code.tooMany(),
    handoff: handOff(start, 'too_many_codes'),
  };
}

/** Nothing is on file that a code could be sent to. */
export function noContact<K extends IntentKind>({ start, words }: Stage<K>): Ending<K> {
  return { outcome: 'declined', say: words.one_time_code.noContact(), handoff: handOff(start, 'no_contact') };
}

/** The payment that was named is not among the caller's. */
export function noSuchPayment<K extends IntentKind>({ words }: Stage<K>, facts: Facts[K]): Ending<K> {
  return { outcome: 'declined', say: words.stage.noSuchPayment(), facts };
}
