import { expect, test } from '@jest/globals';
import { accepted } from '../../../src/domain/verification.ts';
import { speechIn } from '../../../src/speech/index.ts';
import { payment, usd } from '../../domain/records.ts';

const { stage } = speechIn('en');

test('who calls is asked for both facts at first, and for any two of four from the second try', () => {
  expect(stage.askIdentity(accepted(0))).toBe(
    'I can look that up. To be sure it is you, please tell me the last four digits of the card and ' +
      'the exact amount of the payment.',
  );
  expect(stage.askAgain(accepted(1), 2)).toContain(
    'two of these: the last four digits of the card, the exact',
  );
});

test('one fact more is asked for by those that still serve', () => {
  expect(stage.askMore(['amount'])).toBe('Thank you. I also need the exact amount of the payment.');
  expect(stage.askMore(['last4', 'amount'])).toContain('digits of the card or the exact amount');
});

test('how many tries are left is said, the last one as such', () => {
  expect(stage.askAgain(accepted(1), 2)).toContain('You have 2 tries left.');
  expect(stage.askAgain(accepted(1), 1)).toContain('This is the last try.');
});

test('payments are told apart by amount, day and card', () => {
  const option = stage.option({ payment: payment({ amount: usd(42_50) }), day: '2026-11-14' });
  expect(option).toBe('42 dollars and 50 cents on November 14th with your Visa ending in 4 2 4 2');
  expect(stage.askWhich([option, 'the other'])).toContain(`${option} or the other?`);
});

test('who is not verified hears nothing of whether there is an account', () => {
  for (const say of [stage.notVerified(), stage.askAgain(accepted(1), 1), stage.askIdentity(accepted(0))])
    expect(say).not.toMatch(/account|customer|no payment|not found|cannot find|exist/i);
});
