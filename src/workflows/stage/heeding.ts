import { holdsSensitiveWord } from '../../domain/sensitive.ts';
import type { IntentStart } from '../messages.ts';

/** What the caller said is for a person to hear. Thrown where it was heard, caught by the stage. */
export class SensitiveWordHeard extends Error {}

/** Heeds what a caller says in their own words: throws where the policy wants a person to take the call at once. */
export function heedingIn({ language, policy: { sensitive } }: IntentStart): (said?: string) => void {
  return (said) => {
    if (said !== undefined && sensitive?.handOver && holdsSensitiveWord(said, language, sensitive))
      throw new SensitiveWordHeard();
  };
}
