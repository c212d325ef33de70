import { describe, expect, test } from '@jest/globals';
import { approvalWords } from '../../src/console/words/approvals.ts';

const [ana, ben] = [
  { id: 'ana', name: 'Ana Reyes', role: 'supervisor' as const },
  { id: 'ben', name: 'Ben Okafor', role: 'supervisor' as const },
];
const usd = (value: number) => ({ value, currency: 'usd' });
const secondAbove = 1_000_00;
const untouched = { secondAbove, approvals: [] };
const approvedOnce = {
  secondAbove,
  approvals: [{ by: ana, at: '2026-11-30T12:00:00Z', reason: 'Fair', amount: usd(1_500_00) }],
};

describe('how many have to approve', () => {
  test('is of the amount that is approved, not of the one that was asked for', () => {
    expect(approvalWords('approve', untouched, usd(1_500_00), ben)).toMatch(/^Yours is 1 of 2\. A second/);
    expect(approvalWords('approve_less', untouched, usd(900_00), ben)).toBeUndefined();
    expect(approvalWords('approve_less', approvedOnce, usd(1_000_00), ben)).toBeUndefined();
    // A grant names its amount itself: until it does nobody knows.
    expect(approvalWords('approve', untouched, undefined, ben)).toBeUndefined();
  });

  test('counts approvals of the same amount by somebody else', () => {
    expect(approvalWords('approve', approvedOnce, usd(1_500_00), ben)).toBe('Yours is 2 of 2.');
    expect(approvalWords('approve', approvedOnce, usd(1_500_00), ana)).toMatch(/^Yours is 1 of 2/);
    const less = approvalWords('approve_less', approvedOnce, usd(1_200_00), ben);
    expect(less).toMatch(/^Yours is 1 of 2.* by Ana Reyes will not count any more\.$/);
  });

  test('is said of what lets money go', () => {
    expect(approvalWords('accept', untouched, usd(1_500_00), ben)).toMatch(/1 of 2/);
    for (const choice of ['refuse', 'contact', 'submit_evidence'] as const)
      expect(approvalWords(choice, untouched, usd(1_500_00), ben)).toBeUndefined();
  });

  test('is one where the rules set no amount', () => {
    expect(approvalWords('approve', { approvals: [] }, usd(9_999_00), ben)).toBeUndefined();
  });
});
