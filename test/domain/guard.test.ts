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

const policy = { failures: 3, periodSeconds: 86_400, lockSeconds: 3_600, codesPerHour: 3 };
const NOW = 1_800_000_000_000;
const HOUR = 3_600_000;

function request(name: string, kind?: TryRequest['kind']): TryRequest {
  return {
    ...(kind && { kind }),
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

/** The book after these codes were to be sent, and what it answers. */
function codesAsked(book: GuardBook, names: readonly string[], now = NOW) {
  const all = names.reduce((sum, name) => withRequest(sum, request(name, 'sending')), book);
  const { book: after, granted, spent } = due(all, policy, now);
  const named = (requests: readonly TryRequest[]) => requests.map(({ reservation }) => reservation);
  return { book: after, granted: named(granted), spent: named(spent) };
}

/** The book after so many wrong codes. */
function wrongCodes(names: readonly string[], now = NOW): GuardBook {
  return names.reduce(
    (book, name) => withReport(book, { ...request(name, 'code'), result: 'wrong' }, now),
    emptyBook,
  );
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

describe('of one-time codes a guard', () => {
  test('lets out as many as may be sent within an hour, and has none wait', () => {
    const { book, granted, spent } = codesAsked(emptyBook, ['1', '2', '3', '4']);
    expect({ granted, spent }).toEqual({ granted: ['1', '2', '3'], spent: ['4'] });
    expect(book.waiting).toEqual([]);
    expect(changesAt(book, policy)).toBe(NOW + HOUR);
    expect(codesAsked(book, ['5'], NOW + HOUR - 1).spent).toEqual(['5']);
    expect(codesAsked(book, ['5'], NOW + HOUR).granted).toEqual(['5']);
  });

  test('answers a repeat again, and counts it once', () => {
    const { book } = codesAsked(emptyBook, ['1', '1']);
    const again = codesAsked(book, ['1', '2', '3', '4']);
    expect(again).toMatchObject({ granted: ['1', '2', '3'], spent: ['4'] });
  });

  test('takes back one that was not sent', () => {
    const { book } = codesAsked(emptyBook, ['1', '2', '3']);
    const back = withReport(book, { ...request('2', 'sending'), result: 'unanswered' }, NOW);
    expect(codesAsked(back, ['4', '5'])).toMatchObject({ granted: ['4'], spent: ['5'] });
  });

  test('counts sending for no guess, and lets none out while it locks out', () => {
    const { book } = codesAsked(emptyBook, ['1', '2', '3']);
    expect(asked(book, ['4', '5', '6']).granted).toEqual(['4', '5', '6']);
    const locked = due(withRequest(wrong(['1', '2', '3']), request('4', 'sending')), policy, NOW);
    expect(locked).toMatchObject({ granted: [], spent: [], locked: [{ reservation: '4' }] });
  });

  test('counts wrong ones for the whole period, however short a lock-out is', () => {
    const { book } = asked(wrongCodes(['1', '2', '3']), []);
    const day = policy.periodSeconds * 1_000;
    expect(book.lock).toMatchObject({ until: NOW + day });
    expect(asked(book, ['4'], NOW + day - 1).locked).toEqual(['4']);
    expect(asked(book, ['4', '5', '6', '7'], NOW + day).granted).toEqual(['4', '5', '6']);
  });

  test('counts wrong ones on after a lock-out that other guesses brought about as well', () => {
    const mixed = reported(wrongCodes(['1', '2']), '3', 'wrong');
    const { book } = asked(mixed, []);
    expect(book.lock).toMatchObject({ until: NOW + HOUR });
    expect(asked(book, ['4', '5'], NOW + HOUR).granted).toEqual(['4']);
  });

  test('begins anew with guesses, but not with codes, where a person lifts the lock-out', () => {
    const { book: sent } = codesAsked(wrongCodes(['1', '2', '3']), []);
    const { book } = codesAsked(lifted(sent), ['4', '5', '6']);
    expect(codesAsked(lifted(book), ['7']).spent).toEqual(['7']);
    expect(asked(lifted(book), ['8']).granted).toEqual(['8']);
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

type CodeStep = { does: 'send' | 'guess'; wait: number };

const codeStep: fc.Arbitrary<CodeStep> = fc.record({
  does: fc.constantFrom('send', 'guess'),
  wait: fc.constantFrom(0, 0, 1_000, 70_000, HOUR / 2, HOUR, 5 * HOUR),
});

test('whoever guesses codes as fast as they are let has never more than the limit within a period, nor too many sent within an hour', () => {
  fc.assert(
    fc.property(fc.array(codeStep, { maxLength: 80 }), (steps) => {
      let book = emptyBook;
      let now = NOW;
      const sent: number[] = [];
      const judged: number[] = [];
      for (const [name, { does, wait }] of steps.entries()) {
        now += wait;
        const one = request(String(name), does === 'send' ? 'sending' : 'code');
        const answer = due(withRequest(book, one), policy, now);
        const isGranted = answer.granted.some(({ reservation }) => reservation === one.reservation);
        book = answer.book;
        if (isGranted && does === 'send') sent.push(now);
        // What waits is given up at once: an attacker opens another call.
        if (does === 'guess')
          book = withReport(book, { ...one, result: isGranted ? 'wrong' : 'unanswered' }, now);
        if (isGranted && does === 'guess') judged.push(now);
        const within = (all: readonly number[], span: number) => all.filter((at) => at > now - span).length;
        expect(within(sent, HOUR)).toBeLessThanOrEqual(policy.codesPerHour);
        expect(within(judged, policy.periodSeconds * 1_000)).toBeLessThanOrEqual(policy.failures);
      }
    }),
    { numRuns: 2_000 },
  );
});
