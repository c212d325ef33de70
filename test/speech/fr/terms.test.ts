import { expect, test } from '@jest/globals';
import { speechIn } from '../../../src/speech/index.ts';

const { money, day, card, either, spell } = speechIn('fr').terms;

test.each([
  [42_50, 'eur', '42 euros et 50 centimes'],
  [1_01, 'eur', '1 euro et 1 centime'],
  [42_50, 'usd', '42 dollars et 50 cents'],
  [2_02, 'gbp', '2 livres et 2 pence'],
  // Nothing and one are singular.
  [0, 'eur', '0 euro'],
  [1_234_567_00, 'cad', '1234567 dollars canadiens'],
  [1_200, 'jpy', '1200 yens'],
  [1_250, 'kwd', '1 dinar koweïtien et 250 fils'],
  [42_50, 'huf', '42,50 forints hongrois'],
  [42_50, 'xyz', '42,50 X Y Z'],
])('%i of %s is %s', (value, currency, words) => {
  expect(money({ value, currency })).toBe(words);
});

test('a day is said by number and month, the first by its ordinal', () => {
  expect(day('2026-11-24')).toBe('24 novembre');
  expect(day('2027-01-01')).toBe('1er janvier');
});

test('a card is said digit by digit', () => {
  expect(card({ brand: 'visa', last4: '4242' })).toBe('Visa se terminant par 4 2 4 2');
  expect(card({ brand: 'other', last4: '0005' })).toBe('carte se terminant par 0 0 0 5');
  expect(card({ brand: 'bank_account', last4: '6789' })).toBe('compte bancaire se terminant par 6 7 8 9');
});

test('alternatives are joined as in speech', () => {
  expect(either(['a', 'b', 'c'])).toBe('a, b ou c');
});

test('a code is read out in groups, letters by words, digits one by one', () => {
  expect(spell('R7K-2MX')).toBe('R comme Raoul, 7, K comme kilo. 2, M comme Marcel, X comme Xavier');
});
