import { setTimeout as pause } from 'node:timers/promises';

const MOST_MILLISECONDS = 300_000;

/** Does something until it works, each time after twice the pause, five minutes at most; `failed` hears each time why. */
export async function insist(
  work: () => Promise<void>,
  failed: (error: unknown) => void,
  firstMilliseconds = 1_000,
): Promise<void> {
  for (let next = firstMilliseconds; ; next = Math.min(2 * next, MOST_MILLISECONDS)) {
    try {
      return await work();
    } catch (error) {
      failed(error);
    }
    await pause(next);
  }
}
