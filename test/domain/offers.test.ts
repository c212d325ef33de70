import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { matchOffers } from '../../src/domain/offers.ts';
import { type DiscountOffer, defaultPolicy } from '../../src/domain/policy.ts';

const { offers } = defaultPolicy.discount;
const common = { duration: 'once', validDays: 30, countPerCustomer: 1, periodDays: 30, words: [] } as const;
const winback: DiscountOffer = {
  id: 'winback',
  percent: 10,
  ...common,
  words: ['come back code', 'código de vuelta'],
};

function matched(promise: string, all: readonly DiscountOffer[] = offers) {
  const found = matchOffers(promise, all);
  return found.kind === 'offers' ? found.offers.map(({ id }) => id) : found.kind;
}

describe('a promise is matched with the offers', () => {
  test.each([
    ['ten percent off my next order', ['ten-percent']],
    ['10 %', ['ten-percent']],
    ['diez por ciento de descuento', ['ten-percent']],
    ['dix pour cent', ['ten-percent']],
    ['zehn Prozent', ['ten-percent']],
    ['$5', ['five-dollars']],
    ['five dollars off', ['five-dollars']],
    ['ten percent off my $5 order', ['ten-percent']],
    ['five dollars off a fifty dollar order', ['five-dollars']],
    ['twenty percent', 'not_covered'],
    ['twenty percent, or at least ten percent', 'not_covered'],
    ['fifteen dollars', 'not_covered'],
    ['5 euros', 'not_covered'],
    ['fifty five dollars', 'not_covered'],
    ['a hundred and five dollars', 'not_covered'],
    ['a discount', 'unclear'],
  ])('%s', (promise, expected) => {
    expect(matched(promise)).toEqual(expected);
  });

  test('by its words where nothing is named, whatever their case and accents', () => {
    expect(matched('the COME BACK code', [...offers, winback])).toEqual(['winback']);
    expect(matched('el codigo de vuelta', [...offers, winback])).toEqual(['winback']);
    expect(matched('come backwards', [...offers, winback])).toBe('unclear');
  });

  test('with all that fit, so that the caller can say which', () => {
    expect(matched('ten percent', [...offers, winback])).toEqual(['ten-percent', 'winback']);
    expect(matched('ten percent or five dollars')).toEqual(['ten-percent']);
  });

  test('never with one of another percentage or amount', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 999 }),
        fc.constantFrom('%', 'dollars', 'euros'),
        (number, unit) => {
          const found = matchOffers(`${number} ${unit} off`, offers);
          const expected = unit === '%' ? number === 10 : unit === 'dollars' && number === 5;
          expect(found.kind).toBe(expected ? 'offers' : 'not_covered');
        },
      ),
    );
  });

  test('never with none, whatever is said', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const found = matchOffers(text, [...offers, winback]);
        if (found.kind === 'offers') expect(found.offers.length).toBeGreaterThan(0);
      }),
    );
  });
});
