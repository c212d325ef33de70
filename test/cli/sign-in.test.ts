import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { childPlans } from '../../src/cli/children.ts';
import { liveWithoutSignIn, signInInClear } from '../../src/cli/live-in-clear.ts';
import { withFreePorts } from '../../src/cli/supervision/free-ports.ts';
import { prepareData } from '../../src/platform/first-start.ts';
import { readSettings } from '../../src/platform/settings.ts';
import { hashApiKey } from '../../src/platform/tenants.ts';
import { freePort } from '../support/ports.ts';
import { until } from '../support/until.ts';
import { endPrograms, runProgram } from './run-program.ts';

const folder = mkdtempSync(join(tmpdir(), 'tellerline-sign-in-'));
afterEach(() => {
  endPrograms();
  rmSync(folder, { recursive: true, force: true });
});

const issuer = 'https://login.acme.example';
const of = (env: Record<string, string>) => readSettings({ TELLERLINE_DATA: folder, PATH: '', ...env });

test.each([
  [{ TELLERLINE_OIDC_ISSUER: 'http://login.acme.example' }, 'TELLERLINE_OIDC_ISSUER'],
  [
    { TELLERLINE_OIDC_ISSUER: issuer, TELLERLINE_PUBLIC_URL: 'http://desk.acme.example' },
    'TELLERLINE_PUBLIC_URL',
  ],
])('staff do not sign in without TLS: %j', (env, name) => {
  expect(signInInClear(of(env).staff)).toContain(`Set ${name} to an https address.`);
});

test.each([
  {},
  { TELLERLINE_PUBLIC_URL: 'http://desk.acme.example' },
  { TELLERLINE_OIDC_ISSUER: 'http://127.0.0.1:8425' },
  { TELLERLINE_OIDC_ISSUER: issuer, TELLERLINE_PUBLIC_URL: 'http://localhost:8080' },
  { TELLERLINE_OIDC_ISSUER: issuer, TELLERLINE_PUBLIC_URL: 'https://desk.acme.example/console' },
])('they do with TLS, and on this machine: %j', (env) => {
  expect(signInInClear(of(env).staff)).toBeUndefined();
});

const withKey = (secretKey: string) => [{ id: 'demo' }, { id: 'acme', stripe: { secretKey } }];

test('npm start has nobody sign in without a password where a tenant has a live key', () => {
  const refusal = liveWithoutSignIn(of({}).staff, withKey('rk_live_canary'));
  expect(refusal).toMatch(/^Tenant acme has a live key, .* Set TELLERLINE_OIDC_ISSUER /);
  expect(refusal).not.toContain('canary');
  expect(liveWithoutSignIn(of({}).staff, withKey('rk_test_1'))).toBeUndefined();
  const { staff } = of({ TELLERLINE_OIDC_ISSUER: issuer });
  expect(liveWithoutSignIn(staff, withKey('rk_live_canary'))).toBeUndefined();
});

test('npm start ends in one line there, before anything runs', async () => {
  const settings = of({});
  const acme = { ...withKey('sk_live_canary')[1], apiKeyHashes: [hashApiKey('k')] };
  mkdirSync(folder, { recursive: true });
  writeFileSync(settings.tenantsFile, JSON.stringify({ tenants: [acme] }));
  const { ended, output } = runProgram(
    { file: 'src/cli/start.ts' },
    { env: { TELLERLINE_DATA: folder, TELLERLINE_OIDC_ISSUER: '' } },
  );
  expect((await ended).code).toBe(1);
  expect(output()).toMatch(/\nTenant acme has a live key, [^\n]+ Set TELLERLINE_OIDC_ISSUER [^\n]+\n$/);
}, 60_000);

test('an API ends at its start, in one line, where they would', async () => {
  await prepareData(of({}));
  const { ended, output } = runProgram(
    { file: 'src/cli/api.ts' },
    {
      env: {
        ...{ TELLERLINE_DATA: folder, TELLERLINE_API_PORT: '0', TELLERLINE_CODEC_PORT: '0' },
        TELLERLINE_OIDC_ISSUER: 'http://login.acme.example',
      },
    },
  );
  expect((await ended).code).toBe(1);
  expect(output()).toMatch(/^Staff would sign in without TLS at http:\/\/login\.acme\.example\. [^\n]+\n$/);
}, 60_000);

test('npm start runs an identity provider of its own where no other is set, and tells the API of it', async () => {
  const wanted = of({ TELLERLINE_API_PORT: '18980', TELLERLINE_IDENTITY_PROVIDER_PORT: '18925' });
  const settings = await withFreePorts(wanted, () => undefined);
  const { api, identityProvider } = childPlans(settings, '/bin/temporal');
  const told = {
    TELLERLINE_OIDC_ISSUER: `http://127.0.0.1:${settings.staff.identityProviderPort}`,
    TELLERLINE_PUBLIC_URL: `http://127.0.0.1:${settings.api.port}`,
  };
  for (const child of [api, identityProvider]) expect(child?.env).toMatchObject(told);
  expect(identityProvider?.env).not.toHaveProperty('TELLERLINE_MASTER_KEY');
});

test('its identity provider has no complaint of the Node that it runs on', async () => {
  const port = await freePort();
  const { output } = runProgram(
    { file: 'src/cli/identity-provider.ts' },
    { env: { TELLERLINE_DATA: folder, TELLERLINE_OIDC_ISSUER: `http://127.0.0.1:${port}` } },
  );
  await until('it listens', () => output().includes('"ready"'), 30);
  expect(output()).not.toContain('Unsupported runtime');
}, 60_000);

test('with another provider it runs none', () => {
  const { api, identityProvider } = childPlans(of({ TELLERLINE_OIDC_ISSUER: issuer }), '/bin/temporal');
  expect(identityProvider).toBeUndefined();
  expect(api.env).not.toHaveProperty('TELLERLINE_OIDC_ISSUER', 'http://127.0.0.1:8425');
});

test('what is passed on empty counts as not set', () => {
  const { staff } = of({
    TELLERLINE_OIDC_ISSUER: '',
    TELLERLINE_OIDC_CLIENT_SECRET: '',
    TELLERLINE_PUBLIC_URL: '',
  });
  expect(staff.oidc).toBeUndefined();
  expect(staff.publicUrl).toBe('http://127.0.0.1:8080');
});
