import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { heardIn } from '../../src/domain/promise.ts';

const dollars = (units: number) => [{ units, currencies: expect.arrayContaining(['usd', 'cad']) }];
const euros = (units: number) => [{ units, currencies: ['eur'] }];

describe('what a caller says that they were promised', () => {
  test.each([
    ['10 %', 10],
    ['10%', 10],
    ['ten percent', 10],
    ['a ten per cent discount', 10],
    ['Ten-Percent off', 10],
    ['twenty-five percent', 25],
    ['12.5 %', 12.5],
    ['12,5 %', 12.5],
    ['diez por ciento', 10],
    ['un 10 por ciento', 10],
    ['treinta y cinco por ciento', 35],
    ['dix pour cent', 10],
    ['quatre-vingt-dix pour cent', 90],
    ['soixante et onze pour cent', 71],
    ['zehn Prozent', 10],
    ['ein zehn Prozent Rabatt', 10],
    ['einen zehnprozentigen Rabatt', 10],
    ['fünfundzwanzig Prozent', 25],
    ['a hundred percent', 100],
  ])('%s is a percentage', (said, percent) => {
    expect(heardIn(said)).toEqual([{ percent }]);
  });

  test.each([
    ['5 dollars', 5],
    ['$5', 5],
    ['$ 5 off', 5],
    ['US$5.50', 5.5],
    ['five bucks', 5],
    ['a dollar', 1],
    ['five dollars and fifty cents', 5.5],
    ['cinco dólares con 50 centavos', 5.5],
    ['veintiún dólares', 21],
    ['cinq dollars', 5],
    ['fünf Dollar', 5],
    ['1,000 dollars', 1_000],
  ])('%s is an amount in dollars', (said, units) => {
    expect(heardIn(said)).toEqual(dollars(units));
  });

  test.each([
    ['5 €', 5],
    ['€5', 5],
    ['5 EUR', 5],
    ['vingt-cinq euros', 25],
    ['cent euros', 100],
    ['5 euros 50', 5.5],
    ['fünf Euro', 5],
    ['cinco euros', 5],
    ['10.000 euros', 10_000],
  ])('%s is an amount in euros', (said, units) => {
    expect(heardIn(said)).toEqual(euros(units));
  });

  test.each([
    'a hundred twenty five dollars',
    'two hundred percent',
    'between five and ten percent',
    'deux cents euros',
  ])('%s is a number that cannot be read, and never a part of it', (said) => {
    const [heard, ...more] = heardIn(said);
    expect(more).toEqual([]);
    expect(heard && Object.values(heard)[0]).toBeNaN();
  });

  test.each([
    'a discount',
    'something off',
    'once upon a time',
    '',
    'my order of 50',
    'cent',
    'an apple and a pear',
  ])('“%s” names nothing', (said) => {
    expect(heardIn(said)).toEqual([]);
  });

  test('what stands beside one another is heard one by one', () => {
    expect(heardIn('10 percent off my $50 order')).toEqual([{ percent: 10 }, ...dollars(50)]);
    expect(heardIn('diez por ciento o cinco euros')).toEqual([{ percent: 10 }, ...euros(5)]);
  });

  test('digits are heard as they are, in front of any name', () => {
    const names = fc.constantFrom('percent', '%', ' % Rabatt', 'por ciento', 'pour cent', 'Prozent');
    const number = fc.integer({ min: 1, max: 99_999 });
    fc.assert(
      fc.property(number, names, (percent, name) => {
        expect(heardIn(`I was promised ${percent} ${name}.`)).toEqual([{ percent }]);
      }),
    );
  });

  test('whatever is said, it is read, and no number comes out of nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        for (const heard of heardIn(text)) {
          const [value] = Object.values(heard);
          expect(Number.isNaN(value) || (value as number) >= 0).toBe(true);
        }
      }),
    );
  });
});
