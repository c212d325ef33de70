import { condition, setHandler } from '@temporalio/workflow';
import { look } from '../messages.ts';

/** When to look again: at once when told, and by itself after a pause that grows. */
export interface Looking {
  /** Somebody waits anew: pauses begin short again. */
  wake(): void;
  /** Waits until it is time, `most` seconds at the longest, or until something else has come. */
  next(most: number, elseCame?: () => boolean): Promise<void>;
}

const FIRST_SECONDS = 1;
const GROWTH = 1.5;

/** Sets the handler of Signal `look`, which webhooks come by. It carries nothing: sent by hand it is a look more. */
export function openLooking(): Looking {
  let hints = 0;
  let seen = 0;
  let pause = FIRST_SECONDS;
  setHandler(look, () => {
    hints += 1;
  });
  return {
    wake() {
      hints += 1;
      pause = FIRST_SECONDS;
    },
    async next(most, elseCame = () => false) {
      // A hint that came during the look may be of what the look did not show yet.
      await condition(() => hints > seen || elseCame(), Math.min(pause, most) * 1_000);
      seen = hints;
      pause = Math.min(pause * GROWTH, Math.max(most, FIRST_SECONDS));
    },
  };
}
