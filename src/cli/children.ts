import { join } from 'node:path';
import { searchAttributes } from '../domain/search-attributes.ts';
import { childEnvironment, type Settings } from '../platform/settings.ts';
import { serverArguments } from '../platform/temporal-server.ts';
import { program } from './program.ts';
import type { ChildPlan } from './supervision/child.ts';

export const namespace = 'default';

/** What `npm start` runs, each a process of its own. The settings have the ports that were found free. */
export function childPlans(settings: Settings, temporalCli: string) {
  const env = childEnvironment(environmentFor(settings));
  // Who opens no tenant's secrets has no need of what they are opened with.
  const { TELLERLINE_MASTER_KEY: _key, ...without } = env;
  const own = (name: string, its = env): ChildPlan => ({ name, env: its, ...program(name) });
  return {
    temporal: temporalPlan(settings, temporalCli, without),
    sandbox: own('sandbox', without),
    worker: own('worker'),
    api: own('api'),
    ...(settings.staff.oidc === undefined && { identityProvider: own('identity-provider', without) }),
  };
}

/** Where the embedded identity provider is, which serves where no other is set. */
export const embeddedIssuer = ({ staff }: Pick<Settings, 'staff'>) =>
  `http://127.0.0.1:${staff.identityProviderPort}`;

export const temporalAddress = ({ temporal }: Pick<Settings, 'temporal'>) => `127.0.0.1:${temporal.port}`;

function temporalPlan(settings: Settings, temporalCli: string, env: NodeJS.ProcessEnv): ChildPlan {
  const leash = program('leash');
  const server = serverArguments({
    namespace,
    port: settings.temporal.port,
    uiPort: settings.temporal.uiPort,
    dbFile: join(settings.dataFolder, 'temporal.db'),
    searchAttributes,
    codecEndpoint: `http://127.0.0.1:${settings.codec.port}`,
  });
  return { name: 'temporal', env, command: leash.command, args: [...leash.args, temporalCli, ...server] };
}

/** How this machine reaches an address that is listened on. */
function urlOf({ host, port }: { host: string; port: number }): string {
  return `http://${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host}:${port}`;
}

function environmentFor(settings: Settings): Record<string, string> {
  const { dataFolder, api, codec, sandbox, staff, temporal } = settings;
  return {
    TELLERLINE_SUPERVISED: '1',
    TELLERLINE_DATA: dataFolder,
    TELLERLINE_API_PORT: String(api.port),
    TELLERLINE_PUBLIC_URL: staff.publicUrl,
    ...(staff.oidc === undefined && { TELLERLINE_OIDC_ISSUER: embeddedIssuer(settings) }),
    TELLERLINE_CODEC_PORT: String(codec.port),
    TELLERLINE_UI_ORIGIN: codec.uiOrigin,
    TELLERLINE_SANDBOX_PORT: String(sandbox.port),
    TELLERLINE_SANDBOX_URL: sandbox.url,
    TELLERLINE_SANDBOX_WEBHOOK_URL: sandbox.webhook.url ?? `${urlOf(api)}/webhooks/stripe/demo`,
    TEMPORAL_ADDRESS: temporalAddress({ temporal }),
    TEMPORAL_NAMESPACE: namespace,
    // There is none: what a person has set up for other clusters in the usual place is not for these processes.
    TEMPORAL_CONFIG_FILE: join(dataFolder, 'temporal.toml'),
  };
}
