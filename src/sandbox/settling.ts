import { type Account, collection } from './account.ts';
import { settleDue } from './resources/due.ts';
import type { Store } from './store.ts';

const LOOK_MILLISECONDS = 500;

/** Where events are waited for, what is due happens though nobody asks: else they would come with the next question. */
export function settleByItself(store: Store): { stop(): void } {
  const looking = setInterval(() => {
    for (const account of store.accounts()) if (isListenedTo(account)) settle(store, account);
  }, LOOK_MILLISECONDS).unref();
  return { stop: () => clearInterval(looking) };
}

function isListenedTo(account: Account): boolean {
  return [...collection(account, 'webhook_endpoint').values()].some((one) => !one.deleted);
}

function settle(store: Store, account: Account): void {
  try {
    settleDue(store, account);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  }
}
