import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  filtersOf,
  isFiltered,
  type Place,
  readPlace,
  views,
  writePlace,
} from '../../src/console/queue/place.ts';
import { tasksRequest } from '../../src/contracts/task.ts';
import { taskKinds, taskQueues } from '../../src/domain/task.ts';

const places: fc.Arbitrary<Place> = fc.record({
  view: fc.constantFrom(...views),
  kind: fc.option(fc.constantFrom(...taskKinds), { nil: undefined }),
  queue: fc.option(fc.constantFrom(...taskQueues), { nil: undefined }),
  q: fc.option(fc.string({ minLength: 1, maxLength: 100 }), { nil: undefined }),
  sort: fc.constantFrom('due', 'opened', 'amount'),
});

test('a place survives its address, and what the API is asked for it is what it takes', () => {
  fc.assert(
    fc.property(places, (place) => {
      expect(readPlace(writePlace(place))).toEqual(place);
      expect(tasksRequest.safeParse(filtersOf(place)).success).toBe(true);
    }),
  );
});

test('what an address says wrong counts as not said', () => {
  const place = readPlace('?view=hers&kind=<img>&queue=&sort=sideways&q=R-1');
  expect(place).toEqual({ view: 'all', kind: undefined, queue: undefined, q: 'R-1', sort: 'due' });
  expect(writePlace(readPlace(''))).toBe('');
});

test('a view and an order hide nothing, a kind, a queue and a search do', () => {
  expect(isFiltered(readPlace('?view=mine&sort=amount'))).toBe(false);
  for (const search of ['?kind=approve_refund', '?queue=escalation', '?q=R'])
    expect(isFiltered(readPlace(search))).toBe(true);
});
