import type { Refusal } from '../api/refusal.ts';
import { span, timeOfDay } from './time.ts';
import { outcomeWords } from './verdicts.ts';

const notAllowed: Readonly<Record<string, string>> = {
  role: 'Your role may not decide this.',
  limit: 'The amount is above what you may approve. A supervisor can.',
  same_person: 'You approved first: the second approval has to come from somebody else.',
  not_yours: 'It is claimed by somebody else, or not yours to give.',
};

/** Where nothing came back that can be read it may have arrived. */
const unknown = ['not-reached', 'internal'];

/** What is said first of something that was sent and not taken; `otherwise`: where it is known that it was not. */
export const notTakenWords = ({ name }: Refusal, otherwise = 'Not sent.') =>
  unknown.includes(name) ? 'No answer.' : otherwise;

/** Why something was not done, for the one who wanted it: who was first, and when. `now` in milliseconds. */
export function refusalWords({ name, done, task, why, errors }: Refusal, now: number): string {
  switch (name) {
    case 'task-done':
      return doneWords(done);
    case 'task-claimed':
      return claimedWords(task?.claim, now);
    case 'task-changed':
      return 'What you saw has changed since. Look at it again; your words are kept.';
    case 'not-allowed':
      return notAllowed[why ?? ''] ?? 'You may not do this.';
    case 'invalid-request':
      return errors?.map(({ detail }) => detail).join(' ') ?? 'Something in it is not valid.';
    case 'not-reached':
      return 'The server did not answer. It is not known whether it arrived: send it again, it will count once.';
    case 'idempotency-key-reused':
      return 'It was sent before with other words or another amount, and those may count. Look at it again first.';
    case 'not-answered':
      return 'The server does not answer.';
    case 'not-signed-in':
      return 'You are signed out. Sign in again; your words are kept.';
    case 'cross-site':
      return 'Somebody has signed in at another page of this browser meanwhile. Try again.';
    case 'not-found':
      return 'It is not here, or not yours to see.';
    default:
      return 'Something went wrong on our side. Nothing that you wrote is lost.';
  }
}

function doneWords(done: Refusal['done']): string {
  if (done === undefined) return 'It was settled already.';
  const by = done.by === undefined ? '' : ` by ${done.by.name}`;
  return `It was ${outcomeWords(done.verdict)}${by} at ${timeOfDay(done.at)}. Nothing was changed.`;
}

function claimedWords(claim: NonNullable<Refusal['task']>['claim'], now: number): string {
  if (claim === undefined) return 'Somebody else holds it.';
  const since = `${claim.by.name} claimed it at ${timeOfDay(claim.since)}`;
  return `${since} and holds it for ${span(Date.parse(claim.until) - now)} more.`;
}
