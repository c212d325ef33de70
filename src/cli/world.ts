import { randomInt } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { messengerBy } from '../activities/messengers/index.ts';
import { receivers } from '../activities/receiver/index.ts';
import type { World } from '../activities/world.ts';
import { disputeCaseStart } from '../api/start-dispute.ts';
import { isLive, type Tenant } from '../contracts/tenants.ts';
import { CODE_DIGITS, type Messenger } from '../domain/message.ts';
import type { PeopleSettings } from '../domain/people.ts';
import type { Receiver } from '../domain/receiver.ts';
import { identityOf } from '../platform/identity.ts';
import type { Keys } from '../platform/keys.ts';
import { outboxOf } from '../platform/outbox.ts';
import type { Tenants } from '../platform/tenants.ts';
import { type StripeClients, stripeClients } from '../stripe/client.ts';
import { stripeAccess } from './stripe-access.ts';

interface WorldParts {
  readonly tenants: Tenants;
  readonly keys: Keys;
  readonly temporal: Client;
  readonly taskQueue: string;
  readonly sandboxUrl: string;
  readonly outboxFile: string;
}

/** The world of Activities: each tenant's Stripe, or the sandbox where it has none, its channels, and Temporal. */
export function createWorld(parts: WorldParts): World {
  const { tenants, keys, temporal, taskQueue, sandboxUrl, outboxFile } = parts;
  const receiver = receivers();
  return {
    temporal,
    taskQueue,
    language: (tenant) => tenants.byId(tenant)?.languages[0] ?? 'en-US',
    hash: (tenant, of, value) => identityOf(keys, tenant)[of](value),
    disputeCase(id, dispute) {
      const tenant = tenants.byId(id);
      if (!tenant) throw unknownTenant();
      return disputeCaseStart(tenant, identityOf(keys, id), dispute);
    },
    oneTimeCode(tenant, intentId) {
      const code = String(randomInt(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0');
      return { code, hash: identityOf(keys, tenant).code(intentId, code) };
    },
    people: eachTenants<PeopleSettings>(tenants, ({ policy, timeZone }) => ({
      policy: policy.people,
      timeZone,
    })),
    stripe: tenantsStripe(tenants, sandboxUrl),
    messenger: eachTenants<Messenger>(tenants, (tenant) => {
      const { id, channels } = tenant;
      // Where money moves, what only stands in a file is told to nobody as sent.
      return channels || isLive(tenant) ? messengerBy(channels ?? {}) : outboxOf(outboxFile, id);
    }),
    messages: eachTenants(tenants, ({ policy }) => policy.messages),
    receiver: eachTenants<Receiver | undefined>(
      tenants,
      // Whom the sandbox serves is being tried out, and may well listen on the same machine.
      ({ stripe, notifications }) => notifications && receiver({ loopback: !stripe, ...notifications }),
    ),
  };
}

/** Each tenant's Stripe. */
export function tenantsStripe(tenants: Tenants, sandboxUrl: string): (tenant: string) => StripeClients {
  return eachTenants(tenants, (tenant) => stripeClients(stripeAccess(tenant, sandboxUrl)));
}

/** What is made once for each tenant. */
function eachTenants<T>(tenants: Tenants, make: (tenant: Tenant) => T): (id: string) => T {
  const made = new Map<string, T>();
  return (id) => {
    const known = made.get(id);
    if (known !== undefined) return known;
    const tenant = tenants.byId(id);
    // A worker that was not told of a tenant never takes it for one of the sandbox's.
    if (!tenant) throw unknownTenant();
    const one = make(tenant);
    made.set(id, one);
    return one;
  };
}

function unknownTenant(): Error {
  return new Error('This worker does not know the tenant: restart it with the tenants file in use.');
}
