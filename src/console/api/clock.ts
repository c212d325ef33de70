import { useSyncExternalStore } from 'react';

// The server's clock less ours, milliseconds: a page never trusts the clock of the machine that it is shown on.
let offset = 0;
let now = Date.now();
let ticking: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

/** Takes the server's clock over from an answer, RFC 3339. */
export function setServerTime(said: string): void {
  offset = Date.parse(said) - Date.now();
  tick();
}

/** The server's time, milliseconds since 1970. */
export function serverNow(): number {
  return Date.now() + offset;
}

/** The server's time, counted on each second. */
export function useNow(): number {
  return useByClock((time) => time);
}

/** What follows from the server's time: shown anew only when it changes. */
export function useByClock<T extends number | string | boolean>(read: (now: number) => T): T {
  return useSyncExternalStore(subscribe, () => read(now));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  ticking ??= setInterval(tick, 1_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(ticking);
    ticking = undefined;
  };
}

function tick(): void {
  now = Math.floor(serverNow() / 1_000) * 1_000;
  for (const listener of listeners) listener();
}
