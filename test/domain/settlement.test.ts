import { describe, expect, test } from '@jest/globals';
import type { RefundState } from '../../src/domain/payment.ts';
import { endOf, hasArrived } from '../../src/domain/settlement.ts';
import { DAY_SECONDS } from '../../src/domain/time.ts';
import { refund } from './records.ts';

const bankReference = '74537605259000000';

describe('a refund that is followed', () => {
  test.each<[string, RefundState, object, number, ReturnType<typeof endOf>]>([
    ['with its bank’s number may still fail', 'issued', { bankReference }, 13, undefined],
    ['is settled after two weeks with it', 'issued', { bankReference }, 14, 'settled'],
    ['is looked at on without it', 'issued', {}, 44, undefined],
    ['is settled after 45 days without it', 'issued', {}, 45, 'settled'],
    ['is waited for', 'pending', { bankReference }, 44, undefined],
    ['that still waits after 45 days is stuck', 'pending', { bankReference }, 45, 'stuck'],
    ['that the customer has still to act on then is stuck', 'action_needed', {}, 45, 'stuck'],
  ])('%s', (_, state, more, days, end) => {
    expect(endOf(refund({ state, ...more }), days * DAY_SECONDS)).toBe(end);
  });
});

describe('a refund has arrived', () => {
  const going = { waited: false, ended: false };

  test('once its bank’s number is there, it is issued after it had waited, or nothing more comes', () => {
    expect(hasArrived(refund(), going)).toBe(false);
    expect(hasArrived(refund({ bankReference }), going)).toBe(true);
    expect(hasArrived(refund(), { ...going, waited: true })).toBe(true);
    expect(hasArrived(refund(), { ...going, ended: true })).toBe(true);
  });

  test('never while it is not issued', () => {
    for (const state of ['pending', 'action_needed', 'failed', 'canceled'] as const)
      expect(hasArrived(refund({ state, bankReference }), { waited: true, ended: true })).toBe(false);
  });
});
