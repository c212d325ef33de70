import type { Client } from '@temporalio/client';
import type { World } from '../activities/world.ts';
import { identityOf } from '../platform/identity.ts';
import type { Keys } from '../platform/keys.ts';
import type { Tenants } from '../platform/tenants.ts';
import { type StripeClients, stripeClients } from '../stripe/client.ts';

/** What the sandbox takes for a tenant without a Stripe key. */
export const SANDBOX_KEY = 'sk_test_sandbox';

interface WorldParts {
  readonly tenants: Tenants;
  readonly keys: Keys;
  readonly temporal: Client;
  readonly taskQueue: string;
  readonly sandboxUrl: string;
}

/** The world of Activities: each tenant's Stripe, or the sandbox where it has none, and Temporal. */
export function createWorld({ tenants, keys, temporal, taskQueue, sandboxUrl }: WorldParts): World {
  const clients = new Map<string, StripeClients>();
  return {
    temporal,
    taskQueue,
    hash: (tenant, of, value) => identityOf(keys, tenant)[of](value),
    stripe(tenant) {
      const open = clients.get(tenant);
      if (open) return open;
      const known = tenants.byId(tenant);
      // A worker that was not told of a tenant never takes it for one of the sandbox's.
      if (!known)
        throw new Error('This worker does not know the tenant: restart it with the tenants file in use.');
      const access = known.stripe ?? { secretKey: SANDBOX_KEY, apiBase: sandboxUrl };
      const made = stripeClients(access);
      clients.set(tenant, made);
      return made;
    },
  };
}
