import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { prepareData } from '../../src/platform/first-start.ts';
import { readMasterKey } from '../../src/platform/master-key.ts';
import { readSettings } from '../../src/platform/settings.ts';
import { readTenants } from '../../src/platform/tenants.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tellerline-master-key-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const settings = (env: NodeJS.ProcessEnv = {}) => readSettings({ TELLERLINE_DATA: folder, ...env });
const keyFile = () => join(folder, 'master.key');
const base64 = Buffer.alloc(32, 7).toString('base64');

test('the embedded default makes its own, for nobody else to read, and says so once', async () => {
  expect(await prepareData(settings())).toEqual({ madeMasterKey: keyFile() });
  expect(await prepareData(settings())).toEqual({});
  expect(statSync(keyFile()).mode & 0o777).toBe(0o600);
  expect(await readMasterKey(settings())).toHaveLength(32);
});

test('what the embedded default makes is encrypted, and read again', async () => {
  await prepareData(settings());
  expect(readFileSync(join(folder, 'tenants.json'), 'utf8')).not.toContain('whsec_demo');
  const tenants = await readTenants(settings());
  expect(tenants.byId('demo')?.webhookSecrets).toEqual(['whsec_demo']);
});

test('one that is lost is never silently another: the start ends, and none is made', async () => {
  await prepareData(settings());
  rmSync(keyFile());
  await expect(prepareData(settings())).rejects.toThrow(/need their master key\. Set TELLERLINE_MASTER_KEY/);
  expect(await readMasterKey(settings())).toBeUndefined();
});

test('the environment may hold it, or name its file', async () => {
  expect(await prepareData(settings({ TELLERLINE_MASTER_KEY: base64 }))).toEqual({});
  const file = join(folder, 'elsewhere');
  writeFileSync(file, `${base64}\n`);
  const tenants = await readTenants(settings({ TELLERLINE_MASTER_KEY_FILE: file }));
  expect(tenants.byId('demo')?.webhookSecrets).toEqual(['whsec_demo']);
});

test.each(['short', `${base64}=`, base64.slice(4), `${base64} and more`, ''])(
  'what is not 32 bytes in base64 is none: %j',
  async (text) => {
    writeFileSync(keyFile(), text);
    await expect(readMasterKey(settings())).rejects.toThrow(/is not 32 bytes in base64\. Set TELLERLINE/);
  },
);
