import { expect, test } from '@jest/globals';
import { checkKey } from '../../src/stripe/key-check.ts';
import { ask, connect, freshKey, useSandbox } from '../sandbox/sandbox.ts';

const sandbox = useSandbox();
const restricted = () => freshKey().replace('sk_', 'rk_');

const forbid = (key: string, path: string) =>
  ask(sandbox.port, key, [
    'POST',
    '/faults',
    { kind: 'status', status: 403, method: 'GET', path, times: 'always' },
  ]);

test('a secret key may do all, which one read shows', async () => {
  const key = freshKey();
  // Not looked at: no secret key lacks anything.
  await forbid(key, '/v1/disputes');
  expect(await checkKey(connect(sandbox.port, key), key)).toEqual({ kind: 'good', misses: [] });
});

test('a restricted key that may read all is good', async () => {
  const key = restricted();
  expect(await checkKey(connect(sandbox.port, key), key)).toEqual({ kind: 'good', misses: [] });
});

test.each([
  ['/v1/customers', 'Customers'],
  ['/v1/payment_intents', 'PaymentIntents'],
  ['/v1/charges', 'Charges and Refunds'],
  ['/v1/refunds', 'Charges and Refunds'],
  ['/v1/disputes', 'Disputes'],
])('a restricted key that may not read %s lacks %s', async (path, name) => {
  const key = restricted();
  await forbid(key, path);
  expect(await checkKey(connect(sandbox.port, key), key)).toEqual({ kind: 'lacks', lacks: [name] });
});

test('what can be done without is missed only', async () => {
  const key = restricted();
  await forbid(key, '/v1/webhook_endpoints');
  expect(await checkKey(connect(sandbox.port, key), key)).toEqual({
    kind: 'good',
    misses: ['Webhook Endpoints (for npm run tenants -- connect)'],
  });
});

test('a key that is unknown is refused, and no answer is no verdict', async () => {
  const live = 'sk_live_nobody';
  expect(await checkKey(connect(sandbox.port, live), live)).toEqual({ kind: 'refused' });
  const key = restricted();
  await ask(sandbox.port, key, [
    'POST',
    '/faults',
    { kind: 'status', status: 500, path: '/v1/refunds', times: 'always' },
  ]);
  expect(await checkKey(connect(sandbox.port, key), key)).toEqual({ kind: 'unanswered' });
});
