import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { exponent } from '../../../src/domain/money.ts';
import { card, day, either, money } from '../../../src/speech/en/terms.ts';
import { anyAmount } from '../spoken.ts';

describe('an amount is said', () => {
  test.each([
    [42_50, 'usd', '42 dollars and 50 cents'],
    [42_00, 'usd', '42 dollars'],
    [1_01, 'usd', '1 dollar and 1 cent'],
    [1, 'usd', '1 cent'],
    [99, 'eur', '99 cents'],
    [2_00, 'eur', '2 euros'],
    [1_01, 'gbp', '1 pound and 1 penny'],
    [10_02, 'gbp', '10 pounds and 2 pence'],
    [1_234_567_05, 'usd', '1,234,567 dollars and 5 cents'],
    [1_00, 'cad', '1 Canadian dollar'],
    [0, 'usd', '0 dollars'],
    [1_200, 'jpy', '1,200 Japanese yen'],
    [1_250, 'kwd', '1.250 Kuwaiti dinars'],
    [2_599_00, 'huf', '2,599.00 Hungarian forints'],
    [42_50, 'chf', '42.50 Swiss francs'],
  ])('%i of %s as %s', (value, currency, words) => {
    expect(money({ value, currency })).toBe(words);
  });

  test('to the exact minor unit, in every currency', () => {
    fc.assert(
      fc.property(anyAmount, ({ value, currency }) => {
        const said = money({ value, currency }).replaceAll(',', '');
        const [first = 0, second = 0] = (said.match(/[\d.]+/g) ?? []).map(Number);
        const onlyParts = /^\d+ (cents?|penny|pence)$/.test(said);
        const words = ['usd', 'eur', 'gbp', 'cad', 'aud'].includes(currency);
        const heard = onlyParts ? first : words ? first * 100 + second : first * 10 ** exponent(currency);
        expect(Math.round(heard)).toBe(value);
      }),
      { numRuns: 1_000 },
    );
  });
});

test.each([
  ['visa', '4242', 'Visa ending in 4 2 4 2'],
  ['amex', '0005', 'American Express ending in 0 0 0 5'],
  ['cartes_bancaires', '1234', 'card ending in 1 2 3 4'],
  ['bank_account', '6789', 'bank account ending in 6 7 8 9'],
])('a %s of %s is a %s', (brand, last4, words) => {
  expect(card({ brand, last4 })).toBe(words);
});

test('a day is said as month and day, wherever the process runs', () => {
  expect(day('2026-11-20')).toBe('November 20');
  expect(day('2027-01-01')).toBe('January 1');
});

test('alternatives are joined as in speech', () => {
  expect(either([])).toBe('');
  expect(either(['a'])).toBe('a');
  expect(either(['a', 'b'])).toBe('a or b');
  expect(either(['a', 'b', 'c'])).toBe('a, b or c');
});
