import { describe, expect, test } from '@jest/globals';
import type { DiscountRecord } from '../../src/domain/discount.ts';
import { becameOf, handoffReason, type LastSaid } from '../../src/domain/follow-up.ts';
import { heardReference } from '../../src/domain/ids.ts';
import type { RefundState } from '../../src/domain/payment.ts';
import { DAY_SECONDS } from '../../src/domain/time.ts';
import { NOW, payment, refund } from './records.ts';

const reference = 'R7K-2MX';
const done: LastSaid = { status: 'done', outcome: 'completed', owed: false, refund: 're_1' };

const told = (last: LastSaid | undefined, of = payment(), isQuestion = false) =>
  becameOf({ reference, isQuestion, payment: of, ...(last && { last }) }, 'UTC', NOW);

describe('what became of a refund', () => {
  test.each<[RefundState, string | undefined]>([
    ['issued', undefined],
    ['pending', undefined],
    ['action_needed', undefined],
    ['failed', 'refund_failed'],
    ['canceled', 'refund_failed'],
  ])('is told as Stripe shows it now: %s', (state, handoff) => {
    const became = told(done, payment({ refunds: [refund({ state })] }));
    expect(became).toMatchObject({ kind: 'refund', refund: { refund: { state }, day: '2026-11-22' } });
    expect(handoffReason(became)).toBe(handoff);
  });

  test('has a day by which the bank should show it only where it was issued', () => {
    expect(told(done, payment({ refunds: [refund()] }))).toMatchObject({
      refund: { arrivesBy: '2026-12-04', overdue: false },
    });
    expect(told(done, payment({ refunds: [refund({ state: 'pending' })] }))).not.toHaveProperty(
      'refund.arrivesBy',
    );
    const old = refund({ created: NOW - 30 * DAY_SECONDS });
    expect(told(done, payment({ refunds: [old] }))).toMatchObject({ refund: { overdue: true } });
  });

  test('is what Stripe has under its reference, whatever was said last', () => {
    const own = refund({ refund: 're_2', reference });
    const of = payment({ refunds: [refund(), refund({ refund: 're_3', reference, state: 'failed' }), own] });
    const said: (LastSaid | undefined)[] = [
      undefined,
      { status: 'with_support', owed: false, reason: 'being_confirmed' },
      { status: 'done', outcome: 'failed', owed: false },
      { status: 'asking', owed: true },
    ];
    for (const last of said)
      expect(told(last, of)).toMatchObject({ kind: 'refund', refund: { refund: own } });
  });
});

describe('what became of a code', () => {
  const code = (of: Partial<DiscountRecord> = {}): DiscountRecord => ({
    promotion: 'promo_1',
    code: 'K7MQ2RXA',
    terms: { offer: 'ten-percent', percent: 10, duration: 'once' },
    expires: NOW + DAY_SECONDS,
    created: NOW,
    state: 'usable',
    ...of,
  });
  const said: LastSaid = { status: 'done', outcome: 'completed', owed: false, hadCode: true };
  const became = (of?: DiscountRecord) =>
    becameOf({ reference, isQuestion: false, last: said, ...(of && { code: of }) }, 'UTC', NOW);

  test.each<[Partial<DiscountRecord>, string]>([
    [{}, 'unused'],
    [{ state: 'used' }, 'used'],
    [{ state: 'used', expires: NOW }, 'used'],
    [{ expires: NOW }, 'ran_out'],
    [{ state: 'over', expires: NOW - 1 }, 'ran_out'],
    [{ state: 'over' }, 'withdrawn'],
  ])('is told as Stripe shows it now: %j is %s', (of, standing) => {
    expect(became(code(of))).toMatchObject({ kind: 'code', standing });
  });

  test('that Stripe shows no more is not told as made', () => {
    expect(became()).toEqual({ kind: 'unknown' });
  });
});

test('a change that was done is told, and whether it is so still', () => {
  const of = {
    reference,
    isQuestion: false,
    last: { status: 'done', outcome: 'completed', owed: false },
  } as const;
  expect(becameOf(of, 'UTC', NOW)).toEqual({ kind: 'done' });
  expect(becameOf({ ...of, overtaken: true }, 'UTC', NOW)).toEqual({ kind: 'done', overtaken: true });
  expect(becameOf({ ...of, isQuestion: true }, 'UTC', NOW)).toEqual({ kind: 'answered' });
});

test('a refund that Stripe shows no more is not told as made', () => {
  expect(told(done)).toEqual({ kind: 'unknown' });
});

describe('what became of a request that Stripe shows nothing of', () => {
  test.each<[LastSaid | undefined, object, string | undefined]>([
    [{ status: 'asking', owed: false }, { kind: 'open', waitsFor: 'answer' }, undefined],
    [{ status: 'asking', owed: true }, { kind: 'open', waitsFor: 'us' }, undefined],
    [
      { status: 'with_support', owed: false, reason: 'payment_cap' },
      { kind: 'deciding', reason: 'payment_cap' },
      undefined,
    ],
    [{ status: 'with_support', owed: false, reason: 'another' }, { kind: 'deciding' }, undefined],
    [
      { status: 'with_support', owed: false, reason: 'being_confirmed' },
      { kind: 'being_confirmed' },
      undefined,
    ],
    [
      { status: 'done', outcome: 'declined', owed: false, reason: 'refused_by_support' },
      { kind: 'declined', reason: 'refused_by_support' },
      undefined,
    ],
    [
      { status: 'done', outcome: 'declined', owed: false, reason: 'toString' },
      { kind: 'declined' },
      undefined,
    ],
    [{ status: 'done', outcome: 'abandoned', owed: false }, { kind: 'stopped' }, undefined],
    [{ status: 'done', outcome: 'escalated', owed: false }, { kind: 'taken_over' }, undefined],
    [{ status: 'done', outcome: 'failed', owed: false }, { kind: 'failed' }, 'not_finished'],
    [{ status: 'done', outcome: 'completed', owed: false }, { kind: 'done' }, undefined],
    [undefined, { kind: 'unknown' }, 'interrupted'],
  ])('%j', (last, became, handoff) => {
    expect(told(last)).toEqual(became);
    expect(handoffReason(told(last))).toBe(handoff);
  });

  test('a question about a payment is answered by how it stands now', () => {
    const of = payment({ state: 'failed' });
    expect(told({ status: 'done', outcome: 'completed', owed: false }, of, true)).toEqual({
      kind: 'payment',
      payment: of,
      day: '2026-11-14',
    });
  });

  test('one that was declined for an earlier refund tells of that one', () => {
    const last: LastSaid = { ...done, outcome: 'declined', reason: 'already_refunded' };
    expect(told(last, payment({ refunds: [refund()] }))).toMatchObject({
      kind: 'declined',
      reason: 'already_refunded',
      refund: { refund: { refund: 're_1' } },
    });
  });
});

test('a reference is heard in any case, without its hyphen, or letter by letter', () => {
  for (const said of ['R7K-2MX', 'r7k-2mx', 'r7k2mx', 'R7K 2MX', 'r 7 k, 2 m x.', 'R7K–2MX'])
    expect(heardReference(said)).toBe(reference);
  expect(heardReference('R7K')).toBe('R7K');
  expect(heardReference("' OR 1=1")).toBe('OR11');
});
