import { type Account, collection, now, nowMs, putObject } from './account.ts';
import type { Kind, Kinds, StoredObject } from './objects.ts';
import { indexForSearch } from './search-index.ts';

/** One request's dealings with an account: what it saved is written down as a whole, or undone as a whole. */
export interface Work {
  readonly account: Account;
  readonly now: number;
  /** Who caused it; events carry this. */
  readonly cause: { id: string | null; idempotency_key: string | null };
  find<K extends Kind>(kind: K, id: string): Kinds[K] | undefined;
  all<K extends Kind>(kind: K): Kinds[K][];
  save(object: StoredObject): void;
  saved(): StoredObject[];
  undo(): void;
}

export function beginWork(
  account: Account,
  cause: Work['cause'] = { id: null, idempotency_key: null },
  at = now(account),
): Work {
  const before = new Map<string, { kind: Kind; object: StoredObject | undefined }>();
  return {
    account,
    now: at,
    cause,
    find: (kind, id) => collection(account, kind).get(id),
    all: (kind) => [...collection(account, kind).values()],
    save(object) {
      if (!before.has(object.id)) {
        const kind = object.object;
        before.set(object.id, { kind, object: collection(account, kind).get(object.id) });
      }
      putObject(account, object);
    },
    saved() {
      return [...before].flatMap(([id, { kind }]) => collection(account, kind).get(id) ?? []);
    },
    undo() {
      for (const [id, { kind, object }] of before) {
        if (object) putObject(account, object);
        else account.objects.get(kind)?.delete(id);
      }
      before.clear();
    },
  };
}

/** Makes what was saved visible to search, once it is written down. */
export function publish(work: Work): void {
  for (const object of work.saved()) indexForSearch(work.account, object, nowMs(work.account));
}
