import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  changesAt,
  due,
  emptyBook,
  type GuardBook,
  lifted,
  OPEN_MILLISECONDS,
  type TryRequest,
  type TryResult,
  withReport,
  withRequest,
} from '../../src/domain/guard.ts';

const policy = { failures: 3, periodSeconds: 86_400, lockSeconds: 3_600 };
const NOW = 1_800_000_000_000;
const HOUR = 3_600_000;

function request(name: string): TryRequest {
  return {
    reservation: name,
    replyTo: `intent/demo/${name}`,
    reference: 'R7K-2MX',
    guards: ['a', 'b'],
    policy,
  };
}

/** The book after these have asked, and what it answers. */
function asked(book: GuardBook, names: readonly string[], now = NOW) {
  const all = names.reduce((sum, name) => withRequest(sum, request(name)), book);
  const { book: after, granted, locked } = due(all, policy, now);
  const named = (requests: readonly TryRequest[]) => requests.map(({ reservation }) => reservation);
  return { book: after, granted: named(granted), locked: named(locked) };
}

function reported(book: GuardBook, name: string, result: TryResult, now = NOW): GuardBook {
  return withReport(book, { ...request(name), result }, now);
}

function wrong(names: readonly string[], now = NOW): GuardBook {
  return names.reduce((book, name) => reported(asked(book, [name], now).book, name, 'wrong', now), emptyBook);
}

describe('a guard', () => {
  test('grants as many at once as may still be wrong, in their order, and has the rest wait', () => {
    const { book, granted } = asked(wrong(['x']), ['1', '2', '3', '4']);
    expect(granted).toEqual(['1', '2']);
    expect(book.waiting.map(({ reservation }) => reservation)).toEqual(['3', '4']);
  });

  test.each(['right', 'unanswered'] as const)('gives the place of a %s try to the next', (result) => {
    const { book } = asked(emptyBook, ['1', '2', '3', '4', '5']);
    expect(asked(reported(book, '2', result), []).granted).toEqual(['4']);
  });

  test('locks out all who wait when failures reach the limit, and all who come until the time is over', () => {
    const { book } = asked(emptyBook, ['1', '2', '3', '4']);
    const full = ['1', '2', '3'].reduce((sum, name) => reported(sum, name, 'wrong'), book);
    const now = asked(full, []);
    expect(now).toMatchObject({ granted: [], locked: ['4'] });
    expect(now.book.lock).toMatchObject({ reservation: '3', until: NOW + HOUR });
    expect(asked(now.book, ['5'], NOW + HOUR - 1).locked).toEqual(['5']);
    const later = asked(now.book, ['6'], NOW + HOUR);
    expect(later).toMatchObject({ granted: ['6'], locked: [] });
    expect(later.book.failures).toEqual([]);
  });

  test('begins anew where a person lifts the lock-out', () => {
    const { book } = asked(wrong(['1', '2', '3']), []);
    expect(asked(book, ['4']).locked).toEqual(['4']);
    expect(asked(lifted(book), ['4', '5', '6', '7']).granted).toEqual(['4', '5', '6']);
  });

  test('answers a repeated request again, and counts it once', () => {
    const { book } = asked(emptyBook, ['1', '2', '1']);
    expect(book.open).toHaveLength(2);
    const again = asked(book, ['1']);
    expect(again.granted).toEqual(['1']);
    expect(again.book.open).toHaveLength(2);
  });

  test('counts one failure for a wrong guess that is reported twice, or that it knew nothing of', () => {
    const twice = reported(wrong(['1']), '1', 'wrong');
    expect(twice.failures).toHaveLength(1);
    expect(reported(twice, 'unknown', 'wrong').failures).toHaveLength(2);
  });

  test('counts a reservation that is open for five minutes as a failure, whatever is reported later', () => {
    const { book } = asked(emptyBook, ['1']);
    expect(changesAt(book, policy)).toBe(NOW + OPEN_MILLISECONDS);
    const { book: overdue } = asked(book, [], NOW + OPEN_MILLISECONDS);
    expect(overdue).toMatchObject({ open: [], failures: [{ reservation: '1' }] });
    expect(reported(overdue, '1', 'right', NOW + OPEN_MILLISECONDS).failures).toHaveLength(1);
    expect(asked(overdue, ['1'], NOW + OPEN_MILLISECONDS).granted).toEqual([]);
  });

  test('grants nothing to a request that was given back before it arrived', () => {
    const early = reported(emptyBook, '1', 'unanswered');
    const { book, granted } = asked(early, ['1']);
    expect(granted).toEqual([]);
    expect(book).toEqual(emptyBook);
  });

  test('forgets a failure after the period, and has nothing to run for where nothing counts', () => {
    const book = wrong(['1', '2']);
    const { book: after } = asked(book, [], NOW + policy.periodSeconds * 1_000);
    expect(after).toEqual(emptyBook);
    expect(changesAt(after, policy)).toBeUndefined();
    const { book: early } = asked(reported(emptyBook, '1', 'unanswered'), [], NOW + 60_000);
    expect(changesAt(early, policy)).toBeUndefined();
  });
});

type Step = { name: number; does: 'ask' | TryResult; wait: number };

const step: fc.Arbitrary<Step> = fc.record({
  name: fc.integer({ min: 0, max: 11 }),
  does: fc.constantFrom('ask', 'right', 'wrong', 'unanswered'),
  wait: fc.constantFrom(0, 0, 0, 1_000, 70_000, OPEN_MILLISECONDS, HOUR),
});

test('whatever happens, failures and open reservations together never pass the limit by a grant, and nobody is lost', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let book = emptyBook;
      let now = NOW;
      const waiting = new Set<string>();
      for (const { name, does, wait } of steps) {
        now += wait;
        const one = request(String(name));
        const isOpen = book.open.some(({ reservation }) => reservation === one.reservation);
        // Only what was granted is judged: a wrong guess of any other would be a fault of the intent.
        if (does === 'ask') {
          const before = book;
          book = withRequest(book, one);
          if (book !== before && book.returned === before.returned) waiting.add(one.reservation);
        } else if (does === 'unanswered' || isOpen) {
          book = withReport(book, { ...one, result: does }, now);
          if (does === 'unanswered') waiting.delete(one.reservation);
        }
        const answer = due(book, policy, now);
        if (answer.granted.length > 0)
          expect(answer.book.failures.length + answer.book.open.length).toBeLessThanOrEqual(policy.failures);
        for (const { reservation } of [...answer.granted, ...answer.locked]) waiting.delete(reservation);
        book = answer.book;
        expect(book.waiting.map(({ reservation }) => reservation).sort()).toEqual([...waiting].sort());
        expect(book.lock !== undefined || book.failures.length < policy.failures).toBe(true);
      }
    }),
    { numRuns: 2_000 },
  );
});
