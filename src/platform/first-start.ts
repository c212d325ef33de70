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
  await makeKeys(settings.keysFile);
  const { masterKey, ...made } = await masterKeyFor(settings);
  await makeTenants(settings.tenantsFile, masterKey);
  return made;
}

/** The master key, made where nothing is encrypted yet. A new one beside older secrets would hide what is wrong. */
export async function masterKeyFor(
  settings: Pick<Settings, 'tenantsFile' | 'masterKey'>,
): Promise<{ masterKey: Buffer; madeMasterKey?: string }> {
  const known = await readMasterKey(settings);
  const there = await readFile(settings.tenantsFile, 'utf8').catch(() => '');
  openSecrets(parseJson(there), known);
  if (known) return { masterKey: known };
  const madeMasterKey = await makeMasterKey(settings);
  const masterKey = await readMasterKey(settings);
  if (!masterKey) throw new Error(`The master key is not in ${settings.masterKey.file} any more.`);
  return { masterKey, ...(madeMasterKey !== undefined && { madeMasterKey }) };
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
