import { dataConverter } from '../platform/data-converter.ts';
import { readKeys } from '../platform/keys.ts';
import { openLog } from '../platform/log.ts';
import { readSettings } from '../platform/settings.ts';
import { temporalAccess, temporalClient } from '../platform/temporal.ts';
import { readTenants } from '../platform/tenants.ts';

/** What API and worker are both made of, as settings and files say. `name` is the process's in its log. */
export async function processParts(name: string) {
  const settings = readSettings();
  const log = openLog(name, settings.logLevel);
  const keys = await readKeys(settings.keysFile);
  const tenants = await readTenants(settings);
  const access = temporalAccess();
  const temporal = temporalClient(access, dataConverter(keys));
  return { settings, log, keys, tenants, access, temporal };
}
