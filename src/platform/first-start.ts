import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { spokenLanguages } from '../domain/language.ts';
import { makeKeys } from './keys.ts';
import type { Settings } from './settings.ts';
import { hashApiKey } from './tenants.ts';

/** The API key of the embedded default's one tenant. */
export const DEMO_KEY = 'demo-key';
/** What the sandbox signs its webhooks with. */
const DEMO_WEBHOOK_SECRET = 'whsec_demo';

/** Makes what a data folder needs and does not hold yet: the keys, and the tenants file with `demo`. */
export async function prepareData({ keysFile, tenantsFile }: Settings): Promise<void> {
  await makeKeys(keysFile);
  const demo = {
    id: 'demo',
    apiKeyHashes: [hashApiKey(DEMO_KEY)],
    webhookSecrets: [DEMO_WEBHOOK_SECRET],
    languages: ['en-US', ...spokenLanguages.filter((language) => language !== 'en')],
  };
  const text = JSON.stringify({ tenants: [demo] }, null, 2);
  await mkdir(dirname(tenantsFile), { recursive: true });
  await writeFile(tenantsFile, `${text}\n`, { flag: 'wx', mode: 0o600 }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    },
  );
}
