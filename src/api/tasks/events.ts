import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { streamEvents } from '../../contracts/task.ts';
import { taskPlace } from './ids.ts';
import { presenceOf } from './presence.ts';
import type { TaskQueue } from './queue.ts';

type Events = typeof streamEvents;

/** One event of the stream. `id` names it where it can be gone on from; `tenant` says who may see it. */
export type StreamEvent = {
  [Name in keyof Events]: {
    readonly name: Name;
    readonly data: z.infer<Events[Name]>;
    readonly id?: string;
    readonly tenant?: string;
  };
}[keyof Events];

/** So many are kept for those who come back. */
const MOST_KEPT = 500;
/** After so long without anybody listening it is not known what was missed, milliseconds. */
const GAP_MILLISECONDS = 60_000;

export type QueueEvents = ReturnType<typeof queueEvents>;

/** What happens in the queue, as events in an order: names and counts, no customer's data. */
export function queueEvents(queue: TaskQueue) {
  const epoch = randomUUID().slice(0, 8);
  const kept: (StreamEvent & { readonly number: number })[] = [];
  const listeners = new Set<(event: StreamEvent) => void>();
  let number = 0;

  const presence = presenceOf((task, who) => {
    const tenant = taskPlace(task)?.tenant;
    if (tenant !== undefined) send({ name: 'presence', data: { id: task, who: [...who] }, tenant });
  });

  function send(event: StreamEvent): void {
    for (const listen of listeners) listen(event);
  }

  // Also while no stream is open, since somebody may come back to one.
  queue.observe((change) => {
    number += 1;
    const { tenant } = change;
    const id = `${epoch}-${number}`;
    const event: StreamEvent =
      change.kind === 'done'
        ? { name: 'done', data: { id: change.id }, id, tenant }
        : {
            name: 'task',
            data: { id: change.row.id, changes: change.row.changes, isNew: change.isNew },
            id,
            tenant,
          };
    kept.push({ ...event, number });
    if (kept.length > MOST_KEPT) kept.shift();
    send(event);
  });

  /** What came after an event; undefined where that is not known. */
  function since(last: string): StreamEvent[] | undefined {
    const [, ofEpoch, text = ''] = /^([0-9a-f]{8})-(\d{1,15})$/.exec(last) ?? [];
    const seen = Number(text);
    const first = kept[0]?.number ?? number + 1;
    if (ofEpoch !== epoch || seen > number || seen < first - 1) return undefined;
    return kept.filter((event) => event.number > seen);
  }

  return {
    presence,

    /** Where the stream stands. */
    latest: () => `${epoch}-${number}`,

    /**
     * Has events sent from now on, after what was missed since `last`; it resolves once the queue is known, and to what
     * ends it.
     */
    async listen(listener: (event: StreamEvent) => void, last: string | undefined): Promise<() => void> {
      const gap = queue.age() > GAP_MILLISECONDS;
      const stop = queue.watch();
      await queue.all().catch(() => undefined);
      const missed = last === undefined ? [] : gap ? undefined : since(last);
      if (missed) for (const event of missed) listener(event);
      else listener({ name: 'reset', data: {} });
      for (const { task, who } of presence.all()) {
        const tenant = taskPlace(task)?.tenant;
        if (tenant !== undefined) listener({ name: 'presence', data: { id: task, who }, tenant });
      }
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        stop();
      };
    },
  };
}
