import { describe, expect, test } from '@jest/globals';
import { speechIn } from '../../../src/speech/index.ts';
import { payment, usd } from '../../domain/records.ts';
import { everyPaymentState, everyRefundState, refundOf } from '../spoken.ts';

const { refund } = speechIn('en');

const visa = { brand: 'visa', last4: '4242' };
const day = '2026-11-22';

test('amount and card are read back before anything is done, and whether it is a part', () => {
  const about = { amount: usd(42_50), card: visa, day: '2026-11-14' };
  expect(refund.confirm({ ...about, partial: false })).toBe(
    'Let me read that back. I would refund 42 dollars and 50 cents to your Visa ending in 4 2 4 2, ' +
      'for your payment of November 14th. Shall I go ahead?',
  );
  expect(refund.confirm({ ...about, partial: true })).toContain('as a part of your payment');
  expect(refund.confirm({ ...about, card: undefined, partial: false })).not.toContain('to your');
});

test('a question for a yes promises nothing, since a person may have to decide', () => {
  for (const partial of [true, false])
    expect(refund.confirm({ amount: usd(1), card: visa, day, partial })).not.toMatch(
      /I can do|I will|is sent/,
    );
});

describe('what became of a refund is said', () => {
  const said = (state: Parameters<typeof refundOf>[0]) => refund.issued(refundOf(state), visa);

  test('to be issued only where it is', () => {
    expect(said('issued')).toMatch(/^It is on its way\. I have issued a refund of 10 dollars to your Visa/);
    for (const state of everyRefundState)
      expect(/issued|on its way/.test(said(state))).toBe(state === 'issued');
  });

  test('to be pending or to need a step, each in its own words', () => {
    expect(said('pending')).toContain('has not confirmed it yet');
    expect(said('action_needed')).toContain('One more step is needed from you');
    expect(said('action_needed')).not.toContain('confirmed');
  });

  test('to be unknown where it is, and never to have failed then', () => {
    expect(said('unknown')).toBe(refund.beingConfirmed(usd(10_00)));
    expect(said('unknown')).toContain('is being confirmed');
    expect(said('unknown')).not.toMatch(/issued|sent|done|did not/);
  });

  test('to have failed where it did', () => {
    expect(said('failed')).toContain('did not go through');
    expect(said('canceled')).toContain('did not go through');
  });

  test('by another sentence for each state that differs to the caller', () => {
    expect(new Set(everyRefundState.map(said)).size).toBe(everyRefundState.length - 1);
  });
});

describe('an earlier refund is told', () => {
  test('with amount, day and reference, letter by letter', () => {
    expect(refund.already({ refund: refundOf('issued'), day })).toBe(
      'You asked for this already. For this payment a refund of 10 dollars was issued on November 22nd, ' +
        'under reference R 7 K 2 M X. Nothing more was sent now.',
    );
  });

  test('as issued only where it was', () => {
    for (const state of everyRefundState) {
      const earlier = { refund: refundOf(state), day };
      for (const say of [
        refund.already(earlier),
        refund.confirmAnother({ amount: usd(10_00), earlier }),
        refund.refused('already_refunded', { payment: { payment: payment(), day }, earlier }),
      ])
        expect(/was issued/.test(say)).toBe(state === 'issued');
    }
  });

  test('without a reference where others made it', () => {
    const { reference: _none, ...others } = refundOf('issued');
    expect(refund.already({ refund: others, day })).not.toContain('reference');
  });
});

describe('why not is said', () => {
  const refused = (reason: Parameters<typeof refund.refused>[0], of = payment()) =>
    refund.refused(reason, { payment: { payment: of, day }, earlier: undefined });

  test.each([
    ['disputed', 'the bank decides'],
    ['too_old', 'November 22nd'],
    ['partial_not_allowed', 'only all of it'],
    ['refused_by_support', 'decided against'],
    ['refused_by_stripe', 'a colleague'],
    ['already_refunded', 'nothing left to refund'],
  ] as const)('%s with "%s"', (reason, words) => {
    expect(refused(reason)).toContain(words);
  });

  test('by what the payment is where it was not paid, and without a charge only where there was none', () => {
    const said = everyPaymentState.map((state) => refused('not_paid', payment({ state })));
    expect(new Set(said).size).toBe(everyPaymentState.length);
    const uncharged = everyPaymentState.filter((_, n) => said[n]?.includes('nothing was charged'));
    expect(uncharged).toEqual(['action_needed', 'failed', 'canceled']);
  });
});

test('a caller who says no hears that nothing was refunded now, which is true of earlier refunds too', () => {
  expect(refund.declinedByCaller()).toContain('not refunded anything now');
});
