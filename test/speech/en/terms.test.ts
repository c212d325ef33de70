import { describe, expect, test } from '@jest/globals';
import { speechIn } from '../../../src/speech/index.ts';

const { money, day, card, either, spell } = speechIn('en-US').terms;
const british = speechIn('en-GB').terms;

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
    [1_200, 'jpy', '1,200 yen'],
    [1_250, 'kwd', '1 Kuwaiti dinar and 250 fils'],
    [42_50, 'chf', '42 Swiss francs and 50 centimes'],
    [2_599_00, 'huf', '2,599 Hungarian forints'],
    [2_599_50, 'huf', '2,599.50 Hungarian forints'],
    [42_50, 'xyz', '42.50 X Y Z'],
  ])('%i of %s as %s', (value, currency, words) => {
    expect(money({ value, currency })).toBe(words);
  });

  test('in Britain with whose dollars they are', () => {
    expect(british.money({ value: 42_50, currency: 'usd' })).toBe('42 US dollars and 50 cents');
    expect(british.money({ value: 42_50, currency: 'gbp' })).toBe('42 pounds and 50 pence');
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

test.each([
  ['2027-01-01', 'January 1st', 'the 1st of January'],
  ['2026-11-02', 'November 2nd', 'the 2nd of November'],
  ['2026-11-03', 'November 3rd', 'the 3rd of November'],
  ['2026-11-11', 'November 11th', 'the 11th of November'],
  ['2026-11-12', 'November 12th', 'the 12th of November'],
  ['2026-11-13', 'November 13th', 'the 13th of November'],
  ['2026-11-21', 'November 21st', 'the 21st of November'],
  ['2026-11-24', 'November 24th', 'the 24th of November'],
])('%s is %s, and in Britain %s, wherever the process runs', (date, american, inBritain) => {
  expect(day(date)).toBe(american);
  expect(british.day(date)).toBe(inBritain);
});

test('alternatives are joined as in speech', () => {
  expect(either([])).toBe('');
  expect(either(['a'])).toBe('a');
  expect(either(['a', 'b'])).toBe('a or b');
  expect(either(['a', 'b', 'c'])).toBe('a, b or c');
});

describe('a code is read out', () => {
  test.each([
    ['R7K-2MX', 'R as in Romeo, 7, K as in Kilo. 2, M as in Mike, X as in X-ray'],
    ['save 20', 'S as in Sierra, A as in Alpha, V as in Victor, E as in Echo. 2, 0'],
    ['ABC12', 'A as in Alpha, B as in Bravo, C as in Charlie. 1, 2'],
    [
      'WELCOME',
      'W as in Whiskey, E as in Echo, L as in Lima, C as in Charlie. O as in Oscar, M as in Mike, E as in Echo',
    ],
    ['', ''],
  ])('%s in groups, letters by words, digits one by one', (code, words) => {
    expect(spell(code)).toBe(words);
  });
});

test('what is spelled and written otherwise in Britain is so', () => {
  expect(speechIn('en-GB').stage.askMore(['postalCode'])).toContain('the postcode of');
  expect(speechIn('en-US').stage.askMore(['postalCode'])).toContain('the postal code of');
});
