import { once } from 'node:events';
import { join } from 'node:path';
import { openLog } from '../platform/log.ts';
import { readSettings } from '../platform/settings.ts';
import { drainable } from './drain.ts';
import { providerKeys } from './identity-provider/keys.ts';
import { demoStaff } from './identity-provider/people.ts';
import { identityProvider } from './identity-provider/provider.ts';
import { oneLine } from './one-line.ts';
import { superviseMe } from './supervision/supervised.ts';

const host = '127.0.0.1';

/** The embedded identity provider as a process, on loopback alone: it asks for no password. */
async function runIdentityProvider(): Promise<void> {
  const settings = readSettings();
  const log = openLog('identity-provider', settings.logLevel);
  const { oidc, publicUrl } = settings.staff;
  if (!oidc) throw new Error('TELLERLINE_OIDC_ISSUER is not set: npm start sets it.');
  const { issuer, clientId, clientSecret } = oidc;
  const keys = await providerKeys(join(settings.dataFolder, 'identity-provider.json'));
  const port = Number(new URL(issuer).port);
  const client = { clientId, ...(clientSecret !== undefined && { clientSecret }) };
  const server = identityProvider({ issuer, publicUrl, ...client, keys, staff: demoStaff }).listen(
    port,
    host,
  );
  await once(server, 'listening');
  superviseMe(settings, drainable(server));
  log.info('ready', { address: host, port });
}

runIdentityProvider().catch((error: unknown) => {
  console.error(oneLine(error));
  process.exit(1);
});
