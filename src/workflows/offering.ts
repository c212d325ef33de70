import type { IntentKind } from '../contracts/intent.ts';
import { MOST_OPTIONS } from '../domain/choice.ts';
import type { Caller } from './stage/caller.ts';

/** An option as it is offered. */
export interface Option {
  readonly id: string;
  readonly say: string;
  readonly facts: unknown;
}

/** How one of several is asked for. */
interface Asking<T> {
  readonly option: (one: T) => Option;
  readonly question: (options: readonly string[]) => string;
  /** Leads to the next few. */
  readonly others: { readonly id: string; readonly say: string };
}

/** The one that the caller means. More than can be told apart by ear are offered a few at a time, and then again. */
export async function offerEach<K extends IntentKind, T>(
  caller: Caller<K>,
  candidates: readonly T[],
  { option, question, others }: Asking<T>,
): Promise<T> {
  for (let from = 0; ; from = from + MOST_OPTIONS < candidates.length ? from + MOST_OPTIONS : 0) {
    const shown = candidates.slice(from, from + MOST_OPTIONS);
    const options = shown.map(option);
    const offered = candidates.length > MOST_OPTIONS ? [...options, { ...others, facts: {} }] : options;
    const chosen = await caller.ask({
      say: question(offered.map(({ say }) => say)),
      expects: { kind: 'choice', options: offered },
    });
    const one = shown[options.findIndex(({ id }) => id === chosen)];
    if (one) return one;
  }
}
