import { once } from 'node:events';
import { createApi } from '../api/app.ts';
import { codecServer } from '../platform/codec-route.ts';
import { dataConverter } from '../platform/data-converter.ts';
import { readKeys } from '../platform/keys.ts';
import { openLog } from '../platform/log.ts';
import { readSettings } from '../platform/settings.ts';
import { temporalAccess, temporalClient } from '../platform/temporal.ts';
import { readTenants } from '../platform/tenants.ts';
import { drainable } from './drain.ts';
import { oneLine } from './one-line.ts';
import { superviseMe } from './supervision/supervised.ts';

/** The API process: serves HTTP, and the codec route on loopback, until it is told to stop. */
async function runApi(): Promise<void> {
  const settings = readSettings();
  const log = openLog('api', settings.logLevel);
  const keys = await readKeys(settings.keysFile);
  const tenants = await readTenants(settings.tenantsFile);
  const access = temporalAccess();
  const temporal = temporalClient(access, dataConverter(keys));
  const { taskQueue } = settings.temporal;
  const { namespace } = access;
  const closing = new AbortController();
  const parts = { temporal, namespace, taskQueue, tenants, keys, log };
  const app = createApi({ ...parts, closing: closing.signal });

  const { host, port } = settings.api;
  const server = app.listen(port, host);
  const codec = codecServer(keys, uiOrigins(settings.codec.uiOrigin)).listen(
    settings.codec.port,
    settings.codec.host,
  );
  await Promise.all([once(server, 'listening'), once(codec, 'listening')]);
  const drains = [drainable(server, () => closing.abort()), drainable(codec)];
  superviseMe(settings, async () => {
    await Promise.all(drains.map((drain) => drain()));
    await temporal.connection.close();
  });
  log.info('ready', { address: host, port });
}

/** A browser sends the name that was typed: loopback goes by both. */
function uiOrigins(origin: string): string[] {
  return [origin, origin.replace('//localhost', '//127.0.0.1'), origin.replace('//127.0.0.1', '//localhost')];
}

runApi().catch((error: unknown) => {
  console.error(oneLine(error));
  process.exit(1);
});
