import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Payment } from '../../src/domain/payment.ts';
import {
  accepted,
  factsIn,
  factsTrueOf,
  type GivenFacts,
  isEnough,
  proven,
  provenGuest,
  questionFor,
} from '../../src/domain/verification.ts';
import { payment, usd } from './records.ts';

const ZONE = 'America/New_York';
const at = (text: string) => Date.parse(text) / 1_000;

/** $42.50 by Visa 4242 on November 14, New York time; in UTC it is the 15th already. */
const mine = payment({ amount: usd(42_50), created: at('2026-11-15T04:30:00Z'), postalCode: 'SW1A 1AA' });
const other = payment({
  payment: 'pi_2',
  amount: usd(99_00),
  created: at('2026-06-01T12:00:00Z'),
  card: { brand: 'visa', last4: '0005' },
  postalCode: '10001',
});
const proves = (given: GivenFacts, payments: readonly Payment[] = [mine, other]) =>
  proven(payments, given, ZONE).map((one) => one.payment);

describe('a caller is proven by two facts of one payment', () => {
  test.each<[string, GivenFacts]>([
    ['last four and amount', { last4: '4242', amount: usd(42_50) }],
    ['last four and amount as text', { last4: '4242', amount: '42.50' }],
    ['last four and date', { last4: '4242', date: '2026-11-14' }],
    ['amount and date', { amount: '42.5', date: '2026-11-14' }],
    ['last four and postal code', { last4: '4242', postalCode: 'sw1a1aa' }],
    ['amount and postal code', { amount: '42.50', postalCode: 'SW1A-1AA' }],
    ['two right facts beside a wrong one', { last4: '4242', amount: '42.50', date: '2020-01-01' }],
  ])('%s', (_facts, given) => {
    expect(proves(given)).toEqual(['pi_1']);
  });

  test.each<[string, GivenFacts]>([
    ['one fact', { last4: '4242' }],
    ['date and postal code', { date: '2026-11-14', postalCode: 'SW1A 1AA' }],
    ['the last four of one payment and the amount of another', { last4: '4242', amount: usd(99_00) }],
    ['the amount of one payment and the date of another', { amount: usd(42_50), date: '2026-06-01' }],
    [
      'last four, and amount in another currency',
      { last4: '4242', amount: { value: 42_50, currency: 'eur' } },
    ],
    ['last four, and a hundred times the amount', { last4: '4242', amount: '4250' }],
    ['nothing', {}],
  ])('and not by %s', (_facts, given) => {
    expect(proves(given)).toEqual([]);
  });

  test.each([
    ['2026-11-12', false],
    ['2026-11-13', true],
    ['2026-11-14', true],
    ['2026-11-15', true],
    ['2026-11-16', false],
  ])('of which the date may be off by one day: %s is right: %s', (date, right) => {
    expect(proves({ last4: '4242', date })).toEqual(right ? ['pi_1'] : []);
  });

  test('which may be several payments, when the facts are true of each', () => {
    expect(proves({ last4: '4242', amount: '42.50' }, [mine, { ...mine, payment: 'pi_3' }])).toEqual([
      'pi_1',
      'pi_3',
    ]);
  });
});

const anyPayment = fc
  .record({
    last4: fc.constantFrom('4242', '0005', '1111'),
    value: fc.constantFrom(42_50, 99_00, 10_00),
    created: fc.constantFrom('2026-11-15T12:00:00Z', '2026-11-20T12:00:00Z').map(at),
    postalCode: fc.constantFrom('10001', '94103'),
    hasCard: fc.boolean(),
  })
  .map(({ last4, value, created, postalCode, hasCard }) => {
    const { card: _card, ...bare } = payment({ amount: usd(value), created, postalCode });
    return hasCard ? { ...bare, card: { brand: 'visa', last4 } } : bare;
  });

const anyFacts: fc.Arbitrary<GivenFacts> = fc.record(
  {
    last4: fc.constantFrom('4242', '0005', '1111'),
    amount: fc.constantFrom('42.50', '99', usd(10_00)),
    date: fc.constantFrom('2026-11-15', '2026-11-16', '2026-11-20', '2026-01-01'),
    postalCode: fc.constantFrom('10001', '94103'),
  },
  { requiredKeys: [] },
);

test('facts that are true of two payments, but of neither two, never prove anything', () => {
  fc.assert(
    fc.property(fc.array(anyPayment, { maxLength: 4 }), anyFacts, (payments, given) => {
      for (const one of payments) {
        const facts = factsTrueOf(one, given, ZONE);
        const expected = facts.length >= 2 && (facts.includes('last4') || facts.includes('amount'));
        expect(proven(payments, given, ZONE).includes(one)).toBe(expected);
      }
      expect(proven([], given, ZONE)).toEqual([]);
    }),
  );
});

test('facts that prove something could be judged', () => {
  fc.assert(
    fc.property(fc.array(anyPayment, { maxLength: 4 }), anyFacts, (payments, given) => {
      if (proven(payments, given, ZONE).length > 0) expect(isEnough(given)).toBe(true);
    }),
  );
});

describe('a guest', () => {
  const { customer: _customer, ...anonymous } = mine;
  const guest = { ...anonymous, contacts: ['Ann@Example.com', '(415) 555-0101'] };
  const all = { last4: '4242', amount: '42.50', date: '2026-11-14', postalCode: 'SW1A 1AA' };
  const proof = (given: GivenFacts, contact: object = { email: 'ann@example.com' }) =>
    provenGuest([guest], given, contact, ZONE).length > 0;

  test('is proven by the postal code and a number or email that stands on the payment', () => {
    expect(proof(all)).toBe(true);
    expect(proof(all, { phone: '+14155550101' })).toBe(true);
    expect(proof(all, { phone: '+14155550199', email: 'ann@example.com' })).toBe(true);
  });

  test('is not proven without any one of the facts, or by another contact', () => {
    for (const missing of ['last4', 'amount', 'date', 'postalCode'] as const) {
      const { [missing]: _left, ...rest } = all;
      expect(proof(rest)).toBe(false);
    }
    expect(proof({ ...all, postalCode: 'SW1A 1AB' })).toBe(false);
    expect(proof(all, { email: 'eve@example.com' })).toBe(false);
    expect(proof(all, {})).toBe(false);
  });

  test('is not proven where the payment says neither postal code nor contact', () => {
    const { postalCode: _code, ...bare } = guest;
    expect(provenGuest([bare], all, { email: 'ann@example.com' }, ZONE)).toEqual([]);
    expect(provenGuest([{ ...guest, contacts: [] }], all, { email: 'ann@example.com' }, ZONE)).toEqual([]);
  });
});

test('last four and amount are asked for first, date and postal code too from the second try', () => {
  expect(accepted(0)).toEqual(['last4', 'amount']);
  expect(accepted(1)).toEqual(['last4', 'amount', 'date', 'postalCode']);
  expect(accepted(2)).toEqual(accepted(1));
});

test('two facts are enough to be judged, if one is last four or amount', () => {
  expect(factsIn({ date: '2026-11-14', last4: '4242' })).toEqual(['last4', 'date']);
  expect(isEnough({ last4: '4242', date: '2026-11-14' })).toBe(true);
  expect(isEnough({ date: '2026-11-14', postalCode: '10001' })).toBe(false);
  expect(isEnough({ amount: '1' })).toBe(false);
});

describe('a caller is asked', () => {
  const all = ['last4', 'amount', 'date', 'postalCode'];

  test.each<[string, GivenFacts, number, object]>([
    [
      'for two facts that most have at hand',
      {},
      0,
      { accepts: ['last4', 'amount'], needed: 2, triesLeft: 3 },
    ],
    ['for any two after a wrong try', {}, 1, { accepts: all, needed: 2, triesLeft: 2 }],
    ['for the other one', { last4: '4242' }, 0, { accepts: ['amount'], needed: 1, triesLeft: 3 }],
    [
      'for any other one after a wrong try',
      { amount: '42.50' },
      2,
      { accepts: ['last4', 'date', 'postalCode'], needed: 1, triesLeft: 1 },
    ],
    [
      'for last four or amount beside a date',
      { date: '2026-11-14' },
      1,
      { accepts: ['last4', 'amount'], needed: 1, triesLeft: 2 },
    ],
    [
      'for last four or amount beside a date and a postal code, which do not do',
      { date: '2026-11-14', postalCode: '10001' },
      0,
      { accepts: ['last4', 'amount'], needed: 1, triesLeft: 3 },
    ],
  ])('%s', (_what, given, failed, question) => {
    expect(questionFor(given, failed, 3)).toEqual(question);
  });

  test('until what was given can be judged, and no longer', () => {
    const fact = fc.option(fc.constant('1'), { nil: undefined });
    const given = fc.record({ last4: fact, amount: fact, date: fact, postalCode: fact });
    fc.assert(
      fc.property(given, fc.nat(3), (facts, failed) => {
        const known = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
        fc.pre(!isEnough(known));
        const { accepts, needed } = questionFor(known, failed, 3);
        const answered = Object.fromEntries(accepts.slice(0, needed).map((name) => [name, '1']));
        expect(isEnough({ ...known, ...answered })).toBe(true);
      }),
    );
  });
});
