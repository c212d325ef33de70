import { describe, expect, test } from '@jest/globals';
import { useSandbox } from '../sandbox/sandbox.ts';
import { atStripe, inSandbox, testKeyFrom } from './account.ts';
import type { Account } from './check.ts';
import { checks } from './checks/index.ts';

const key = testKeyFrom(process.env['STRIPE_TEST_SECRET_KEY']);
if (key === undefined) console.warn('Stripe itself is not asked: STRIPE_TEST_SECRET_KEY is not set.');

const sandbox = useSandbox();
const stripes: [name: string, account: () => Account][] = [
  ['the sandbox', () => inSandbox(sandbox.account())],
];
if (key !== undefined) stripes.push(['Stripe itself', () => atStripe(key)]);

describe.each(stripes)('at %s', (_stripe, account) => {
  test.each(checks)('$name', ({ holds }) => holds(account()));
});

test('a key that could move real money is refused', () => {
  for (const prefix of ['sk', 'rk'])
    expect(() => testKeyFrom(`${prefix}_${'live'}_1`)).toThrow('no test key');
  expect(testKeyFrom('sk_test_1')).toBe('sk_test_1');
  expect(testKeyFrom('')).toBeUndefined();
});
