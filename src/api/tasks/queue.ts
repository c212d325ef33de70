import { setTimeout as pause } from 'node:timers/promises';
import type { TaskRow } from '../../contracts/task.ts';

/** What has become of a task, for those who look at the queue. */
export type QueueChange =
  | { readonly kind: 'task'; readonly tenant: string; readonly row: TaskRow; readonly isNew: boolean }
  | { readonly kind: 'done'; readonly tenant: string; readonly id: string };

/** It is read so often, milliseconds, from one beginning to the next. */
const FRESH_MILLISECONDS = 1_000;
/** Who asks waits so long for a new read, where what is known is not older than this. */
const WAIT_MILLISECONDS = 150;
const STALE_MILLISECONDS = 10_000;
/** How long visibility may lag behind what a Workflow has told itself. */
const LAG_MILLISECONDS = 10_000;
const TOMBSTONE_MILLISECONDS = 60_000;

interface Entry {
  readonly row: TaskRow;
  /** When a Workflow told of it itself; 0 where only visibility has. */
  readonly toldAt: number;
  /** Whether visibility has shown it: then one that is not there any more is settled. */
  readonly seen: boolean;
}

/** Which state of a task it is that one sees. */
type View = Pick<TaskRow, 'openedAt' | 'changes'>;

/** Whether one view of a task is newer than another: one that was opened again under its name is, however little happened since. */
function isNewer(one: View, other: View): boolean {
  const later = Date.parse(one.openedAt) - Date.parse(other.openedAt);
  return later === 0 ? one.changes > other.changes : later > 0;
}

export type TaskQueue = ReturnType<typeof taskQueueOf>;

/**
 * The queue of open tasks as this process knows it. Visibility is read once a second at most, by whoever asks first, and
 * while somebody watches; what came of an act here counts at once. Of two views of a task the newer one holds.
 */
export function taskQueueOf(read: () => Promise<readonly TaskRow[]>, clock: () => number = Date.now) {
  const open = new Map<string, Entry>();
  const settled = new Map<string, View & { at: number }>();
  const observers: ((change: QueueChange) => void)[] = [];
  let watching = 0;
  let readAt = Number.NEGATIVE_INFINITY;
  /** How long it took, milliseconds. */
  let took = 0;
  let reading: Promise<void> | undefined;
  let next: NodeJS.Timeout | undefined;

  function tell(change: QueueChange): void {
    for (const observe of observers) observe(change);
  }

  function put(row: TaskRow, entry: Omit<Entry, 'row'>): void {
    const known = open.get(row.id);
    const before = known?.row ?? settled.get(row.id);
    if (before && !isNewer(row, before)) {
      if (known && entry.seen && !known.seen) open.set(row.id, { ...known, seen: true });
      return;
    }
    settled.delete(row.id);
    open.set(row.id, { row, toldAt: entry.toldAt, seen: entry.seen || known?.seen === true });
    tell({ kind: 'task', tenant: row.tenant, row, isNew: row.openedAt !== known?.row.openedAt });
  }

  function settle({ id, tenant, openedAt, changes }: View & Pick<TaskRow, 'id' | 'tenant'>): void {
    const known = open.get(id)?.row ?? settled.get(id);
    // It was opened again since: what is told of it late settles nothing.
    if (known && isNewer(known, { openedAt, changes })) return;
    settled.set(id, { openedAt, changes, at: clock() });
    drop({ id, tenant });
  }

  function drop({ id, tenant }: Pick<TaskRow, 'id' | 'tenant'>): void {
    if (open.delete(id)) tell({ kind: 'done', tenant, id });
  }

  async function look(): Promise<void> {
    const began = clock();
    const rows = await read();
    for (const [id, { at }] of settled) if (at < began - TOMBSTONE_MILLISECONDS) settled.delete(id);
    const shown = new Set<string>();
    for (const row of rows) {
      shown.add(row.id);
      put(row, { toldAt: 0, seen: true });
    }
    for (const { row, toldAt, seen } of open.values()) {
      const isLate = toldAt > began - (seen ? 0 : LAG_MILLISECONDS);
      // Visibility may have missed it, as while its Workflow continues as new: then it is there again with the next read.
      if (!shown.has(row.id) && !isLate) drop(row);
    }
    readAt = began;
    took = clock() - began;
  }

  function fresh(): Promise<void> {
    if (clock() - readAt < FRESH_MILLISECONDS) return Promise.resolve();
    reading ??= look().finally(() => {
      reading = undefined;
    });
    return reading;
  }

  /** Goes on as long as somebody watches, also while Temporal is away. */
  function goOn(): void {
    if (next || watching === 0) return;
    const due = readAt + FRESH_MILLISECONDS - clock();
    // However long a read takes, Temporal has half as long again for others.
    const wait = Math.min(Math.max(due, took / 2), FRESH_MILLISECONDS);
    next = setTimeout(() => {
      fresh()
        .catch(() => undefined)
        .finally(() => {
          next = undefined;
          goOn();
        });
    }, wait);
    next.unref();
  }

  return {
    /** All that is open. Throws where visibility cannot be read, and was not a moment ago. */
    async all(): Promise<TaskRow[]> {
      const reading = fresh();
      if (clock() - readAt > STALE_MILLISECONDS) await reading;
      else await Promise.race([reading.catch(() => undefined), pause(WAIT_MILLISECONDS)]);
      return [...open.values()].map(({ row }) => row);
    },

    /** What a Workflow has told of a task itself. */
    told: (row: TaskRow): void => put(row, { toldAt: clock(), seen: false }),

    /** A Workflow has told that a task is settled. */
    settled: settle,

    /** Milliseconds since it was read last. */
    age: (): number => clock() - readAt,

    /** Has each change told. */
    observe: (observer: (change: QueueChange) => void): void => void observers.push(observer),

    /** Has it read once a second, until what is returned is called. */
    watch(): () => void {
      watching += 1;
      goOn();
      return () => {
        watching -= 1;
      };
    },
  };
}
