import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { isSealed, seal, unseal } from '../../src/platform/secrets.ts';
import { openSecrets, sealSecrets, secretsInClear } from '../../src/platform/tenant-secrets.ts';
import { hashApiKey, tenantsFrom } from '../../src/platform/tenants.ts';

const key = randomBytes(32);
const owner = { tenant: 'acme', field: 'stripe.secretKey' };

describe('a secret', () => {
  test.each(['rk_test_51Abc', 'pass wörd \n with “all” of it', ''])('comes back as it was: %j', (secret) => {
    expect(unseal(seal(secret, owner, key), owner, key)).toBe(secret);
  });

  test('is text that is safe in JSON and in a URL, says its version, and is never twice the same', () => {
    const [one, other] = [seal('rk_test_51Abc', owner, key), seal('rk_test_51Abc', owner, key)];
    expect(one).toMatch(/^enc:v1:[A-Za-z0-9_-]+$/);
    expect(one).not.toBe(other);
    expect(isSealed(one)).toBe(true);
  });

  test.each([
    ['another tenant', { ...owner, tenant: 'other' }],
    ['another field', { ...owner, field: 'webhookSecrets' }],
    ['a tenant and field that read alike', { tenant: 'acme\nstripe', field: 'secretKey' }],
  ])('does not open for %s', (_, elsewhere) => {
    expect(unseal(seal('rk_test_51Abc', owner, key), elsewhere, key)).toBeUndefined();
  });

  test('does not open by another key, nor once any of its bytes is another', () => {
    const sealed = seal('rk_test_51Abc', owner, key);
    expect(unseal(sealed, owner, randomBytes(32))).toBeUndefined();
    const data = Buffer.from(sealed.slice('enc:v1:'.length), 'base64url');
    for (const at of data.keys()) {
      const changed = Buffer.from(data);
      changed.writeUInt8((changed[at] ?? 0) ^ 1, at);
      expect(unseal(`enc:v1:${changed.toString('base64url')}`, owner, key)).toBeUndefined();
    }
  });

  test.each(['', 'enc:v1:', 'enc:v1:AAAA', 'enc:v2:AAAA', 'rk_test_51Abc'])('is none: %j', (text) => {
    expect(unseal(text, owner, key)).toBeUndefined();
  });
});

describe('a tenants file', () => {
  const canary = (name: string) => `canary${name}`;
  const whsec = `whsec_${randomBytes(24).toString('base64')}`;
  const acme = {
    id: 'acme',
    apiKeyHashes: [hashApiKey('key')],
    stripe: { secretKey: `rk_test_${canary('key')}` },
    webhookSecrets: [`whsec_${canary('one')}`, `whsec_${canary('two')}`],
    webhookEndpoints: [{ id: 'we_1', secret: `whsec_${canary('made')}` }],
    channels: {
      email: {
        from: 'Acme <hello@acme.example>',
        smtp: { host: 'mail.acme.example', user: 'acme', password: canary('password') },
      },
      sms: { accountSid: `AC${'0'.repeat(32)}`, authToken: canary('token'), from: '+14155550100' },
    },
    notifications: { url: 'https://acme.example/hooks', secret: whsec },
  };
  const file = { tenants: [acme, { id: 'other', apiKeyHashes: [hashApiKey('other')] }] };

  test('holds no secret in clear once it is encrypted, and says the same', () => {
    const sealed = JSON.stringify(sealSecrets(file, key));
    expect(sealed).not.toContain('canary');
    expect(sealed).not.toContain(whsec.slice(6));
    expect(tenantsFrom(sealed, key).all()).toEqual(tenantsFrom(JSON.stringify(file)).all());
  });

  test('tells which secrets are in clear, and is encrypted once only', () => {
    expect(secretsInClear(file).map(({ tenant, field }) => `${tenant} ${field}`)).toEqual([
      'acme stripe.secretKey',
      'acme webhookSecrets',
      'acme webhookSecrets',
      'acme webhookEndpoints.secret',
      'acme channels.email.smtp.password',
      'acme channels.sms.authToken',
      'acme notifications.secret',
    ]);
    const sealed = sealSecrets(file, key);
    expect(secretsInClear(sealed)).toEqual([]);
    expect(sealSecrets(sealed, key)).toEqual(sealed);
  });

  test('may be encrypted in part, and is read without any key while all is in clear', () => {
    const { stripe } = (sealSecrets(file, key) as typeof file).tenants[0] as typeof acme;
    const mixed = JSON.stringify({ tenants: [{ ...acme, stripe }] });
    expect(tenantsFrom(mixed, key).byId('acme')?.stripe).toEqual(acme.stripe);
    expect(tenantsFrom(JSON.stringify(file)).byId('acme')?.stripe).toEqual(acme.stripe);
  });

  test('is refused in one line that holds no secret, without its key, by another, or with secrets moved', () => {
    const sealed = sealSecrets(file, key) as typeof file;
    const [first, second] = sealed.tenants;
    const moved = { tenants: [first, { ...second, stripe: first && 'stripe' in first && first.stripe }] };
    const lines = [
      () => openSecrets(sealed, undefined),
      () => openSecrets(sealed, randomBytes(32)),
      () => openSecrets(moved, key),
    ].map((open) => {
      try {
        open();
        return '';
      } catch (error) {
        return (error as Error).message;
      }
    });
    expect(lines).toEqual([
      'The secrets in the tenants file need their master key. Set TELLERLINE_MASTER_KEY_FILE, or TELLERLINE_MASTER_KEY, to the one in use.',
      'The master key does not fit the secrets in the tenants file. Set TELLERLINE_MASTER_KEY_FILE, or TELLERLINE_MASTER_KEY, to the one in use.',
      'Secrets in the tenants file were changed, or moved to another place: stripe.secretKey of other. Put them back, or enter them anew.',
    ]);
  });

  test.each([undefined, null, [], {}, { tenants: {} }, { tenants: [null] }, { tenants: [{ id: 1 }] }])(
    'that is none is left to the check: %j',
    (none) => {
      expect(openSecrets(none, undefined)).toEqual(none);
    },
  );
});
