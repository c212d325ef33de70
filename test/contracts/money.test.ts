import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { currency, givenAmount, money, moneyShown } from '../../src/contracts/money.ts';

const anyValue = fc.integer({ min: 1, max: 99_999_999_999 });

describe('an amount is given', () => {
  test('in minor units with a currency of any case, and means the same', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(givenAmount.parse({ value, currency: 'USD' })).toEqual({ value, currency: 'usd' });
      }),
    );
  });

  test('as decimal text, which stays what it is', () => {
    expect(['42.50', '42', '0.5', '1.250'].map((text) => givenAmount.parse(text))).toEqual([
      '42.50',
      '42',
      '0.5',
      '1.250',
    ]);
  });

  test.each([
    0,
    42.5,
    '0',
    '0.00',
    '-1',
    '1,000',
    '$42.50',
    '42.5050',
    '1e3',
    '',
    ' 42',
    null,
    { value: 0, currency: 'usd' },
    { value: -4250, currency: 'usd' },
    { value: 42.5, currency: 'usd' },
    { value: '4250', currency: 'usd' },
    { value: 4250 },
    { value: 4250, currency: 'dollars' },
    { value: 4250, currency: 'usd', cents: true },
    { value: 100_000_000_000, currency: 'usd' },
    { value: Number.MAX_SAFE_INTEGER + 2, currency: 'usd' },
  ])('and not as %j, which is told in words', (given) => {
    const read = givenAmount.safeParse(given);
    expect(read.success).toBe(false);
    for (const { message } of read.error?.issues ?? [])
      expect(message).toMatch(/^Must be |^Is too much|^Unrecognized key/);
  });

  test('and nothing that is read is less than the smallest unit', () => {
    fc.assert(
      fc.property(fc.anything(), (given) => {
        const read = givenAmount.safeParse(given);
        if (!read.success) return;
        const value = typeof read.data === 'string' ? Number(read.data) : read.data.value;
        expect(value).toBeGreaterThan(0);
      }),
    );
  });
});

test('only three letters are a currency, in lower case from then on', () => {
  expect(currency.parse('Eur')).toBe('eur');
  expect(['', 'eu', 'euro', '€', 'e1r'].some((code) => currency.safeParse(code).success)).toBe(false);
});

test('an answer may show that nothing is left, a request may not ask for nothing', () => {
  expect(moneyShown.safeParse({ value: 0, currency: 'usd' }).success).toBe(true);
  expect(money.safeParse({ value: 0, currency: 'usd' }).success).toBe(false);
});
