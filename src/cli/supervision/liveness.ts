import type { ChildProcess } from 'node:child_process';

const TICK = 'alive';
const TICK_MILLISECONDS = 1_000;
const CHECK_MILLISECONDS = 250;
const SILENT_CHECKS = 4_000 / CHECK_MILLISECONDS;

/** Has a child of our supervisor say each second that its event loop turns. Alone, a process says nothing. */
export function tellAlive(): void {
  if (!process.send) return;
  const tick = () => {
    // Whoever listened may be gone in this moment, which is not this process's trouble.
    if (process.connected) process.send?.(TICK, undefined, undefined, () => undefined);
  };
  tick();
  setInterval(tick, TICK_MILLISECONDS).unref();
}

/**
 * Calls `onFrozen` once a child that has said that it lives has not said so for four seconds. Before its first word it
 * starts, for as long as its supervisor gives it. Counted in turns of our own event loop and not by the clock, since a machine that
 * slept, or is too busy for us too, has frozen nobody.
 */
export function watchAlive(child: ChildProcess, onFrozen: () => void): void {
  let silentChecks: number | undefined;
  const check = setInterval(() => {
    if (silentChecks === undefined) return;
    silentChecks += 1;
    if (silentChecks < SILENT_CHECKS) return;
    clearInterval(check);
    onFrozen();
  }, CHECK_MILLISECONDS);
  check.unref();
  child.on('message', (message) => {
    if (message === TICK) silentChecks = 0;
  });
  child.once('exit', () => clearInterval(check));
}
