import { describe, expect, test } from '@jest/globals';
import { counts, type DisputeOutcome, isChargedBack, laneOf, left } from '../../src/domain/payment.ts';
import { chargeback, inquiry, payment, refund } from './records.ts';

test('what is left is the amount without what went back', () => {
  expect(left(payment())).toBe(100_00);
  expect(left(payment({ refunded: 99_99 }))).toBe(1);
  expect(left(payment({ refunded: 100_00 }))).toBe(0);
});

test.each([
  ['issued', true],
  ['pending', true],
  ['action_needed', true],
  ['unknown', true],
  ['failed', false],
  ['canceled', false],
] as const)('a refund that is %s counts: %s', (state, expected) => {
  expect(counts(refund({ state }))).toBe(expected);
});

test('a customer’s payments go through one lane, a guest’s through its own', () => {
  expect(laneOf({ payment: 'pi_1', customer: 'cus_1' })).toBe('cus_1');
  expect(laneOf({ payment: 'pi_1' })).toBe('pi_1');
});

describe('a payment is charged back', () => {
  const now = (outcome: DisputeOutcome, before = false) =>
    isChargedBack(payment({ disputes: [{ ...chargeback, outcome }] }), before);

  test('by a chargeback that is open, or was lost, and not by an inquiry', () => {
    expect([now('open'), now('lost')]).toEqual([true, true]);
    expect(isChargedBack(payment({ disputes: [inquiry] }), false)).toBe(false);
  });

  test('until it is won: not because it is over, or not shown', () => {
    expect(now('won', true)).toBe(false);
    expect(now('closed', true)).toBe(true);
    expect(isChargedBack(payment(), true)).toBe(true);
    expect(isChargedBack(payment(), false)).toBe(false);
  });
});
