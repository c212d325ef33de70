import { type Account, nowMs } from './account.ts';
import type { StoredObject } from './objects.ts';

const searchableKinds: ReadonlySet<string> = new Set(['customer', 'charge', 'payment_intent']);

export function indexForSearch(account: Account, object: StoredObject, savedAtMs: number): void {
  if (!searchableKinds.has(object.object)) return;
  account.searchQueue.push({ savedAtMs, id: object.id, object: 'deleted' in object ? undefined : object });
  catchUp(account);
}

/** What search sees now: nothing that was saved within the lag. */
export function searchableObjects(account: Account): Iterable<StoredObject> {
  catchUp(account);
  return account.searchIndex.values();
}

function catchUp(account: Account): void {
  const until = nowMs(account) - account.knobs.searchLagMs;
  let seen = 0;
  for (const entry of account.searchQueue) {
    if (entry.savedAtMs > until) break;
    if (entry.object) account.searchIndex.set(entry.id, entry.object);
    else account.searchIndex.delete(entry.id);
    seen += 1;
  }
  if (seen > 0) account.searchQueue.splice(0, seen);
}
