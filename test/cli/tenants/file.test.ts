import { randomBytes } from 'node:crypto';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { addTenant, encryptAll, setInTenant, writtenTenants } from '../../../src/cli/tenants/file.ts';
import { underLock } from '../../../src/cli/tenants/lock.ts';
import { hashApiKey } from '../../../src/platform/tenants.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tellerline-tenants-file-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const masterKey = randomBytes(32);
const place = () => ({ file: join(folder, 'tenants.json'), masterKey });
const named = (id: string) => ({
  id,
  apiKeyHashes: [hashApiKey(id)],
  stripe: { secretKey: `sk_test_${id}` },
});
const read = () => readFileSync(place().file, 'utf8');
const ids = () => writtenTenants(place()).map(({ id }) => id);

test('what is added at once by many is all there, encrypted, for the owner alone', async () => {
  const all = Array.from({ length: 12 }, (_, index) => `tenant${index}`);
  await Promise.all(all.map((id) => addTenant(place(), named(id))));
  expect(ids().sort()).toEqual([...all].sort());
  expect(read()).not.toContain('sk_test_');
  expect(statSync(place().file).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['tenants.json']);
});

test('one field of one tenant is set, and all else stays byte for byte', async () => {
  await addTenant(place(), named('one'));
  await addTenant(place(), named('two'));
  const before = read();
  await setInTenant(place(), 'two', () => ({ webhookSecrets: ['whsec_canary'] }));
  expect(read().startsWith(before.slice(0, before.indexOf('"two"')))).toBe(true);
  expect(read()).not.toContain('canary');
  expect(writtenTenants(place())[1]).toEqual({ ...named('two'), webhookSecrets: ['whsec_canary'] });
});

test('nothing is written that API and workers would refuse', async () => {
  await addTenant(place(), named('one'));
  const before = read();
  await expect(addTenant(place(), { ...named('two'), polcy: {} })).rejects.toThrow('polcy');
  await expect(addTenant(place(), named('one'))).rejects.toThrow('another tenant’s already');
  await expect(addTenant({ ...place(), masterKey: randomBytes(32) }, named('two'))).rejects.toThrow(
    'does not fit',
  );
  expect(read()).toBe(before);
  expect(readdirSync(folder)).toEqual(['tenants.json']);
});

test('a file that is a link elsewhere stays one', async () => {
  const real = join(folder, 'real.json');
  writeFileSync(real, JSON.stringify({ tenants: [named('one')] }));
  symlinkSync(real, place().file);
  await encryptAll(place());
  expect(readFileSync(real, 'utf8')).not.toContain('sk_test_');
  expect(readdirSync(folder).sort()).toEqual(['real.json', 'tenants.json']);
});

test('a lock that a killed command has left is taken over, and one that is held is waited for', async () => {
  const lock = `${place().file}.lock`;
  writeFileSync(lock, 'somebody');
  const order: string[] = [];
  const waiting = addTenant(place(), named('one')).then(() => order.push('written'));
  await new Promise((resolve) => setTimeout(resolve, 100));
  order.push('still held');
  const long = new Date(Date.now() - 60_000);
  utimesSync(lock, long, long);
  await waiting;
  expect(order).toEqual(['still held', 'written']);
  expect(readdirSync(folder)).toEqual(['tenants.json']);
});

test('whoever was overtaken knows it before the step that others would notice', async () => {
  const lock = `${place().file}.lock`;
  await underLock(place().file, (stillOurs) => {
    expect(stillOurs()).toBe(true);
    writeFileSync(lock, 'another');
    expect(stillOurs()).toBe(false);
  });
  expect(readFileSync(lock, 'utf8')).toBe('another');
});
