import { describe, expect, test } from '@jest/globals';
import { speechIn } from '../../../src/speech/index.ts';
import { payment, usd } from '../../domain/records.ts';
import { everyFailure, everyPaymentState } from '../spoken.ts';

const { payment_confirmation: paymentConfirmation } = speechIn('en');

const answer = (of: Parameters<typeof payment>[0]) =>
  paymentConfirmation.answer({ payment: payment({ amount: usd(42_50), ...of }), day: '2026-11-14' });

test('a payment that went through is told with amount, day, card and what the statement shows', () => {
  expect(answer({ statementDescriptor: 'SANDBOX SHOP' })).toBe(
    'I found it. Your payment of 42 dollars and 50 cents on November 14th with your Visa ending in 4 2 4 2 ' +
      'went through. It shows on your statement as SANDBOX SHOP.',
  );
});

test('what went back is told, a part of it by its amount', () => {
  expect(answer({ refunded: 42_50 })).toContain('has since been refunded in full');
  expect(answer({ refunded: 10_00 })).toContain('and 10 dollars of it has since been refunded');
});

test.each([
  ['processing', 'still being processed'],
  ['action_needed', 'waiting for you to confirm'],
  ['authorized', 'has not been charged yet'],
  ['failed', 'did not go through'],
  ['canceled', 'nothing was charged'],
] as const)('a payment that is %s is %s', (state, words) => {
  expect(answer({ state })).toContain(words);
});

test('only a payment that succeeded is said to have gone through', () => {
  for (const state of everyPaymentState)
    expect(/(?<!not )(went|gone) through/.test(answer({ state }))).toBe(state === 'succeeded');
});

test('each failure has words of its own, and none accuses the caller', () => {
  const said = everyFailure.map((failure) => answer({ state: 'failed', failure }));
  expect(new Set(said).size).toBe(everyFailure.length);
  for (const say of said) expect(say).not.toMatch(/fraud|stolen|lost|suspicious/i);
  expect(answer({ state: 'failed' })).toBe(answer({ state: 'failed', failure: 'other' }));
});

describe('a dispute', () => {
  const dispute = (open: boolean) => ({
    dispute: 'du_1',
    refundable: false,
    outcome: open ? ('open' as const) : ('won' as const),
  });

  test('that is open is being disputed, one that is over was', () => {
    expect(answer({ disputed: true, disputes: [dispute(true)] })).toContain('is being disputed');
    expect(answer({ disputed: true, disputes: [dispute(false)] })).toContain('was disputed');
    expect(answer({ disputed: true, disputes: [dispute(false), dispute(true)] })).toContain('is being');
    expect(answer({ disputed: true })).toContain('is being disputed');
  });

  test('is not spoken of where there is none', () => {
    expect(answer({})).not.toContain('disput');
  });
});

test('whoever may wait is told the state and asked, by the same first sentence', () => {
  const say = paymentConfirmation.askWait({ payment: payment({ state: 'processing' }), day: '2026-11-14' });
  expect(say).toMatch(/^I found it\. .*still being processed by your bank\. Shall I wait .*\?$/);
});
