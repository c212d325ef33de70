import { setTimeout as pause } from 'node:timers/promises';

/** Waits for something to become true, and says what did not. */
export async function until(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  seconds = 30,
): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`Never so: ${what}`);
    await pause(20);
  }
}
