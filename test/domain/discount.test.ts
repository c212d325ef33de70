import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  APPROVED,
  type DiscountRecord,
  type DiscountState,
  judgeDiscount,
  possiblyMadeCode,
  termsOf,
  withCodes,
} from '../../src/domain/discount.ts';
import { type DiscountOffer, defaultPolicy } from '../../src/domain/policy.ts';
import { DAY_SECONDS } from '../../src/domain/time.ts';

const policy = defaultPolicy.discount;
const [tenPercent, fiveDollars] = policy.offers as [DiscountOffer, DiscountOffer];
const now = 1_700_000_000;

function code(of: Partial<DiscountRecord> = {}): DiscountRecord {
  return {
    promotion: 'promo_1',
    code: 'K7MQ2RXA',
    terms: termsOf(tenPercent),
    expires: now + 10 * DAY_SECONDS,
    created: now - 5 * DAY_SECONDS,
    state: 'usable',
    ...of,
  };
}

const judged = (codes: readonly DiscountRecord[], terms = termsOf(tenPercent)) =>
  judgeDiscount({ decision: { terms }, codes, policy, now });

describe('a code', () => {
  test('is made where the customer has none', () => {
    expect(judged([])).toEqual({ kind: 'allow' });
    expect(judged([code({ terms: termsOf(fiveDollars) })])).toEqual({ kind: 'allow' });
  });

  test('is told again while it was not used, however many are given', () => {
    const made = code();
    expect(judged([made])).toEqual({ kind: 'already', made });
    const maybe = code({ promotion: 'unknown-1', state: 'unknown' });
    expect(judged([maybe])).toEqual({ kind: 'already', made: maybe });
    expect(judged([maybe, made])).toEqual({ kind: 'already', made });
  });

  test('that was used, or is over, counts for the period', () => {
    for (const state of ['used', 'over'] as const)
      expect(judged([code({ state })])).toEqual({ kind: 'ask_support', reason: 'code_count' });
    expect(judged([code({ expires: now })])).toEqual({ kind: 'ask_support', reason: 'code_count' });
    expect(judged([code({ state: 'used', created: now - 30 * DAY_SECONDS })])).toEqual({ kind: 'allow' });
  });

  test('that a person granted is made, whatever there is', () => {
    const terms = { offer: APPROVED, duration: 'once', amount: { value: 1_500, currency: 'usd' } } as const;
    expect(judged([code(), code({ terms })], terms)).toEqual({ kind: 'allow' });
  });

  test('of an offer that is no more is for a person', () => {
    expect(judged([], { ...termsOf(tenPercent), offer: 'gone' })).toEqual({
      kind: 'ask_support',
      reason: 'not_covered',
    });
  });

  test('is never made beside one that may be used, nor beyond the count', () => {
    const states = fc.constantFrom<DiscountState>('usable', 'used', 'over', 'unknown');
    const any = fc
      .record({
        state: states,
        days: fc.integer({ min: 0, max: 90 }),
        left: fc.integer({ min: -5, max: 60 }),
      })
      .map(({ state, days, left }) =>
        code({ state, created: now - days * DAY_SECONDS, expires: now + left * DAY_SECONDS }),
      );
    fc.assert(
      fc.property(fc.array(any, { maxLength: 5 }), (codes) => {
        if (judged(codes).kind !== 'allow') return;
        for (const { state, created, expires } of codes) {
          expect(now - created).toBeGreaterThanOrEqual(30 * DAY_SECONDS);
          expect((state === 'usable' || state === 'unknown') && expires > now).toBe(false);
        }
      }),
    );
  });

  test('that may have been made counts, until it is known', () => {
    const decision = {
      id: 'an-intent-1',
      customer: 'cus_1',
      terms: termsOf(tenPercent),
      expires: now + DAY_SECONDS,
      call: 'a-call',
      reference: 'R7K-2MX',
      decidedAt: now,
    };
    const maybe = possiblyMadeCode(decision);
    expect(judged(withCodes([], [maybe]))).toMatchObject({ kind: 'already', made: { state: 'unknown' } });
    const known = code({ decision: decision.id });
    expect(withCodes([known], [maybe])).toEqual([known]);
    expect(withCodes([code({ promotion: 'promo_2' })], [known])).toHaveLength(2);
    expect(withCodes([known], [known])).toHaveLength(1);
  });
});
