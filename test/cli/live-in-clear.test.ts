import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { liveInClear } from '../../src/cli/live-in-clear.ts';
import { prepareData } from '../../src/platform/first-start.ts';
import { readSettings } from '../../src/platform/settings.ts';
import { hashApiKey } from '../../src/platform/tenants.ts';
import { endPrograms, runProgram } from './run-program.ts';

// Each is several processes, one after the other.
jest.setTimeout(120_000);

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tellerline-live-'));
});
afterEach(() => {
  endPrograms();
  rmSync(folder, { recursive: true, force: true });
});

const withKey = (secretKey: string) => [{ id: 'acme', stripe: { secretKey } }];
const at = (host: string, behindTls = false) => ({ host, port: 8080, behindTls });

test.each(['127.0.0.1', 'localhost', '::1', '127.8.0.1'])('a live key is served on %s', (host) => {
  expect(liveInClear(at(host), withKey('rk_live_1'))).toBeUndefined();
});

test.each(['0.0.0.0', '::', '10.0.0.7', 'api.acme.example'])('a live key is not served on %s', (host) => {
  expect(liveInClear(at(host), withKey('sk_live_1'))).toContain(`would be reached on ${host} without TLS`);
  expect(liveInClear(at(host), withKey('rk_live_1'))).not.toContain('rk_live_1');
});

test('it is where something is said to end TLS, and a test key is anywhere', () => {
  expect(liveInClear(at('0.0.0.0', true), withKey('sk_live_1'))).toBeUndefined();
  expect(liveInClear(at('0.0.0.0'), [...withKey('sk_test_1'), { id: 'demo' }])).toBeUndefined();
});

async function start(program: 'api' | 'worker', env: NodeJS.ProcessEnv = {}) {
  const ours = { TELLERLINE_DATA: folder, TELLERLINE_API_PORT: '0', TELLERLINE_CODEC_PORT: '0', ...env };
  const { ended, output } = runProgram({ file: `src/cli/${program}.ts` }, { env: ours });
  return { ...(await ended), output: output() };
}

test('an API with a live key ends at its start, in one line, where it would listen to all', async () => {
  const settings = readSettings({ TELLERLINE_DATA: folder });
  const acme = { ...withKey('sk_live_canary')[0], apiKeyHashes: [hashApiKey('k')] };
  writeFileSync(settings.tenantsFile, JSON.stringify({ tenants: [acme] }));
  await prepareData(settings);
  const { code, output } = await start('api', { TELLERLINE_API_HOST: '0.0.0.0' });
  expect(code).toBe(1);
  expect(output).toMatch(/^Tenant acme has a live key, [^\n]+TELLERLINE_BEHIND_TLS=1\.\n$/);
  expect(output).not.toContain('canary');
});

test.each(['api', 'worker'] as const)(
  'without its master key, or by another, the %s ends in one line that says what to do',
  async (program) => {
    await prepareData(readSettings({ TELLERLINE_DATA: folder }));
    const other = { TELLERLINE_MASTER_KEY: Buffer.alloc(32).toString('base64') };
    const wrong = await start(program, other);
    rmSync(join(folder, 'master.key'));
    const missing = await start(program);
    for (const { code, output } of [wrong, missing]) {
      expect(code).toBe(1);
      expect(output).toMatch(/^The [^\n]+ Set TELLERLINE_MASTER_KEY_FILE, [^\n]+\n$/);
    }
  },
);
