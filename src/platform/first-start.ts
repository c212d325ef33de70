import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { spokenLanguages } from '../domain/language.ts';
import { parseJson } from './json.ts';
import { makeKeys } from './keys.ts';
import { makeMasterKey, readMasterKey } from './master-key.ts';
import type { Settings } from './settings.ts';
import { openSecrets, sealSecrets } from './tenant-secrets.ts';
import { hashApiKey } from './tenants.ts';

/** The API key of the embedded default's one tenant. */
export const DEMO_KEY = 'demo-key';
/** What the sandbox signs its webhooks with. */
const DEMO_WEBHOOK_SECRET = 'whsec_demo';

/**
 * Makes what a data folder needs and does not hold yet: the keys, and the tenants file with `demo`. Tells the file of
 * the master key where it made one. Throws one line where the master key does not open what is there.
 */
export async function prepareData(settings: Settings): Promise<{ madeMasterKey?: string }> {
  const { keysFile, tenantsFile } = settings;
  await makeKeys(keysFile);
  const there = await readFile(tenantsFile, 'utf8').catch(() => undefined);
  const known = await readMasterKey(settings);
  // First of all: a new key beside secrets of an older one would only hide what is wrong.
  if (there !== undefined) openSecrets(parseJson(there), known);
  const madeMasterKey = known ? undefined : await makeMasterKey(settings);
  const masterKey = known ?? (await readMasterKey(settings));
  if (there === undefined && masterKey) await makeTenants(tenantsFile, masterKey);
  return madeMasterKey === undefined ? {} : { madeMasterKey };
}

async function makeTenants(file: string, masterKey: Buffer): Promise<void> {
  const demo = {
    id: 'demo',
    apiKeyHashes: [hashApiKey(DEMO_KEY)],
    webhookSecrets: [DEMO_WEBHOOK_SECRET],
    languages: ['en-US', ...spokenLanguages.filter((language) => language !== 'en')],
  };
  const text = JSON.stringify(sealSecrets({ tenants: [demo] }, masterKey), null, 2);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${text}\n`, { flag: 'wx', mode: 0o600 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
}
