import { isLiveKey, type Tenant } from '../../contracts/tenants.ts';
import { mapSecrets } from '../../platform/tenant-secrets.ts';
import { table } from '../table.ts';

/** What there is of a tenant at a glance, and none of its secrets. */
export interface Glance {
  readonly tenant: string;
  readonly stripe: 'live' | 'test' | 'sandbox';
  readonly languages: readonly string[];
  readonly timeZone: string;
  /** How Stripe's events are verified: by an endpoint that `connect` made, by secrets set by hand, or not at all. */
  readonly webhook: string;
  readonly channels: readonly string[];
  /** Where the tenant's own systems are told. */
  readonly notifications?: string;
}

export function glanceAt(tenant: Tenant): Glance {
  const { id, stripe, languages, timeZone, webhookSecrets, webhookEndpoints, channels, notifications } =
    tenant;
  const byHand = webhookSecrets.length > 0 ? 'by hand' : 'none';
  return {
    tenant: id,
    stripe: stripe ? (isLiveKey(stripe.secretKey) ? 'live' : 'test') : 'sandbox',
    languages,
    timeZone,
    webhook: webhookEndpoints?.[0]?.id ?? byHand,
    channels: Object.keys(channels ?? {}),
    ...(notifications && { notifications: new URL(notifications.url).host }),
  };
}

/** Tenants as a table. */
export function tenantTable(tenants: readonly Tenant[]): string {
  const heads = ['tenant', 'Stripe', 'languages', 'time zone', 'webhook', 'channels', 'notifications'];
  const rows = tenants
    .map(glanceAt)
    .map((one) => [
      ...[one.tenant, one.stripe, one.languages.join(', '), one.timeZone, one.webhook],
      one.channels.join(', ') || (one.stripe === 'live' ? 'none' : 'outbox'),
      one.notifications ?? 'none',
    ]);
  return table([heads, ...rows]);
}

/** A tenant with all that it did not set, as JSON; of secrets the last four, and of API keys' hashes the first eight. */
export function tenantInFull({ apiKeyHashes, ...tenant }: Tenant): string {
  const shown = { ...tenant, apiKeyHashes: apiKeyHashes.map((hash) => `${hash.slice(0, 8)}…`) };
  const { tenants } = mapSecrets({ tenants: [shown] }, end) as { tenants: unknown[] };
  return JSON.stringify(tenants[0], null, 2);
}

/** Too short a secret would be half told by its end. */
const end = (secret: string) => `…${secret.length >= 16 ? secret.slice(-4) : ''}`;
