import { sleep } from '@temporalio/workflow';

/** How long a caller has been silent. */
export interface Silence {
  /** The caller's time begins anew. */
  begin(): void;
  isOver(): boolean;
}

/**
 * One timer for all questions, which is moved: to cancel it and set another for each question would be two events more
 * in every history. It ends with the scope of the first question.
 */
export function silenceOf(seconds: number): Silence {
  let until = 0;
  let isRunning = false;

  async function run(): Promise<void> {
    while (Date.now() < until) await sleep(until - Date.now());
    isRunning = false;
  }

  return {
    begin() {
      until = Date.now() + seconds * 1_000;
      if (isRunning) return;
      isRunning = true;
      run().catch(() => undefined);
    },
    isOver: () => Date.now() >= until,
  };
}
