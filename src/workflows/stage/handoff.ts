import type { Handoff } from '../../contracts/reply.ts';
import type { IntentStart } from '../messages.ts';

/** A hand-over of the call to a person. The summary holds nothing personal: platforms keep it in clear. */
export function handOff({ intent, reference }: IntentStart, reason: string): Handoff {
  return { queue: 'support', reason, summary: `${intent} ${reference}: ${reason.replaceAll('_', ' ')}` };
}
