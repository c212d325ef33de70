import { wrongGuess } from './calls.ts';
import { type Figures, figuresOf } from './figures.ts';
import type { Caller } from './sandbox.ts';

/** Whether a stranger can tell from what comes back, or when, that there is such an account. */
export interface Strangers {
  /** Of each kind. */
  readonly calls: number;
  readonly stripeMilliseconds: number;
  readonly turns: readonly { readonly known: Figures; readonly unknown: Figures }[];
  /** Different replies among all, but for what is of one call only; one a turn where nothing is given away. */
  readonly texts: number;
}

/** Has known and unknown callers guess wrongly by turns, so that what else the machine does falls on both. */
export async function measureStrangers(
  api: string,
  callers: readonly Caller[],
  stripeMilliseconds: number,
): Promise<Strangers> {
  const known: (readonly number[])[] = [];
  const unknown: (readonly number[])[] = [];
  const texts = new Set<string>();
  for (const [index, { email }] of callers.entries()) {
    const pair = [
      { email, waits: known },
      { email: `nobody-${index}@example.com`, waits: unknown },
    ];
    for (const one of index % 2 === 0 ? pair : pair.reverse()) {
      const { waits, replies } = await wrongGuess(api, one.email);
      one.waits.push(waits);
      for (const reply of replies) texts.add(reply);
    }
  }
  const turn = (of: readonly (readonly number[])[], index: number) =>
    figuresOf(of.map((waits) => waits[index] ?? Number.NaN));
  const turns = [0, 1].map((index) => ({ known: turn(known, index), unknown: turn(unknown, index) }));
  return { calls: callers.length, stripeMilliseconds, turns, texts: texts.size };
}
