/**
 * A read that is started before it is needed: it runs while the caller speaks, and is awaited after the answer. One that
 * failed meanwhile is tried once more then, since what was away may be back. Should the script end first, nobody asks.
 */
export function ahead<T>(read: () => Promise<T>): () => Promise<T> {
  const started = read();
  started.catch(() => undefined);
  return () => started.catch(read);
}
