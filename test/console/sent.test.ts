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

test('what is sent again after an hour without a try counts twice, since it is meant twice', () => {
  const note = { text: 'Called again, nobody there' };
  const noon = Date.parse('2026-11-30T12:00:00Z');
  const first = sentAs(note, undefined, noon);
  const tried = sentAs(note, first, noon + 50 * 60_000);
  expect(sentAs(note, tried, noon + 109 * 60_000).key).toBe(first.key);
  expect(sentAs(note, tried, noon + 110 * 60_000).key).not.toBe(first.key);
});
