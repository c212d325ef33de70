import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { exponent, inCurrency, parseDecimal, possibleValues, toDecimal } from '../../src/domain/money.ts';

const zeroDecimal = 'bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' ');
const threeDecimal = 'bhd jod kwd omr tnd'.split(' ');
// ICU gives some of these no decimals; Stripe counts them in hundredths.
const twoDecimal = 'usd eur gbp cad aud chf huf twd idr cop pkr isk ugx lak lbp mmk iqd all afn'.split(' ');
const anyCurrency = fc.constantFrom(...zeroDecimal, ...threeDecimal, ...twoDecimal);

test.each(zeroDecimal)('%s has no decimals', (currency) => {
  expect(exponent(currency)).toBe(0);
  expect(parseDecimal('1200', currency)).toBe(1200);
  expect(toDecimal({ value: 1200, currency })).toBe('1200');
});

test.each(threeDecimal)('%s has three decimals', (currency) => {
  expect(exponent(currency)).toBe(3);
  expect(parseDecimal('1.25', currency)).toBe(1250);
  expect(toDecimal({ value: 1250, currency })).toBe('1.250');
});

test.each(twoDecimal)('%s has two decimals, whatever ICU says', (currency) => {
  expect(exponent(currency)).toBe(2);
  expect(parseDecimal('42.5', currency)).toBe(4250);
  expect(toDecimal({ value: 4250, currency })).toBe('42.50');
});

describe('decimal text', () => {
  test('and minor units are the same amount both ways, in every currency', () => {
    fc.assert(
      fc.property(anyCurrency, fc.integer({ min: 0, max: 99_999_999_999 }), (currency, value) => {
        expect(parseDecimal(toDecimal({ value, currency }), currency)).toBe(value);
      }),
    );
  });

  test('is never off by a factor: whole units count the same as with all their decimals', () => {
    fc.assert(
      fc.property(anyCurrency, fc.integer({ min: 0, max: 9_999_999 }), (currency, units) => {
        const digits = exponent(currency);
        const written = digits === 0 ? `${units}` : `${units}.${'0'.repeat(digits)}`;
        expect(parseDecimal(`${units}`, currency)).toBe(units * 10 ** digits);
        expect(parseDecimal(written, currency)).toBe(units * 10 ** digits);
      }),
    );
  });

  test('with more decimals than the currency has is no amount of it, unless they are zeros', () => {
    expect(parseDecimal('42.505', 'usd')).toBeUndefined();
    expect(parseDecimal('42.500', 'usd')).toBe(4250);
    expect(parseDecimal('1200.5', 'jpy')).toBeUndefined();
    expect(parseDecimal('1200.00', 'jpy')).toBe(1200);
  });

  test.each(['', '.', '.5', '5.', '1,200', '-1', '+1', '1e3', ' 1', '1 ', '0x10', '१', '1.2.3', '$5', 'NaN'])(
    '%j is no amount',
    (text) => {
      expect(parseDecimal(text, 'usd')).toBeUndefined();
    },
  );

  test('is read or refused, whatever it is, and never comes out as a broken number', () => {
    fc.assert(
      fc.property(fc.string(), anyCurrency, (text, currency) => {
        const value = parseDecimal(text, currency);
        expect(value === undefined || (Number.isSafeInteger(value) && value >= 0)).toBe(true);
      }),
    );
  });
});

describe('a given amount', () => {
  test('counts only in the payment’s own currency', () => {
    expect(inCurrency({ value: 4250, currency: 'usd' }, 'usd')).toBe(4250);
    expect(inCurrency({ value: 4250, currency: 'eur' }, 'usd')).toBeUndefined();
    expect(inCurrency('42.50', 'eur')).toBe(4250);
  });

  test('as text stands for what it may be in any currency, each once', () => {
    expect(possibleValues('42.50')).toEqual([4250, 42_500]);
    expect(possibleValues('1200')).toEqual([120_000, 1200, 1_200_000]);
    expect(possibleValues('0')).toEqual([0]);
    expect(possibleValues({ value: 5, currency: 'jpy' })).toEqual([5]);
  });

  test('is among its possible values in whichever currency it turns out to be', () => {
    fc.assert(
      fc.property(anyCurrency, fc.integer({ min: 1, max: 9_999_999 }), (currency, value) => {
        expect(possibleValues(toDecimal({ value, currency }))).toContain(value);
      }),
    );
  });
});
