import type { QueryClient } from '@tanstack/react-query';

/** The shortest time between two looks, milliseconds. */
const PAUSE = 300;

/**
 * Looks again at what is shown, as often as asked but never two at a time: an answer that was under way when it was
 * asked may be older than what is asked for, so another look follows it.
 */
export function refresher(client: QueryClient, queryKey: readonly unknown[]): () => void {
  let wanted = false;
  let running = false;

  async function run(): Promise<void> {
    running = true;
    while (wanted) {
      wanted = client.isFetching({ queryKey }) > 0;
      await client.invalidateQueries({ queryKey }, { cancelRefetch: false });
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
    running = false;
  }

  return () => {
    wanted = true;
    if (!running) void run();
  };
}
