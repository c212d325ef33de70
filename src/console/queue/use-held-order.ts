import { useState } from 'react';
import type { TaskRow } from '../../contracts/task.ts';
import { extended, type HeldRow, held, waiting } from './held-order.ts';

interface Shown {
  readonly rows: readonly HeldRow[];
  /** New ones that are not shown yet. */
  readonly fresh: number;
  readonly gone: number;
  /** Shows the queue as it is now. */
  adopt(): void;
}

/** Nothing moves under the cursor: the order stays until a page is added to it, or somebody presses for the new ones. */
export function useHeldOrder(live: readonly TaskRow[], pages: number, hasMore: boolean): Shown {
  const [kept, setKept] = useState({ pages, order: live });
  const current = pages > kept.pages ? { pages, order: extended(kept.order, live) } : kept;
  const rows = held(current.order, live, hasMore);
  const gone = rows.filter((row) => row.gone).length;
  // Where nothing is left there is nothing to move.
  const next = gone === rows.length && (gone > 0 || live.length > 0) ? { pages, order: live } : current;
  if (next !== kept) setKept(next);
  return {
    rows: next === current ? rows : held(next.order, live, hasMore),
    fresh: waiting(next.order, live),
    gone: next === current ? gone : 0,
    adopt: () => setKept({ pages, order: live }),
  };
}
