import { speechIn } from '../speech/index.ts';
import { type Answer, problemAnswer } from './answer.ts';

/**
 * Nothing is known of what was said: it may have been heard, or be heard for a while still. The agent repeats it with the
 * same key, which finds out.
 */
export function notHeard(language: string): Answer {
  return problemAnswer('not-heard', { say: speechIn(language).stage.notHeard() });
}
