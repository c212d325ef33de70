import type { Tenant } from '../../contracts/tenants.ts';
import type { Settings } from '../../platform/settings.ts';
import { stripeClients } from '../../stripe/client.ts';
import {
  type Endpoint,
  makeEndpoint,
  readEndpoints,
  removeEndpoint,
  updateEndpoint,
  whyNotSetUp,
} from '../../stripe/webhook-endpoints.ts';
import { stripeAccess } from '../stripe-access.ts';
import { holderOf } from '../supervision/lock.ts';
import { WrongUsage } from '../wrong-usage.ts';
import type { ConnectCommand } from './command-line.ts';
import { setInTenant, type TenantsFile } from './file.ts';
import { webhookUrl } from './webhook-url.ts';

/** How long what Stripe signs with an endpoint's former secret is heard, as Stripe itself has it. */
const OVERLAP_MILLISECONDS = 24 * 60 * 60_000;

type Kept = NonNullable<Tenant['webhookEndpoints']>[number];

/** What is at Stripe, and what we know of it. */
interface Standing {
  readonly there: readonly Endpoint[];
  readonly current: Kept | undefined;
  readonly former: readonly Kept[];
}

/**
 * `connect`: makes or updates the tenant's webhook endpoint at Stripe. A secret is kept before anything is removed, so
 * that there is no moment at which Stripe's events are refused; what a command that was ended half-way has made is
 * removed by the next.
 */
export async function connect(
  settings: Settings,
  place: TenantsFile,
  { tenant, command }: { readonly tenant: Tenant; readonly command: ConnectCommand },
): Promise<string[]> {
  const url = webhookUrl(command.url, tenant);
  // A taken port moves the sandbox of `npm start`, which has noted where it is.
  const sandboxUrl = holderOf(settings.dataFolder)?.addresses['sandbox'] ?? settings.sandbox.url;
  const { writes: stripe } = stripeClients(stripeAccess(tenant, sandboxUrl));
  try {
    const standing = await standingOf(stripe, tenant);
    const { there, current } = standing;
    const found = there.find(({ id }) => id === current?.id);
    const stays = current && found?.ofOurVersion && !command.roll ? { current, found } : undefined;
    const [kept, lines] = stays
      ? await update(stripe, url, stays)
      : await make(stripe, { tenant: tenant.id, url, before: found && current });
    await setInTenant(place, tenant.id, () => ({ webhookEndpoints: kept }));
    const removed = await removeOthers(stripe, { ...standing, tenant: tenant.id, url, kept });
    return [...lines, ...removed, ...strangers(there, { tenant: tenant.id, url, kept })];
  } catch (error) {
    const why = whyNotSetUp(error);
    throw why === undefined ? error : new WrongUsage(why);
  }
}

type Stripe = ReturnType<typeof stripeClients>['writes'];

async function standingOf(stripe: Stripe, { webhookEndpoints = [] }: Tenant): Promise<Standing> {
  return {
    there: await readEndpoints(stripe),
    current: webhookEndpoints.find(({ until }) => until === undefined),
    former: webhookEndpoints.filter(({ until }) => until !== undefined),
  };
}

async function update(
  stripe: Stripe,
  url: string,
  { current, found }: { readonly current: Kept; readonly found: Endpoint },
): Promise<[Kept[], string[]]> {
  await updateEndpoint(stripe, current.id, url);
  const moved = found.url === url ? '' : `, which was at ${found.url}`;
  return [[current], [`Updated ${current.id}${moved}: ${url}. Its secret stays.`]];
}

async function make(
  stripe: Stripe,
  { tenant, url, before }: { tenant: string; url: string; before: Kept | undefined },
): Promise<[Kept[], string[]]> {
  const made = await makeEndpoint(stripe, { tenant, url });
  const lines = [`Made ${made.id}: ${url}. Its secret is kept, encrypted.`];
  if (!before) return [[made], lines];
  const until = new Date(Date.now() + OVERLAP_MILLISECONDS).toISOString();
  lines.push(
    `${before.id} and its secret stay until ${until}, since what runs knows that one only. ` +
      'Start API and workers again, then say connect once more, which removes it.',
  );
  return [[made, { ...before, until }], lines];
}

interface Beside {
  readonly tenant: string;
  readonly url: string;
  readonly kept: readonly Kept[];
}

/** The former ones, and ours at that address whose secrets nobody knows. */
async function removeOthers(
  stripe: Stripe,
  { there, former, tenant, url, kept }: Standing & Beside,
): Promise<string[]> {
  const isKept = (id: string) => kept.some((one) => one.id === id);
  const gone = there.filter(
    (one) =>
      !isKept(one.id) &&
      (former.some(({ id }) => id === one.id) || (one.tenant === tenant && one.url === url)),
  );
  for (const { id } of gone) await removeEndpoint(stripe, id);
  return gone.map(({ id }) => `Removed ${id}, which was there before.`);
}

/** What others have set up at the same address is left to them. */
function strangers(there: readonly Endpoint[], { tenant, url, kept }: Beside): string[] {
  return there
    .filter((one) => one.url === url && one.tenant !== tenant && !kept.some(({ id }) => id === one.id))
    .map(({ id }) => `${id} delivers there too and is not ours: remove it at Stripe if nobody needs it.`);
}
