import { describe, expect, test } from '@jest/globals';
import { extended, held, waiting } from '../../src/console/queue/held-order.ts';
import type { TaskRow } from '../../src/contracts/task.ts';

const row = (id: string, changes = 1) => ({ id, changes }) as TaskRow;
const rows = (ids: string) => [...ids].map((id) => row(id));
const ids = (some: readonly TaskRow[]) => some.map(({ id }) => id).join('');

describe('the order on the screen', () => {
  test('stays while the queue changes, and each row is as it is now', () => {
    const shown = held(rows('abc'), [row('c'), row('x'), row('a', 7)], false);
    expect(shown.map(({ row: { id, changes }, gone }) => [id, changes, gone])).toEqual([
      ['a', 7, false],
      ['b', 1, true],
      ['c', 1, false],
    ]);
  });

  test('calls a row gone only where it cannot have moved to the next page', () => {
    const gone = (live: string, hasMore: boolean) =>
      ids(
        held(rows('abcd'), rows(live), hasMore).flatMap(({ row: one, gone: isGone }) => (isGone ? one : [])),
      );
    expect(gone('xabc', true)).toBe('');
    expect(gone('xyac', true)).toBe('b');
    expect(gone('wxyz', true)).toBe('');
    expect(gone('abc', false)).toBe('d');
  });

  test('tells how many are new', () => {
    expect(waiting(rows('abc'), rows('xaybc'))).toBe(2);
    expect(waiting(rows('abc'), rows('cb'))).toBe(0);
  });

  test('takes a further page on at its end, and leaves what is new above waiting', () => {
    const order = extended(rows('abc'), rows('xabcde'));
    expect(ids(order)).toBe('abcde');
    expect(waiting(order, rows('xabcde'))).toBe(1);
  });
});
