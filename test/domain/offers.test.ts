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
    ['$5, yes, five dollars', ['five-dollars']],
    ['5 US dollars', ['five-dollars']],
    ['five U.S. dollars off', ['five-dollars']],
    ['5 dólares estadounidenses', ['five-dollars']],
    ['fünf US-Dollar', ['five-dollars']],
    ['5 dollars américains', ['five-dollars']],
    ['5 Canadian dollars', 'not_covered'],
    ['cinco dólares canadienses', 'not_covered'],
    ['5 or 10 percent', 'not_covered'],
    ['ten percent or twenty', 'not_covered'],
    ['entre 5 y 10 por ciento', 'not_covered'],
    ['de 5 à 10 pour cent', 'not_covered'],
    ['10-15 Prozent', 'not_covered'],
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

  test.each([
    'five dollars off a fifty dollar order',
    '50 dollars off, I paid 5 dollars',
    '10 or 5 dollars',
    '$5-10',
    'entre 5 y 10 dólares',
    '5 à 10 dollars',
    'zehn oder fünf Dollar',
  ])('%s: the caller has to say which amount was promised', (promise) => {
    expect(matchOffers(promise, offers)).toMatchObject({ kind: 'unsure', offers: [{ id: 'five-dollars' }] });
  });

  test.each([
    '10 percent off forever',
    'ten percent for life',
    'ten percent for a year',
    '10 percent off for the next 3 months',
    '10 percent off every order',
    'five dollars off per month',
    '10% a month',
    'diez por ciento para siempre',
    'diez por ciento durante un año',
    '5 dólares al mes',
    'dix pour cent pendant 3 mois',
    'dix pour cent à vie',
    'cinq dollars chaque mois',
    'zehn Prozent für immer',
    'zehn Prozent drei Monate lang',
    'fünf Dollar für zwei Jahre',
    '10 percent off every month',
    '10 percent off each and every one of my bills',
    'every month 10 percent',
    'ten percent off each of my first three orders',
    '10 percent off every future order',
    'dix pour cent sur toutes mes commandes',
    'for a year, 10 percent',
    'ten percent off my bill for the whole year',
    'diez por ciento todos los meses',
    'diez por ciento en cada una de mis facturas',
    'dix pour cent tous les mois',
    'dix pour cent sur chaque facture',
    'jeden Monat zehn Prozent',
    'zehn Prozent auf jede Bestellung',
    'I pay for a year, and was promised 10 percent off forever',
  ])('%s is more than what is taken off once', (promise) => {
    expect(matched(promise)).toBe('not_covered');
  });

  test.each([
    'ten percent, two months ago',
    'I have been a customer for three years and was promised ten percent',
    'ten percent, valid for 30 days',
    'I was told a month ago: 10 percent off',
    'ten percent off my 5 dollars a month plan',
    'hace un mes me prometieron un diez por ciento',
    'il y a un an on m’a promis dix pour cent',
    'vor einem Monat wurden mir zehn Prozent zugesagt',
    'ten percent, as for every customer',
    '10 percent off each item',
    'diez por ciento en cada artículo',
    'diez por ciento para todos los clientes',
    'dix pour cent sur chaque article',
    'dix pour cent pour tous les clients',
    'dix pour cent sur tous mes articles',
    'ten percent for every customer this month',
    'zehn Prozent auf jeden Artikel',
    'zehn Prozent für jeden Kunden',
  ])('%s names no duration', (promise) => {
    expect(matched(promise)).toEqual(['ten-percent']);
  });

  test.each([
    '10% off my order for the month of May',
    'I am paying for a year and was promised 10 percent',
    'I was promised 10 percent and am paying for a year',
    'ten percent. I order every month',
    'diez por ciento en mi pedido para el mes de mayo',
    'pago por un año y me prometieron el diez por ciento',
    'dix pour cent sur ma commande pour le mois de mai',
    'je paie pour un an et on m’a promis dix pour cent',
    'zehn Prozent auf meine Bestellung für den Monat Mai',
    'ich zahle für ein Jahr und mir wurden zehn Prozent zugesagt',
  ])('%s: the caller has to say whether it is for longer', (promise) => {
    expect(matchOffers(promise, offers)).toMatchObject({ kind: 'unsure', offers: [{ id: 'ten-percent' }] });
  });

  test('with one that lasts as long as was said, where one does', () => {
    const lasting: DiscountOffer[] = [
      { ...common, id: 'always', percent: 10, duration: 'forever' },
      { ...common, id: 'a-year', percent: 10, duration: { months: 12 } },
      { ...common, id: 'loyal', percent: 15, duration: { months: 3 }, words: ['loyalty discount'] },
    ];
    const all = [...offers, ...lasting];
    expect(matched('ten percent', all)).toEqual(['ten-percent', 'always', 'a-year']);
    expect(matched('ten percent forever', all)).toEqual(['always']);
    expect(matched('ten percent for a year', all)).toEqual(['a-year']);
    expect(matched('10 % pour 12 mois', all)).toEqual(['a-year']);
    expect(matched('zehn Prozent auf jede Rechnung', all)).toEqual(['always', 'a-year']);
    expect(matched('ten percent for two years', all)).toBe('not_covered');
    expect(matched('the loyalty discount, for life', all)).toBe('not_covered');
    expect(matched('the loyalty discount for 3 months', all)).toEqual(['loyal']);
  });

  test('by its words where nothing is named, whatever their case and accents', () => {
    expect(matched('the COME BACK code', [...offers, winback])).toEqual(['winback']);
    expect(matched('el codigo de vuelta', [...offers, winback])).toEqual(['winback']);
    expect(matched('come backwards', [...offers, winback])).toBe('unclear');
    expect(matched('the come back code for every customer', [...offers, winback])).toEqual(['winback']);
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
