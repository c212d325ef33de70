import { expect, test } from '@jest/globals';
import { sentAs } from '../../src/console/api/sent.ts';

test('what is sent again has the same key, and another amount has a new one', () => {
  const asked = { verdict: 'approve', amount: { value: 900_00, currency: 'usd' }, reason: 'Fair' };
  const first = sentAs(asked);
  expect(first.key).toMatch(/^[0-9a-f]{32}$/);
  expect(sentAs({ ...asked }, first).key).toBe(first.key);
  const other = sentAs({ ...asked, amount: { value: 800_00, currency: 'usd' } }, first);
  expect(other.key).not.toBe(first.key);
  expect(sentAs(asked, other).key).not.toBe(first.key);
});
