import { describe, expect, test } from '@jest/globals';
import type { Payment } from '../../src/domain/payment.ts';
import { defaultPolicy } from '../../src/domain/policy.ts';
import { judgePayment, judgeRefund, REPEAT_SECONDS } from '../../src/domain/refund.ts';
import { DAY_SECONDS } from '../../src/domain/time.ts';
import { approval, chargeback, decision, inquiry, NOW, payment, refund, refundCase, usd } from './records.ts';

const judge = (of: Parameters<typeof refundCase>[0]) => judgeRefund(refundCase(of));
const allow = { kind: 'allow' };
const asks = (...reasons: string[]) => expect.objectContaining({ kind: 'ask_support', reasons });
const refuses = (reason: string) => expect.objectContaining({ kind: 'refused', reason });

test('a payment that went through is refunded in full or in part', () => {
  expect(judge({})).toEqual(allow);
  expect(judge({ decision: decision({ amount: usd(1) }) })).toEqual(allow);
});

describe('what cannot be', () => {
  test.each(['processing', 'action_needed', 'authorized', 'failed', 'canceled'] as const)(
    'a payment that is %s was not paid',
    (state) => {
      expect(judge({ payment: payment({ state }) })).toEqual({ kind: 'refused', reason: 'not_paid' });
    },
  );

  test('a chargeback is the bank’s to decide, even beside an inquiry, even when it is over', () => {
    expect(judge({ payment: payment({ disputes: [inquiry, chargeback] }) })).toEqual(refuses('disputed'));
    const over = { ...chargeback, outcome: 'lost' as const };
    expect(judge({ payment: payment({ disputes: [over] }) })).toEqual(refuses('disputed'));
  });

  test('a cent more than is left is too much, what is left is not', () => {
    const part = payment({ refunded: 60_00 });
    expect(judge({ payment: part, decision: decision({ amount: usd(40_01) }) })).toEqual(
      refuses('more_than_left'),
    );
    expect(judge({ payment: part, decision: decision({ amount: usd(40_00) }) })).toEqual(allow);
  });

  test.each([0, -1, 0.5, Number.NaN])('an amount of %d is none', (value) => {
    expect(judge({ decision: decision({ amount: usd(value) }) })).toEqual(refuses('more_than_left'));
  });

  test('an amount in another currency is none of this payment', () => {
    const euros = decision({ amount: { value: 10_00, currency: 'eur' } });
    expect(judge({ decision: euros })).toEqual(refuses('more_than_left'));
  });

  test('where nothing is left the latest refund that counts is told', () => {
    const refunds = [
      refund({ refund: 're_1', amount: usd(60_00), created: NOW - 9 * DAY_SECONDS }),
      refund({ refund: 're_2', amount: usd(40_00), created: NOW - 5 * DAY_SECONDS }),
      refund({ refund: 're_3', amount: usd(40_00), created: NOW - 1, state: 'failed' }),
    ];
    expect(judge({ payment: payment({ refunded: 100_00, refunds }) })).toEqual({
      kind: 'refused',
      reason: 'already_refunded',
      earlier: refunds[1],
    });
  });
});

describe('the same thing twice', () => {
  const earlier = (of = {}) => refund({ amount: usd(10_00), created: NOW - 60, call: 'another call', ...of });
  const asked = (of = {}, more = {}) =>
    judge({
      decision: decision({ amount: usd(10_00), ...more }),
      payment: payment({ refunded: 10_00, refunds: [earlier(of)] }),
    });

  test('in the same call is told as sent already', () => {
    const own = earlier({ call: 'this call' });
    expect(asked(own)).toEqual({ kind: 'repeats', earlier: own, sameCall: true });
  });

  test('in the same call stays so, whatever it says that it is beside', () => {
    expect(asked({ call: 'this call' }, { besides: ['re_1'] })).toMatchObject({ sameCall: true });
  });

  test('in the same call is another refund only where a person has approved it beside that one', () => {
    const approved = { approval: approval({ refunded: 10_00 }) };
    expect(asked({ call: 'this call' }, approved)).toMatchObject({ kind: 'repeats', sameCall: true });
    const beside = (refund: string) => asked({ call: 'this call' }, { ...approved, besides: [refund] });
    expect(beside('re_2')).toMatchObject({ kind: 'repeats', sameCall: true });
    expect(beside('re_1')).toEqual(allow);
  });

  test('in the same call is a person’s to look at while something is left of what they approved', () => {
    const left = (refunded: number) => ({
      decision: decision({ amount: usd(10_00), approval: approval() }),
      payment: payment({ refunded, refunds: [earlier({ call: 'this call' })] }),
    });
    expect(judge(left(90_00))).toMatchObject({ kind: 'repeats', sameCall: true });
    expect(judge(left(90_01))).toEqual(expect.objectContaining({ reason: 'more_than_left' }));
    expect(judge(left(100_00))).toMatchObject({ kind: 'repeats', sameCall: true });
  });

  test('in another call, or by another hand, is asked about', () => {
    expect(asked()).toMatchObject({ kind: 'repeats', sameCall: false });
    expect(asked({ call: undefined })).toMatchObject({ kind: 'repeats', sameCall: false });
    expect(asked({}, { besides: ['re_1'] })).toEqual(allow);
    expect(asked({}, { besides: ['re_2'] })).toMatchObject({ kind: 'repeats' });
  });

  test('is another thing after 24 hours, to the second', () => {
    expect(asked({ created: NOW - REPEAT_SECONDS + 1 })).toMatchObject({ kind: 'repeats' });
    expect(asked({ created: NOW - REPEAT_SECONDS })).toEqual(allow);
  });

  test('is no other thing because people took long: what was made after it was asked for counts', () => {
    const waited = { askedAt: NOW - 3 * DAY_SECONDS };
    const made = (created: number) => asked({ created }, waited);
    expect(made(NOW - 2 * DAY_SECONDS)).toMatchObject({ kind: 'repeats' });
    expect(made(waited.askedAt - REPEAT_SECONDS + 1)).toMatchObject({ kind: 'repeats' });
    expect(made(waited.askedAt - REPEAT_SECONDS)).toEqual(allow);
  });

  test('is another thing with another amount', () => {
    expect(asked({}, { amount: usd(10_01) })).toEqual(allow);
  });

  test.each([
    ['issued', 'repeats'],
    ['pending', 'repeats'],
    ['action_needed', 'repeats'],
    ['unknown', 'repeats'],
    ['failed', 'allow'],
    ['canceled', 'allow'],
  ])('where the first is %s comes to %s', (state, kind) => {
    expect(asked({ state })).toMatchObject({ kind });
  });

  test('is not turned into a plain yes by a person', () => {
    expect(asked({}, { approval: approval({ refunded: 10_00 }) })).toMatchObject({ kind: 'repeats' });
  });

  test('in the same call for all of a payment of which nothing is left is told as sent, not refused', () => {
    const whole = refund({ amount: usd(100_00), created: NOW - 60, call: 'this call' });
    const done = payment({ refunded: 100_00, refunds: [whole] });
    expect(judge({ payment: done })).toMatchObject({ kind: 'repeats', sameCall: true });
    expect(judge({ payment: done, decision: decision({ call: 'a third' }) })).toEqual(
      refuses('already_refunded'),
    );
  });
});

describe('a payment of which no amount is named', () => {
  const whole = refund({ amount: usd(100_00), created: NOW - 60, call: 'this call' });
  const done = payment({ refunded: 100_00, refunds: [whole] });
  const judged = (of: Payment, call = 'this call', now = NOW) => judgePayment({ payment: of, call, now });

  test('is judged no further while something is left of it', () => {
    expect(judged(payment())).toBeUndefined();
    expect(judged(payment({ refunded: 99_99, refunds: [whole] }))).toBeUndefined();
  });

  test('was refunded already by this call, or by another', () => {
    expect(judged(done)).toEqual({ kind: 'repeats', earlier: whole, sameCall: true });
    const already = { kind: 'refused', reason: 'already_refunded', earlier: whole };
    expect(judged(done, 'another call')).toEqual(already);
    expect(judged(done, 'this call', NOW + DAY_SECONDS)).toEqual(already);
  });

  test('cannot be refunded where it was never paid or was charged back', () => {
    expect(judged(payment({ state: 'failed' }))).toEqual(refuses('not_paid'));
    expect(judged({ ...done, disputes: [chargeback] })).toEqual(refuses('disputed'));
  });
});

describe('what policy forbids', () => {
  test('90 days are in time, a second more is not', () => {
    const paid = (age: number) => judge({ payment: payment({ created: NOW - age }) });
    expect(paid(90 * DAY_SECONDS)).toEqual(allow);
    expect(paid(90 * DAY_SECONDS + 1)).toEqual(refuses('too_old'));
    expect(paid(91 * DAY_SECONDS)).toEqual(refuses('too_old'));
  });

  test('what was asked in time is in time, however long people take', () => {
    const old = payment({ created: NOW - 95 * DAY_SECONDS });
    const askedAt = old.created + 90 * DAY_SECONDS;
    expect(judge({ payment: old, decision: decision({ askedAt }) })).toEqual(allow);
    expect(judge({ payment: old, decision: decision({ askedAt: askedAt + 1 }) })).toEqual(refuses('too_old'));
  });

  test('a part, where only all is refunded', () => {
    const policy = { ...defaultPolicy.refund, partial: false };
    expect(judge({ policy })).toEqual(allow);
    expect(judge({ policy, decision: decision({ amount: usd(99_99) }) })).toEqual(
      refuses('partial_not_allowed'),
    );
  });

  test('is not allowed by a person either', () => {
    const approved = decision({ approval: approval() });
    const late = { ...approved, askedAt: NOW + 100 * DAY_SECONDS };
    expect(judge({ decision: late })).toEqual(refuses('too_old'));
    expect(judge({ decision: approved, payment: payment({ disputes: [chargeback] }) })).toEqual(
      refuses('disputed'),
    );
    expect(judge({ decision: { ...approved, amount: usd(100_01) } })).toEqual(refuses('more_than_left'));
  });
});

describe('what needs a person', () => {
  const big = (of = {}) => payment({ amount: usd(500_00), ...of });

  test('more than 200 of one payment in all, to the cent', () => {
    const want = (value: number, refunded = 0) =>
      judge({ payment: big({ refunded }), decision: decision({ amount: usd(value) }) });
    expect(want(200_00)).toEqual(allow);
    expect(want(200_01)).toEqual(asks('payment_cap'));
    expect(want(50_00, 150_00)).toEqual(allow);
    expect(want(50_01, 150_00)).toEqual(asks('payment_cap'));
  });

  const others = (of: Parameters<typeof refund>[0], values: number[]) =>
    values.map((value, n) => refund({ refund: `re_${n}`, payment: `pi_x${n}`, amount: usd(value), ...of }));

  test('more than 400 of a customer in 30 days, to the cent', () => {
    expect(judge({ history: others({}, [150_00, 150_00]) })).toEqual(allow);
    expect(judge({ history: others({}, [150_00, 150_01]) })).toEqual(asks('customer_cap'));
  });

  test('a fourth refund in 30 days, not a third', () => {
    expect(judge({ history: others({}, [1, 1]) })).toEqual(allow);
    expect(judge({ history: others({}, [1, 1, 1]) })).toEqual(asks('customer_count'));
  });

  test('only what lies within 30 days counts, to the second', () => {
    const edge = 30 * DAY_SECONDS;
    expect(judge({ history: others({ created: NOW - edge }, [1, 1, 1]) })).toEqual(allow);
    expect(judge({ history: others({ created: NOW - edge + 1 }, [1, 1, 1]) })).toEqual(
      asks('customer_count'),
    );
  });

  test.each(['failed', 'canceled'] as const)('refunds that are %s count nowhere', (state) => {
    expect(judge({ history: others({ state }, [400_00, 400_00, 400_00]) })).toEqual(allow);
  });

  test('each currency has caps of its own, but every refund counts', () => {
    const euros = { amount: { value: 400_00, currency: 'eur' } };
    expect(judge({ history: others(euros, [1, 1]) })).toEqual(allow);
    expect(judge({ history: others(euros, [1, 1, 1]) })).toEqual(asks('customer_count'));
    const inEuros = { decision: decision(euros), payment: payment(euros) };
    expect(judge({ ...inEuros, decision: decision({ amount: { value: 200_00, currency: 'eur' } }) })).toEqual(
      allow,
    );
  });

  test('any other currency', () => {
    const yen = { amount: { value: 100, currency: 'jpy' } };
    expect(judge({ decision: decision(yen), payment: payment(yen) })).toEqual(asks('currency'));
  });

  test('a payment that the bank asks about', () => {
    expect(judge({ payment: payment({ disputes: [inquiry] }) })).toEqual(asks('inquiry'));
    expect(judge({ payment: payment({ disputes: [{ ...inquiry, outcome: 'closed' }] }) })).toEqual(allow);
  });

  test('for several reasons at once, which are all told', () => {
    const asked = { payment: big({ disputes: [inquiry] }), decision: decision({ amount: usd(401_00) }) };
    expect(judge(asked)).toEqual(asks('inquiry', 'payment_cap', 'customer_cap'));
    expect(judge(asked)).toMatchObject({ measured: { ofPayment: 401_00, ofCustomer: 401_00, count: 1 } });
  });
});

describe('a one-time code', () => {
  const policy = { ...defaultPolicy.refund, authenticateAbove: { usd: 50_00 } };
  const code = { kind: 'needs_code' };
  const want = (value: number, more: Parameters<typeof decision>[0] = {}, of: Partial<Payment> = {}) =>
    judge({ policy, decision: decision({ amount: usd(value), ...more }), payment: payment(of) });

  test('is asked for above what the policy says that one payment gives back in all, to the cent', () => {
    expect(want(50_00)).toEqual(allow);
    expect(want(50_01)).toEqual(code);
    expect(want(30_00, {}, { refunded: 20_00 })).toEqual(allow);
    expect(want(30_01, {}, { refunded: 20_00 })).toEqual(code);
  });

  test('is asked for only in the policy’s currencies, and where it has any', () => {
    const euros = { amount: { value: 99_00, currency: 'eur' } };
    expect(judge({ policy, decision: decision(euros), payment: payment(euros) })).toEqual(allow);
    expect(judge({ decision: decision({ amount: usd(99_00) }) })).toEqual(allow);
  });

  test('is asked for once, before a person is, and not for what cannot be or was sent already', () => {
    const own = refund({ amount: usd(60_00), call: 'this call', created: NOW - 60 });
    expect(want(60_00, { authenticated: true })).toEqual(allow);
    expect(want(250_00, {}, { amount: usd(600_00) })).toEqual(code);
    expect(want(250_00, { authenticated: true }, { amount: usd(600_00) })).toEqual(asks('payment_cap'));
    expect(want(60_00, {}, { disputes: [chargeback] })).toEqual(refuses('disputed'));
    const sent = { amount: usd(600_00), refunded: 60_00, refunds: [own] };
    expect(want(60_00, {}, sent)).toMatchObject({ kind: 'repeats', sameCall: true });
  });

  test('is not asked for where a person has approved it: the caller may be gone', () => {
    expect(want(60_00, { approval: approval() })).toEqual(allow);
  });
});
