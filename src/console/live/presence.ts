import { useSyncExternalStore } from 'react';
import type { z } from 'zod';
import type { streamEvents } from '../../contracts/task.ts';

export type Present = z.infer<(typeof streamEvents)['presence']>['who'];

const nobody: Present = [];
const present = new Map<string, Present>();
const listeners = new Set<() => void>();

/** Who is at a task now: a hint, never a lock. */
export function setPresence(id: string, who: Present): void {
  if (who.length > 0) present.set(id, who);
  else present.delete(id);
  for (const listener of listeners) listener();
}

/** After a gap nobody knows who is where. */
export function forgetPresence(): void {
  present.clear();
  for (const listener of listeners) listener();
}

/** Who else is at a task. */
export function usePresent(id: string, self: string): Present {
  const who = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => present.get(id) ?? nobody,
  );
  return who.some((one) => one.id === self) ? who.filter((one) => one.id !== self) : who;
}
