import type { TaskRow } from '../../contracts/task.ts';

/** A row of the list that is on the screen; `gone` from the queue as it is now, with what was last known of it. */
export interface HeldRow {
  readonly row: TaskRow;
  readonly gone: boolean;
}

/**
 * The rows on the screen, where they were, as they are now: what is new waits, what is gone leaves no hole. Where the queue
 * has more than its pages here (`hasMore`), the last ones may only have moved to the next page.
 */
export function held(order: readonly TaskRow[], live: readonly TaskRow[], hasMore: boolean): HeldRow[] {
  const now = new Map(live.map((row) => [row.id, row]));
  const known = hasMore ? order.findLastIndex(({ id }) => now.has(id)) : order.length;
  return order.map((row, index) => ({
    row: now.get(row.id) ?? row,
    gone: index < known && !now.has(row.id),
  }));
}

/** How many rows there are that the screen does not show. */
export function waiting(order: readonly TaskRow[], live: readonly TaskRow[]): number {
  const shown = new Set(order.map(({ id }) => id));
  return live.filter(({ id }) => !shown.has(id)).length;
}

/** The order with a further page: what comes after the last row that it shares with the queue. */
export function extended(order: readonly TaskRow[], live: readonly TaskRow[]): TaskRow[] {
  const shown = new Set(order.map(({ id }) => id));
  const last = live.findLastIndex(({ id }) => shown.has(id));
  return [...order, ...live.slice(last + 1)];
}
