import { searchAttributes } from '../domain/search-attributes.ts';
import { prepareData } from '../platform/first-start.ts';
import { readSettings } from '../platform/settings.ts';
import { temporalAccess } from '../platform/temporal.ts';
import { prepareNamespace } from '../platform/temporal-namespace.ts';
import { oneLine } from './one-line.ts';
import { inClear } from './secrets-said.ts';

/**
 * Makes what API and workers need where `npm start` does not: keys and tenants file, and on Temporal the namespace,
 * 90 days of retention and the search attributes. What is there already stays as it is.
 */
async function prepare(): Promise<void> {
  const settings = readSettings();
  const { madeMasterKey } = await prepareData(settings);
  const clear = await inClear(settings.tenantsFile);
  if (clear !== undefined) console.error(clear);
  const { connection, namespace } = temporalAccess();
  await prepareNamespace({ connection, namespace, searchAttributes });
  const made = madeMasterKey === undefined ? {} : { madeMasterKey };
  console.log(
    JSON.stringify({ msg: 'ready', service: 'prepare', namespace, keys: settings.keysFile, ...made }),
  );
}

prepare().catch((error: unknown) => {
  console.error(oneLine(error));
  process.exit(1);
});
