import { setTimeout as pause } from 'node:timers/promises';
import type { Chance } from './chance.ts';
import type { Part } from './part.ts';
import type { Rig } from './rig.ts';

/** Kills that go on beside the callers, until stopped. */
export interface Killing {
  /** Ends it; all that was killed runs again. Resolves to how often what was killed. */
  stop(): Promise<Kills>;
}

export type Kills = Readonly<Record<'worker' | 'api' | 'temporal', number>>;

interface Pace {
  readonly everyMilliseconds: number;
  /** How many kills in all: without a limit, a machine that is slow to start things never comes to serve anybody. */
  readonly most?: number;
}

/**
 * `kill -9` of one part after the other, at first one of each kind, then by chance; each is started again at once, while
 * the next is killed already.
 */
export function startKilling(
  { workers, apis, temporal }: Rig,
  chance: Chance,
  { everyMilliseconds, most = Number.POSITIVE_INFINITY }: Pace,
): Killing {
  const kills = { worker: 0, api: 0, temporal: 0 };
  const starting = new Map<Part, Promise<void>>();
  const stopped = new AbortController();
  const victims = [
    ...[...workers, ...workers].map((part) => ({ kind: 'worker' as const, part })),
    ...apis.map((part) => ({ kind: 'api' as const, part })),
    { kind: 'temporal' as const, part: temporal },
  ];
  const first = (['temporal', 'api', 'worker'] as const).map((kind) =>
    chance.oneOf(victims.filter((one) => one.kind === kind)),
  );
  const total = () => kills.worker + kills.api + kills.temporal;
  const done = (async () => {
    while (!stopped.signal.aborted && total() < most) {
      const { kind, part } = first.pop() ?? chance.oneOf(victims);
      if (!starting.has(part)) {
        kills[kind] += 1;
        const restarted = part.restart().then(() => void starting.delete(part));
        starting.set(part, restarted);
      }
      const wait = everyMilliseconds * (0.5 + chance.next());
      await pause(wait, undefined, { signal: stopped.signal }).catch(() => undefined);
    }
  })();
  return {
    async stop() {
      stopped.abort();
      await done;
      await Promise.all(starting.values());
      return kills;
    },
  };
}
