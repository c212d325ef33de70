import { describe, expect, test } from '@jest/globals';
import { choicesOf, isOffered, mayNotWords } from '../../src/console/task/choices-of.ts';
import { verdictOf } from '../../src/console/words/verdicts.ts';

const amount = { value: 350_00, currency: 'usd' };
const inquiry = ['refund', 'submit_evidence', 'refuse', 'contact'] as const;
const chargeback = ['submit_evidence', 'accept', 'refuse', 'contact'] as const;

describe('what may be decided on a task', () => {
  test('is also of less, where an amount is approved or refunded', () => {
    expect(choicesOf({ verdicts: ['approve', 'refuse'], amount })).toEqual([
      'approve',
      'approve_less',
      'refuse',
    ]);
    expect(choicesOf({ verdicts: [...inquiry], amount })).toEqual([
      'refund',
      'refund_less',
      'submit_evidence',
      'refuse',
      'contact',
    ]);
    expect(choicesOf({ verdicts: [...chargeback], amount })).toEqual(chargeback);
    expect(['approve_less', 'refund_less'].map((choice) => verdictOf(choice as 'refund_less'))).toEqual([
      'approve',
      'refund',
    ]);
  });

  test('is of the whole, or of what is granted, where it can be of nothing else', () => {
    const verdicts = ['approve' as const, 'refuse' as const];
    expect(choicesOf({ verdicts, amount, whole: true })).toEqual(verdicts);
    expect(choicesOf({ verdicts, amountIn: 'usd' })).toEqual(verdicts);
    expect(choicesOf({ verdicts })).toEqual(verdicts);
  });

  test.each([
    ['all of it', 'yes', ['refund', 'refund_less', 'accept', 'submit_evidence', 'refuse', 'contact']],
    ['what lets less go, above a limit', 'limit', ['refund_less', 'submit_evidence', 'refuse', 'contact']],
    [
      'what lets no money go, after a first approval',
      'same_person',
      ['submit_evidence', 'refuse', 'contact'],
    ],
    ['nothing, by another role', 'role', []],
  ] as const)('is open: %s', (_what, mayDecide, open) => {
    const all = ['refund', 'refund_less', 'accept', 'submit_evidence', 'refuse', 'contact'] as const;
    expect(all.filter((choice) => isOffered({ mayDecide }, choice))).toEqual(open);
  });

  test.each([
    ['approve', ['approve', 'refuse'], 'You may approve less, refuse it, or hand it on.'],
    ['refund', inquiry, 'You may refund less, refuse it, or hand it on.'],
    ['accept', chargeback, 'You may refuse it or hand it on.'],
  ] as const)('above a limit is less of it only where that is offered: %s', (_what, verdicts, words) => {
    const said = mayNotWords({ verdicts: [...verdicts], amount, mayDecide: 'limit' });
    expect(said).toBe(`It is above what you may approve alone. ${words}`);
  });
});
