import { span } from './time.ts';

/** From when on a task that is not overdue counts as due soon, milliseconds before. */
const SOON = 60 * 60_000;

/** How a task stands with its time: a word, and how much it presses. */
export interface DueWords {
  readonly state: 'later' | 'soon' | 'overdue';
  readonly words: string;
}

/** By the clock alone: a row becomes due and overdue without a message. */
export function dueWords(dueAt: string, now: number): DueWords {
  const left = Date.parse(dueAt) - now;
  if (left < 0) return { state: 'overdue', words: `Overdue ${span(-left)}` };
  return { state: left <= SOON ? 'soon' : 'later', words: `Due in ${span(left)}` };
}
