import { expect, test } from '@jest/globals';
import { deliveryOf, pauseAfter } from '../../src/domain/receiver.ts';

test('only a 2xx is a delivery; a redirect is followed by nobody', () => {
  for (const status of [200, 202, 204, 299]) expect(deliveryOf(status)).toEqual({ kind: 'delivered' });
  for (const status of [301, 302, 307, 308]) expect(deliveryOf(status)).toMatchObject({ why: 'redirected' });
  for (const status of [0, 100, 400, 404, 429, 500, 503, 999])
    expect(deliveryOf(status)).toMatchObject({ why: `status_${status}` });
  expect(deliveryOf(410)).toMatchObject({ why: 'gone' });
});

test('pauses grow from seconds to hours, and three days are some thirty tries', () => {
  let tried = 0;
  const pauses: number[] = [];
  while (tried < 72 * 3_600) {
    pauses.push(pauseAfter(tried, 0.5));
    tried += pauses.at(-1) ?? 0;
  }
  expect(pauses.slice(0, 4)).toEqual([5, 5, 10, 20]);
  expect(pauses).toEqual([...pauses].sort((one, other) => one - other));
  expect(Math.max(...pauses)).toBe(4 * 3_600);
  expect(pauses.length).toBeGreaterThan(20);
  expect(pauses.length).toBeLessThan(40);
});

test('what failed together is not tried again together', () => {
  expect(pauseAfter(100, 0)).toBeCloseTo(80);
  expect(pauseAfter(100, 1)).toBeCloseTo(120);
});
