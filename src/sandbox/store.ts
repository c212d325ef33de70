import { type Account, clearAccount, newAccount, nowMs, putObject } from './account.ts';
import type { StoredObject } from './objects.ts';
import { indexForSearch } from './search-index.ts';
import { type Change, openStateFile } from './state-file.ts';
import { type KeyedReply, pruneReplies } from './wire/idempotency.ts';
import { publish, type Work } from './work.ts';

/** All accounts, and the file in which they live on. */
export interface Store {
  account(id: string): Account;
  accounts(): Iterable<Account>;
  /** Has `listen` told of all that was written down. */
  onSaved(listen: (account: Account, objects: StoredObject[]) => void): void;
  /** Writes down what a piece of work saved, and the answer that is kept under its key. */
  commit(work: Work, reply?: KeyedReply): void;
  moveClock(account: Account, seconds: number): void;
  reset(account: Account): void;
  close(): void;
}

const objectsPerLine = 200;

export function openStore(path?: string): Store {
  const accounts = new Map<string, Account>();
  const listeners: ((account: Account, objects: StoredObject[]) => void)[] = [];
  const accountOf = (id: string): Account => {
    const known = accounts.get(id);
    if (known) return known;
    const account = newAccount(id);
    accounts.set(id, account);
    return account;
  };
  const file = path === undefined ? undefined : openStateFile(path, { apply, snapshot });

  function apply(change: Change): void {
    const account = accountOf(change.account);
    if (change.reset) clearAccount(account);
    for (const object of change.objects ?? []) {
      putObject(account, object);
      indexForSearch(account, object, nowMs(account));
      if (object.object === 'refund') account.unsettledRefunds.add(object.id);
    }
    if (change.reply) account.replies.set(change.reply.key, change.reply);
    if (change.clockOffsetMs !== undefined) account.clockOffsetMs = change.clockOffsetMs;
  }

  function* snapshot(): Iterable<Change> {
    for (const account of accounts.values()) {
      pruneReplies(account);
      yield { account: account.id, clockOffsetMs: account.clockOffsetMs };
      const objects = [...account.objects.values()].flatMap((filed) => [...filed.values()]);
      for (let start = 0; start < objects.length; start += objectsPerLine) {
        yield { account: account.id, objects: objects.slice(start, start + objectsPerLine) };
      }
      for (const reply of account.replies.values()) yield { account: account.id, reply };
    }
  }

  return {
    account: accountOf,
    accounts: () => accounts.values(),
    onSaved: (listen) => listeners.push(listen),
    commit(work, reply) {
      const objects = work.saved();
      if (objects.length === 0 && !reply) return;
      // Known before it is written: an append may rewrite the file from what is known.
      if (reply) work.account.replies.set(reply.key, reply);
      try {
        file?.append({ account: work.account.id, objects, ...(reply && { reply }) });
      } catch (error) {
        work.undo();
        if (reply) work.account.replies.delete(reply.key);
        throw error;
      }
      publish(work);
      for (const listen of listeners) listen(work.account, objects);
    },
    moveClock(account, seconds) {
      account.clockOffsetMs += seconds * 1000;
      file?.append({ account: account.id, clockOffsetMs: account.clockOffsetMs });
    },
    reset(account) {
      clearAccount(account);
      file?.append({ account: account.id, reset: true });
    },
    close: () => file?.close(),
  };
}
