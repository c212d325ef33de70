import { describe, expect, test } from '@jest/globals';
import { type Claim, lasting, missing, unclaimed } from '../../src/domain/reconciliation.ts';
import { refund } from './records.ts';

const ours = refund({ refund: 're_1', decision: 'an-intent-2', reference: 'R7K-2MX' });
const claim: Claim = { intentId: 'an-intent', reference: 'R7K-2MX', isOpen: false, refund: 're_1' };

describe('what Stripe and Temporal do not agree on', () => {
  test('is nothing where the intent tells of its refund, or may yet', () => {
    expect(unclaimed([ours], [claim])).toEqual([]);
    expect(unclaimed([ours], [{ intentId: 'an-intent', reference: 'R7K-2MX', isOpen: true }])).toEqual([]);
  });

  test('is a refund that its intent ended without, tells otherwise of, or that no intent made', () => {
    const others: Claim[][] = [
      [{ ...claim, refund: 're_2' }],
      [{ intentId: 'an-intent', reference: 'R7K-2MX', isOpen: false }],
      [],
    ];
    for (const claims of others)
      expect(unclaimed([ours], claims)).toMatchObject([
        { kind: 'refund_unclaimed', refund: 're_1', reference: 'R7K-2MX', payment: ours.payment },
      ]);
  });

  test('is not a refund that somebody made by hand', () => {
    expect(unclaimed([refund({ refund: 're_3' })], [])).toEqual([]);
  });

  test('is a refund that was told and is not at Stripe', () => {
    expect(missing([claim], new Set(['re_1']))).toEqual([]);
    expect(missing([claim], new Set())).toMatchObject([{ kind: 'refund_missing', refund: 're_1' }]);
    expect(missing([{ intentId: 'other', reference: 'X', isOpen: false }], new Set())).toEqual([]);
  });

  test('is only what two looks show', () => {
    const [one] = unclaimed([ours], []);
    if (!one) throw new Error('No difference.');
    expect(lasting([one], [one])).toEqual([one]);
    expect(lasting([], [one])).toEqual([]);
    expect(lasting([one], [])).toEqual([]);
    expect(lasting([{ ...one, kind: 'refund_missing' }], [one])).toEqual([]);
  });
});
