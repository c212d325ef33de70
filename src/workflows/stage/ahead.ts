/**
 * A read that is started before it is needed: it runs while the caller speaks, and is awaited after the answer.
 * Should the script end first, nobody asks how it went.
 */
export function ahead<T>(read: Promise<T>): Promise<T> {
  read.catch(() => undefined);
  return read;
}
