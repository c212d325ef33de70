import { collection } from '../account.ts';
import { newDestination } from '../resources/destinations.ts';
import type { Store } from '../store.ts';
import { authenticate } from '../wire/auth.ts';
import { beginWork } from '../work.ts';

/** An endpoint that is there without anybody's setting it up. */
export interface StandingEndpoint {
  /** A secret key of the account whose events it gets. */
  key: string;
  url: string;
  secret: string;
}

const id = 'we_standing';

/** Sees to it: after a start, which may have found another port free, and after a reset. */
export function keepEndpoint(store: Store, { key, url, secret }: StandingEndpoint): void {
  const account = store.account(authenticate(`Bearer ${key}`));
  const known = collection(account, 'webhook_endpoint').get(id);
  if (known && !known.deleted && known.url === url && known.secret === secret) return;
  const work = beginWork(account);
  const before = known && !known.deleted ? known : newDestination(work, { id, url, enabled_events: ['*'] });
  work.save({ ...before, url, secret });
  store.commit(work);
}
