import type { Cell } from './cells.ts';
import type { Events } from './events.ts';
import type { Strangers } from './strangers.ts';

/** What a figure should come to at most. */
export interface Aim {
  readonly what: string;
  readonly most: number;
  readonly is: number;
  readonly met: boolean;
}

export const MOST_EVENTS = 60;
/** More could be told from outside by who guesses often. */
const MOST_APART_MILLISECONDS = 10;

export const SAME_TEXTS = 'texts of these replies';

/** The aims that these cells can tell of. */
export function aimsOf(cells: readonly Cell[], strangers: Strangers, events: readonly Events[]): Aim[] {
  const ratios = cells.flatMap((cell) => {
    const most = mostRatio(cell);
    if (most === undefined) return [];
    const { stripeMilliseconds, atOnce, speakMilliseconds, ratio } = cell;
    const speak = speakMilliseconds > 0 ? 'callers who speak' : 'no pauses';
    const what = `${speak}, Stripe ${stripeMilliseconds} ms, ${atOnce} at once: ours to direct`;
    return [{ what, most, is: ratio, met: ratio <= most }];
  });
  const counted = events.map(({ intent, all }) => ({
    ...{ what: `history events of a ${intent} with its lane`, most: MOST_EVENTS, is: all },
    met: all <= MOST_EVENTS,
  }));
  const apart = strangers.turns.map(({ known, unknown }, index) => {
    const is = Math.abs(known.median - unknown.median);
    const what = `reply ${index + 1}, known and unknown callers: medians apart, ms`;
    return { what, most: MOST_APART_MILLISECONDS, is, met: is <= MOST_APART_MILLISECONDS };
  });
  const { texts, turns } = strangers;
  const alike = { what: SAME_TEXTS, most: turns.length, is: texts, met: texts <= turns.length };
  return [...ratios, ...apart, alike, ...counted];
}

function mostRatio({ stripeMilliseconds, speakMilliseconds }: Cell): number | undefined {
  if (stripeMilliseconds === 0) return undefined;
  if (speakMilliseconds === 0) return 1.7;
  return stripeMilliseconds >= 120 ? 1 : 1.4;
}
