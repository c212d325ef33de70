import { speechIn } from '../speech/index.ts';
import { type Answer, problemAnswer } from './answer.ts';

/** What was said could not be taken in: nothing came of it, and the agent repeats it with the same key. */
export function notHeard(language: string): Answer {
  return problemAnswer('not-heard', { say: speechIn(language).stage.notHeard() });
}
