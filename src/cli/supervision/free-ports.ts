import type { Settings } from '../../platform/settings.ts';
import { portFinder } from './ports.ts';

const loopback = '127.0.0.1';

/** The same settings with ports that are free, and the addresses that follow from them. */
export async function withFreePorts(settings: Settings, say: (line: string) => void): Promise<Settings> {
  const { api, codec, sandbox, staff, temporal } = settings;
  const find = portFinder(say);
  const port = await find({ name: 'Temporal', host: loopback, wanted: temporal.port });
  const uiPort = await find({ name: 'Temporal UI', host: loopback, wanted: temporal.uiPort });
  const apiPort = await find({ name: 'API', host: api.host, wanted: api.port });
  const codecPort = await find({ name: 'codec route', host: loopback, wanted: codec.port });
  const sandboxPort = await find({ name: 'Stripe sandbox', host: sandbox.host, wanted: sandbox.port });
  const identityProviderPort = staff.oidc
    ? staff.identityProviderPort
    : await find({ name: 'identity provider', host: loopback, wanted: staff.identityProviderPort });
  return {
    ...settings,
    temporal: { ...temporal, port, uiPort },
    api: { ...api, port: apiPort },
    codec: { ...codec, port: codecPort, uiOrigin: `http://localhost:${uiPort}` },
    staff: { ...staff, identityProviderPort, publicUrl: movedWith(staff.publicUrl, api.port, apiPort) },
    sandbox: { ...sandbox, port: sandboxPort, url: `http://${loopback}:${sandboxPort}` },
  };
}

/** Where nothing else is set, the console is where the API is. */
function movedWith(publicUrl: string, wanted: number, port: number): string {
  return publicUrl === `http://${loopback}:${wanted}` ? `http://${loopback}:${port}` : publicUrl;
}
