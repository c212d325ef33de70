import { describe, expect, test } from '@jest/globals';
import type { Client } from '@temporalio/client';
import { createWorld } from '../../src/cli/world.ts';
import type { Keys } from '../../src/platform/keys.ts';
import { hashApiKey, tenantsFrom } from '../../src/platform/tenants.ts';

const sms = { accountSid: `AC${'0'.repeat(32)}`, authToken: 'token', from: '+14155550100' };
const settings = {
  sandbox: {},
  testing: { stripe: { secretKey: 'sk_test_1' } },
  live: { stripe: { secretKey: 'rk_live_1' } },
  reached: { stripe: { secretKey: 'sk_live_1' }, channels: { sms } },
};
const tenants = Object.entries(settings).map(([id, more]) => ({
  id,
  apiKeyHashes: [hashApiKey(id)],
  ...more,
}));
const world = createWorld({
  tenants: tenantsFrom(JSON.stringify({ tenants })),
  keys: {} as Keys,
  temporal: {} as Client,
  taskQueue: 'none',
  sandboxUrl: 'http://127.0.0.1:1',
  outboxFile: '/nowhere/outbox.jsonl',
});

describe('customers are reached', () => {
  test.each([
    ['sandbox', ['sms', 'email']],
    ['testing', ['sms', 'email']],
    ['live', []],
    ['reached', ['sms']],
  ])('of %s by %j', (tenant, channels) => {
    expect(world.messenger(tenant).channels).toEqual(channels);
  });

  test('of a live tenant without channels never by a file: it takes no message', async () => {
    const message = { id: 'm', channel: 'email' as const, to: 'ann@example.com', subject: '', text: '' };
    await expect(world.messenger('live').send(message)).rejects.toThrow('not set up this channel');
  });
});
