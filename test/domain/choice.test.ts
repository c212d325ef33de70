import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { meant, type PaymentHints } from '../../src/domain/choice.ts';
import { DAY_SECONDS } from '../../src/domain/time.ts';
import { NOW, payment, usd } from './records.ts';

const amex = { brand: 'amex', last4: '8431' };
const old = payment({ payment: 'pi_old', amount: usd(42_50), created: NOW - 40 * DAY_SECONDS });
const byAmex = payment({
  payment: 'pi_amex',
  amount: usd(42_50),
  card: amex,
  created: NOW - 20 * DAY_SECONDS,
});
const latest = payment({ payment: 'pi_new', amount: usd(99_00), created: NOW - DAY_SECONDS });
const all = [old, byAmex, latest];

const chosen = (hints: PaymentHints, proof: typeof all = []) =>
  meant(all, hints, proof, 'UTC')?.map((one) => one.payment);

test('without hints all are meant, the newest first', () => {
  expect(chosen({})).toEqual(['pi_new', 'pi_amex', 'pi_old']);
});

test('without hints those that proved who calls are meant', () => {
  expect(chosen({}, [old])).toEqual(['pi_old']);
});

test('hints leave what they fit, by card, amount and a day that may be off by one', () => {
  expect(chosen({ last4: '8431' })).toEqual(['pi_amex']);
  expect(chosen({ amount: '42.50' })).toEqual(['pi_amex', 'pi_old']);
  expect(chosen({ amount: { value: 42_50, currency: 'eur' } })).toEqual(['pi_new', 'pi_amex', 'pi_old']);
  expect(chosen({ date: '2026-11-24' })).toEqual(['pi_new']);
  expect(chosen({ amount: '42.50', last4: '4242' })).toEqual(['pi_old']);
});

test('where hints leave several, those among them that proved who calls are meant', () => {
  expect(chosen({ amount: '42.50' }, [old])).toEqual(['pi_old']);
});

test('hints that fit nothing do not choose for the caller', () => {
  expect(chosen({ last4: '0000' })).toEqual(['pi_new', 'pi_amex', 'pi_old']);
});

test('a payment that was named is meant, whatever else was said, and is nobody’s if it is not among the caller’s', () => {
  expect(chosen({ payment: 'pi_old', last4: '8431' }, [latest])).toEqual(['pi_old']);
  expect(chosen({ payment: 'pi_of_another' }, all)).toBeUndefined();
});

test('what is meant is always the caller’s own, newest first, and some where the caller has some', () => {
  const some = fc.subarray(all);
  const hints = fc.record(
    {
      last4: fc.constantFrom('4242', '8431', '0000'),
      amount: fc.constantFrom('42.50', '99', '1'),
      date: fc.constantFrom('2026-11-23', '2026-11-04', '2020-01-01'),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(some, hints, some, (payments, given, proof) => {
      const result = meant(payments, given, proof, 'UTC') ?? [];
      expect(result.every((one) => payments.includes(one))).toBe(true);
      expect(result.length > 0).toBe(payments.length > 0);
      const ages = result.map(({ created }) => created);
      expect(ages).toEqual([...ages].sort((a, b) => b - a));
    }),
  );
});
