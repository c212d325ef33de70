import { describe, expect, test } from '@jest/globals';
import type { Became } from '../../../src/domain/follow-up.ts';
import { speechIn } from '../../../src/speech/index.ts';
import { payment, usd } from '../../domain/records.ts';
import { everyRefundState, refundOf } from '../spoken.ts';

const { follow_up: followUp, payment_confirmation: confirmation } = speechIn('en');
const day = '2026-11-24';
const asked = (became: Became) => ({ intent: 'refund' as const, day, became });
const made = (state: Parameters<typeof refundOf>[0], of = {}, overdue = false): Became => ({
  kind: 'refund',
  refund: {
    refund: refundOf(state, { amount: usd(42_50), ...of }),
    day,
    ...(state === 'issued' && { arrivesBy: '2026-12-08' }),
    overdue,
  },
});

describe('a refund is told as Stripe shows it', () => {
  test('issued, with the day by which the bank should show it', () => {
    expect(followUp.one(asked(made('issued')))).toBe(
      'I have looked it up. The refund of 42 dollars and 50 cents was issued on November 24th. ' +
        'It should be with your bank by December 8th.',
    );
  });

  test('with the bank’s reference number digit by digit, in groups with a pause', () => {
    const bankReference = '74208301234567890123456';
    expect(followUp.one(asked(made('issued', { bankReference })))).toMatch(
      /Your bank can find it by this reference: 7, 4, 2, 0\. 8, 3, 0, 1\. 2, 3, 4, 5\. .*, 5, 6\.$/,
    );
  });

  test('late: that it should have been there, and whom to ask', () => {
    expect(followUp.one(asked(made('issued', {}, true)))).toMatch(
      /It should have been with your bank by December 8th\. If you do not see it, please ask your bank\.$/,
    );
  });

  test('as issued only where it is, and with a colleague only where it did not go through', () => {
    for (const state of everyRefundState) {
      const say = followUp.one(asked(made(state)));
      expect([state, say.includes('issued')]).toEqual([state, state === 'issued']);
      expect([state, say.includes('colleague')]).toEqual([state, state === 'failed' || state === 'canceled']);
    }
  });
});

test.each<[Became, string]>([
  [
    { kind: 'deciding', reason: 'payment_cap' },
    'A colleague still has to decide on your request of November 24th about a refund, because of the amount.',
  ],
  [
    { kind: 'declined', reason: 'refused_by_support' },
    'Your request of November 24th about a refund was declined, because a colleague decided against it.',
  ],
  [
    { kind: 'stopped' },
    'Your request of November 24th about a refund was stopped before it was finished, and nothing was changed.',
  ],
  [
    { kind: 'unknown' },
    'I cannot see how your request of November 24th about a refund stands. Let me bring in a colleague.',
  ],
])('%j', (became, say) => {
  expect(followUp.one(asked(became))).toBe(`I have looked it up. ${say}`);
});

test('a question about a payment is answered as if it were asked now', () => {
  const spoken = { payment: payment(), day };
  expect(followUp.one(asked({ kind: 'payment', ...spoken }))).toBe(confirmation.answer(spoken));
});

test('several are told in brief', () => {
  expect(followUp.several([asked(made('issued')), asked({ kind: 'being_confirmed' })], true)).toBe(
    'I found several. The refund of 42 dollars and 50 cents was issued on November 24th. ' +
      'Your request of November 24th about a refund is still being confirmed. There are earlier ones as well.',
  );
});
