import { expect, test } from '@jest/globals';
import { stripeClients } from '../../src/stripe/client.ts';
import { freshKey, refusal, useSandbox } from '../sandbox/sandbox.ts';

const sandbox = useSandbox();

test.each(['', '/'])('a tenant’s Stripe is reached where its address says%s', async (path) => {
  const apiBase = `http://127.0.0.1:${sandbox.port}${path}`;
  const { reads, writes } = stripeClients({ secretKey: freshKey(), apiBase });
  const { id, lastResponse } = await writes.customers.create();
  expect((await reads.customers.retrieve(id)).id).toBe(id);
  expect(lastResponse.apiVersion).toBe('2026-10-28.endive');
});

test('without an address it is Stripe itself, over TLS', () => {
  const { reads } = stripeClients({ secretKey: freshKey() });
  expect(reads.getApiField('host')).toBe('api.stripe.com');
  expect(reads.getApiField('protocol')).toBe('https');
});

test('reads are given up while a caller still waits, writes later', () => {
  const { reads, writes } = stripeClients({ secretKey: freshKey() });
  expect(reads.getApiField('timeout')).toBe(2_500);
  expect(writes.getApiField('timeout')).toBe(6_000);
});

test.each([
  ['hang', 'before'],
  ['drip', 'after'],
])('what %ss is given up in that time too', async (kind, when) => {
  const { key, control } = sandbox.account();
  const { reads } = stripeClients({ secretKey: key, apiBase: `http://127.0.0.1:${sandbox.port}` });
  await control('POST', '/faults', { kind, when });
  const began = Date.now();
  expect(await refusal(reads.customers.list())).toMatchObject({ type: 'StripeConnectionError' });
  expect(Date.now() - began).toBeGreaterThan(2_400);
  expect(Date.now() - began).toBeLessThan(10_000);
  expect((await control<{ data: unknown[] }>('GET', '/journal')).data).toHaveLength(1);
});

test.each([429, 500])(
  'a %i is not repeated by the client, since engine and lane do that under the right key',
  async (status) => {
    const { key, control } = sandbox.account();
    const { writes } = stripeClients({ secretKey: key, apiBase: `http://127.0.0.1:${sandbox.port}` });
    await control('POST', '/faults', { kind: 'status', status, times: 'always' });
    await refusal(writes.customers.create());
    const { data } = await control<{ data: unknown[] }>('GET', '/journal');
    expect(data).toHaveLength(1);
  },
);
