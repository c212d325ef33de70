import { condition, setHandler } from '@temporalio/workflow';
import { look } from '../messages.ts';
import { looks, quickReads } from '../proxies.ts';

/** When to look again: at once when told, and by itself after a pause that grows. */
export interface Looking {
  /** Somebody waits anew: pauses begin short again. */
  wake(): void;
  /**
   * Reads what is followed: quickly, and with more time where that is not enough. Undefined while it cannot be read; then
   * the next look is soon.
   */
  read<T>(by: (reads: typeof looks) => Promise<T>): Promise<T | undefined>;
  /** Waits until it is time, `most` seconds at the longest, or until something else has come. */
  next(most: number, elseCame?: () => boolean): Promise<void>;
}

const FIRST_SECONDS = 1;
const GROWTH = 1.5;
/** What waits for a look that failed waits no longer than this once it can be read again. */
const MOST_RETRY_SECONDS = 300;

/** Sets the handler of Signal `look`, which webhooks come by. It carries nothing: sent by hand it is a look more. */
export function openLooking(): Looking {
  let hints = 0;
  let seen = 0;
  let pause = FIRST_SECONDS;
  /** The pause after a look that failed. */
  let retry: number | undefined;
  setHandler(look, () => {
    hints += 1;
  });
  return {
    wake() {
      hints += 1;
      pause = FIRST_SECONDS;
    },
    async read(by) {
      for (const reads of [quickReads, looks])
        try {
          const now = await by(reads);
          retry = undefined;
          return now;
        } catch {
          // With more time, or after a pause.
        }
      retry = retry === undefined ? FIRST_SECONDS : Math.min(retry * GROWTH, MOST_RETRY_SECONDS);
      return undefined;
    },
    async next(most, elseCame = () => false) {
      // A hint that came during the look may be of what the look did not show yet.
      const isWoken = await condition(
        () => hints > seen || elseCame(),
        Math.min(retry ?? pause, most) * 1_000,
      );
      seen = hints;
      if (isWoken) pause = FIRST_SECONDS;
      else if (retry === undefined) pause = Math.min(pause * GROWTH, Math.max(most, FIRST_SECONDS));
    },
  };
}
