import { isLoopback } from '../api/routes/outbox.ts';
import { isLive, type Tenant } from '../contracts/tenants.ts';
import type { Settings } from '../platform/settings.ts';

/**
 * Why an API must not serve these tenants; undefined where it may. With a live key callers' requests, and the tenant's
 * own key, would cross the network in clear.
 */
export function liveInClear(
  { host, behindTls }: Settings['api'],
  tenants: readonly Pick<Tenant, 'id' | 'stripe'>[],
): string | undefined {
  const live = tenants.find(isLive);
  if (!live || behindTls || isLoopback(host)) return undefined;
  return (
    `Tenant ${live.id} has a live key, and the API would be reached on ${host} without TLS. ` +
    'Listen on 127.0.0.1 (TELLERLINE_API_HOST), or put what ends TLS in front and set TELLERLINE_BEHIND_TLS=1.'
  );
}

/** Why staff must not sign in like that; undefined where they may: what they do would cross the network in clear. */
export function signInInClear({
  publicUrl,
  oidc,
}: Pick<Settings['staff'], 'publicUrl' | 'oidc'>): string | undefined {
  if (!oidc) return undefined;
  const named = { TELLERLINE_OIDC_ISSUER: oidc.issuer, TELLERLINE_PUBLIC_URL: publicUrl };
  const clear = Object.entries(named).find(([, url]) => isInClear(new URL(url)));
  if (!clear) return undefined;
  const [name, url] = clear;
  return `Staff would sign in without TLS at ${url}. Set ${name} to an https address.`;
}

/**
 * Why `npm start` must not run its own identity provider beside these tenants; undefined where it may, or runs none. Whoever
 * reached it could let real money go.
 */
export function liveWithoutSignIn(
  { oidc }: Pick<Settings['staff'], 'oidc'>,
  tenants: readonly Pick<Tenant, 'id' | 'stripe'>[],
): string | undefined {
  const live = tenants.find(isLive);
  if (!live || oidc) return undefined;
  return (
    `Tenant ${live.id} has a live key, and the identity provider of npm start asks nobody for a password. ` +
    'Set TELLERLINE_OIDC_ISSUER to one that does.'
  );
}

function isInClear({ protocol, hostname }: URL): boolean {
  return protocol !== 'https:' && !isLoopback(hostname);
}
