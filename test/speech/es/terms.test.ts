import { expect, test } from '@jest/globals';
import { speechIn } from '../../../src/speech/index.ts';

const { money, day, card, either, spell } = speechIn('es').terms;

test.each([
  [42_50, 'usd', '42 dólares con 50 centavos'],
  [1_01, 'usd', '1 dólar con 1 centavo'],
  [42_50, 'eur', '42 euros con 50 céntimos'],
  [1, 'eur', '1 céntimo'],
  [1_01, 'gbp', '1 libra con 1 penique'],
  [0, 'usd', '0 dólares'],
  // No mark between thousands: Mexico and Spain read it differently.
  [1_234_567_00, 'mxn', '1234567 pesos mexicanos'],
  [1_200, 'jpy', '1200 yenes'],
  [1_250, 'kwd', '1 dinar kuwaití con 250 fils'],
  [42_50, 'huf', '42,50 forintos húngaros'],
  [42_50, 'xyz', '42,50 X Y Z'],
])('%i of %s is %s', (value, currency, words) => {
  expect(money({ value, currency })).toBe(words);
});

test('a day is said by number and month', () => {
  expect(day('2026-11-24')).toBe('24 de noviembre');
  expect(day('2027-01-01')).toBe('1 de enero');
});

test('a card is said digit by digit', () => {
  expect(card({ brand: 'visa', last4: '4242' })).toBe('Visa terminada en 4 2 4 2');
  expect(card({ brand: 'other', last4: '0005' })).toBe('tarjeta terminada en 0 0 0 5');
  expect(card({ brand: 'bank_account', last4: '6789' })).toBe('cuenta bancaria terminada en 6 7 8 9');
});

test.each([
  [['a', 'b', 'c'], 'a, b o c'],
  [['10 dólares', '80 dólares'], '10 dólares u 80 dólares'],
  [['10 yenes', '11 yenes'], '10 yenes u 11 yenes'],
  [['10 yenes', '110 yenes'], '10 yenes o 110 yenes'],
  [['una', 'otra'], 'una u otra'],
  [['hoy', 'mañana'], 'hoy o mañana'],
])('%j are said as %s', (parts, words) => {
  expect(either(parts)).toBe(words);
});

test('a code is read out in groups, letters by words, digits one by one', () => {
  expect(spell('R7K-2MX')).toBe('R de Ramón, 7, K de kilo. 2, M de Madrid, X de xilófono');
});
