import type { TaskShown } from '../../contracts/task.ts';
import { span, timeOfDay } from '../words/time.ts';

type Held = Pick<TaskShown, 'claim' | 'done'>;

/** Who holds a task: a claim holds until it runs out. */
export function holderOf({ claim }: Held, self: string, now: number): 'nobody' | 'self' | 'other' {
  if (claim === undefined || Date.parse(claim.until) <= now) return 'nobody';
  return claim.by.id === self ? 'self' : 'other';
}

export function claimWords(task: Held, self: string, now: number): string {
  if (task.done) return 'It is settled.';
  const { claim } = task;
  const holder = holderOf(task, self, now);
  if (claim === undefined || holder === 'nobody') return 'Nobody is on it.';
  if (holder === 'self') return 'You are on it.';
  const left = span(Date.parse(claim.until) - now);
  return `${claim.by.name} is on it since ${timeOfDay(claim.since)}, for ${left} more.`;
}
