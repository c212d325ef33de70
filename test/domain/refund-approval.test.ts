import { describe, expect, test } from '@jest/globals';
import { judgeRefund } from '../../src/domain/refund.ts';
import { approvalOf } from '../../src/domain/refund-approval.ts';
import { approval, chargeback, decision, inquiry, payment, refund, refundCase, usd } from './records.ts';

const big = (of = {}) => payment({ amount: usd(600_00), ...of });
const approved = (given: ReturnType<typeof approval>) => decision({ amount: usd(250_00), approval: given });
const judge = (of: Parameters<typeof refundCase>[0]) => judgeRefund(refundCase(of));

describe('a person’s yes', () => {
  const yes = approval({ amount: usd(600_00) }, ['payment_cap']);

  test('covers what it was given for, of the payment as it was shown', () => {
    expect(judge({ payment: big(), decision: approved(yes) })).toEqual({ kind: 'allow' });
  });

  test('covers no other reason: an inquiry that was opened since is asked about', () => {
    expect(judge({ payment: big({ disputes: [inquiry] }), decision: approved(yes) })).toMatchObject({
      kind: 'ask_support',
      reasons: ['inquiry', 'changed_since', 'payment_cap'],
    });
  });

  test('covers no other reason, although the payment is as it was', () => {
    const others = [1, 2, 3].map((n) => refund({ refund: `re_${n}`, payment: `pi_x${n}`, amount: usd(100) }));
    expect(judge({ payment: big(), history: others, decision: approved(yes) })).toMatchObject({
      kind: 'ask_support',
      reasons: ['customer_count', 'payment_cap'],
    });
  });

  test('covers no other payment than was seen: the difference is the reason', () => {
    const refunds = [refund({ amount: usd(100_00) })];
    const asked = { payment: big({ refunded: 100_00, refunds }), decision: approved(yes) };
    expect(judge(asked)).toMatchObject({ kind: 'ask_support', reasons: ['changed_since', 'payment_cap'] });
  });

  test('of an inquiry covers not the next one, nor that it was closed', () => {
    const seen = approval({ amount: usd(600_00), disputes: [inquiry] }, ['inquiry', 'payment_cap']);
    const now = (disputes: (typeof inquiry)[]) =>
      judge({ payment: big({ disputes }), decision: approved(seen) });
    expect(now([inquiry])).toEqual({ kind: 'allow' });
    expect(now([{ ...inquiry, dispute: 'du_9' }])).toMatchObject({ kind: 'ask_support' });
    expect(now([{ ...inquiry, outcome: 'closed' }])).toMatchObject({ kind: 'ask_support' });
  });

  test('never covers a chargeback', () => {
    const seen = approval({ amount: usd(600_00), disputes: [chargeback] });
    expect(judge({ payment: big({ disputes: [chargeback] }), decision: approved(seen) })).toMatchObject({
      kind: 'refused',
      reason: 'disputed',
    });
  });

  test('comes on top of those before, of the payment as it was seen last', () => {
    const now = big({ refunded: 100_00 });
    expect(approvalOf(now, ['changed_since', 'payment_cap'], yes)).toEqual({
      reasons: ['payment_cap', 'changed_since'],
      seen: { state: 'succeeded', refunded: 100_00, disputes: [] },
    });
  });
});
