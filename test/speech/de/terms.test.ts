import { expect, test } from '@jest/globals';
import { toCard, withCard } from '../../../src/speech/de/terms.ts';
import { speechIn } from '../../../src/speech/index.ts';

const { money, day, card, either, spell } = speechIn('de').terms;

test.each([
  [42_50, 'eur', '42 Euro und 50 Cent'],
  [1_01, 'eur', '1 Euro und 1 Cent'],
  [42_50, 'usd', '42 Dollar und 50 Cent'],
  [1_01, 'gbp', '1 Pfund und 1 Penny'],
  [2_02, 'gbp', '2 Pfund und 2 Pence'],
  [1_00, 'cad', '1 kanadischen Dollar'],
  [1_234_567_00, 'cad', '1234567 kanadische Dollar'],
  [10_05, 'chf', '10 Schweizer Franken und 5 Rappen'],
  [1_00, 'sek', '1 schwedische Krone'],
  [2_00, 'sek', '2 schwedische Kronen'],
  [1_200, 'jpy', '1200 Yen'],
  [1_250, 'kwd', '1 Kuwait-Dinar und 250 Fils'],
  [42_50, 'huf', '42,50 Ungarische Forint'],
  [42_50, 'xyz', '42,50 X Y Z'],
])('%i of %s is %s', (value, currency, words) => {
  expect(money({ value, currency })).toBe(words);
});

test('a day is said by ordinal and month', () => {
  expect(day('2026-11-24')).toBe('24. November');
  expect(day('2027-01-01')).toBe('1. Januar');
});

test('a card is said digit by digit', () => {
  expect(card({ brand: 'visa', last4: '4242' })).toBe('Visa-Karte mit den Endziffern 4 2 4 2');
  expect(card({ brand: 'amex', last4: '0005' })).toBe('American-Express-Karte mit den Endziffern 0 0 0 5');
  expect(card({ brand: 'other', last4: '0005' })).toBe('Karte mit den Endziffern 0 0 0 5');
});

test('whose card it is agrees with what it is', () => {
  const visa = { brand: 'visa', last4: '4242' };
  const account = { brand: 'bank_account', last4: '6789' };
  expect(withCard(visa)).toMatch(/^mit Ihrer Visa-Karte/);
  expect(withCard(account)).toMatch(/^mit Ihrem Bankkonto/);
  expect(toCard(visa)).toMatch(/^auf Ihre Visa-Karte/);
  expect(toCard(account)).toMatch(/^auf Ihr Bankkonto/);
});

test('alternatives are joined as in speech', () => {
  expect(either(['a', 'b', 'c'])).toBe('a, b oder c');
});

test('a code is read out in groups, letters by words, digits one by one', () => {
  expect(spell('R7K-2MX')).toBe('R wie Richard, 7, K wie Kaufmann. 2, M wie Martha, X wie Xanthippe');
});
