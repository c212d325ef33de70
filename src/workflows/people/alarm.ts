import { CancellationScope, sleep } from '@temporalio/workflow';
import { nextMoment, type TaskMoments } from '../../domain/task-clock.ts';

/** Wakes when the next moment of any open task comes. */
interface Alarm {
  /** All that may come; where nothing may, no timer is set. */
  set(all: readonly TaskMoments[]): void;
}

/**
 * One timer at a time, for the moment that comes first. What is settled before leaves it to run out: to cancel it would be
 * one event more in every history, and it rings for nothing. No cancel of a story reaches it.
 */
export function alarm(ring: () => void): Alarm {
  const set = new Set<number>();

  async function wait(moment: number): Promise<void> {
    await CancellationScope.nonCancellable(() => sleep(Math.max(moment - Date.now(), 1)));
    set.delete(moment);
    ring();
  }

  return {
    set(all) {
      const moments = all.map(nextMoment).filter((moment) => moment !== undefined);
      const next = Math.min(...moments);
      if (moments.length === 0 || set.has(next)) return;
      set.add(next);
      void wait(next);
    },
  };
}
