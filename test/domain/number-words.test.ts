import { expect, test } from '@jest/globals';
import { isNumberWord, numberIn } from '../../src/domain/number-words.ts';

test.each([
  ['seventeen', 17],
  ['ninety nine', 99],
  ['veintinueve', 29],
  ['noventa y nueve', 99],
  ['treinta y un', 31],
  ['dix sept', 17],
  ['vingt et un', 21],
  ['soixante dix', 70],
  ['quatre vingts', 80],
  ['quatre vingt dix neuf', 99],
  ['siebzehn', 17],
  ['neunundneunzig', 99],
  ['einundzwanzig', 21],
  ['zwolf', 12],
  ['einhundert', 100],
])('%s is %s', (said, number) => {
  expect(numberIn(said.split(' '))).toBe(number);
});

test('more than a hundred, and what only looks like a number, is none', () => {
  for (const said of ['one hundred one', 'five ten', 'vingt dix', 'zwanzigeins', 'y'])
    expect([said, numberIn(said.split(' '))]).toEqual([said, undefined]);
  expect(isNumberWord('thousand')).toBe(true);
  expect(isNumberWord('dollars')).toBe(false);
});
