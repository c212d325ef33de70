import { once } from 'node:events';
import { createApi } from '../api/app.ts';
import { isLoopback } from '../api/routes/outbox.ts';
import { codecServer } from '../platform/codec-route.ts';
import { drainable } from './drain.ts';
import { liveInClear, signInInClear } from './live-in-clear.ts';
import { oneLine } from './one-line.ts';
import { processParts } from './process-parts.ts';
import { superviseMe } from './supervision/supervised.ts';
import { tenantsStripe } from './world.ts';

/** The API process: serves HTTP, and the codec route on loopback, until it is told to stop. */
async function runApi(): Promise<void> {
  const { settings, log, keys, tenants, access, temporal } = await processParts('api');
  const refusal = liveInClear(settings.api, tenants.all()) ?? signInInClear(settings.staff);
  if (refusal !== undefined) throw new Error(refusal);
  const { taskQueue } = settings.temporal;
  const { namespace } = access;
  const closing = new AbortController();
  const { host, port } = settings.api;
  const outbox = isLoopback(host) ? { outboxFile: settings.outboxFile } : {};
  const stripe = tenantsStripe(tenants, settings.sandbox.url);
  const { staff, codec: ui } = settings;
  const temporalUi = `${ui.uiOrigin}/namespaces/${namespace}`;
  const parts = { temporal, namespace, taskQueue, tenants, stripe, keys, log, staff, temporalUi, ...outbox };
  const app = createApi({ ...parts, closing: closing.signal });

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
