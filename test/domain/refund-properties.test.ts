import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { counts, left } from '../../src/domain/payment.ts';
import {
  judgeRefund,
  possiblyMade,
  type RefundCase,
  together,
  withRefunds,
} from '../../src/domain/refund.ts';
import { DAY_SECONDS } from '../../src/domain/time.ts';
import { anyCase, anyRefund, approval, decision, NOW, payment } from './records.ts';

const runs = { numRuns: 3_000 };

/** What holds of every case that is allowed; most cases are not, so that there are many. */
function ofAllowed(holds: (allowed: RefundCase) => void): void {
  let allowed = 0;
  fc.assert(
    fc.property(anyCase, (one) => {
      if (judgeRefund(one).kind !== 'allow') return;
      allowed += 1;
      holds(one);
    }),
    runs,
  );
  expect(allowed).toBeGreaterThan(100);
}

const inPeriod = ({ history, policy }: RefundCase) =>
  history.filter((one) => counts(one) && NOW - one.created < policy.periodDays * DAY_SECONDS);

test('what is allowed is more than nothing and never more than is left', () => {
  ofAllowed(({ decision: { amount }, payment: of }) => {
    expect(amount.value).toBeGreaterThan(0);
    expect(amount.value).toBeLessThanOrEqual(left(of));
  });
});

test('what is allowed without a person is within every cap', () => {
  ofAllowed((one) => {
    if (one.decision.approval) return;
    const { value } = one.decision.amount;
    const total = inPeriod(one).reduce((sum, { amount }) => sum + amount.value, value);
    expect(one.payment.refunded + value).toBeLessThanOrEqual(200_00);
    expect(total).toBeLessThanOrEqual(400_00);
    expect(inPeriod(one).length + 1).toBeLessThanOrEqual(3);
    expect(one.payment.state).toBe('succeeded');
    expect(one.payment.disputes.some(({ outcome }) => outcome === 'open')).toBe(false);
  });
});

test('nothing is allowed while any dispute is not refundable, nor of what was not paid, nor too late', () => {
  ofAllowed(({ payment: of }) => {
    expect(of.disputes.every(({ refundable }) => refundable)).toBe(true);
    expect(of.state).toBe('succeeded');
    expect(NOW - of.created).toBeLessThanOrEqual(90 * DAY_SECONDS);
  });
});

test('a call is never allowed the same amount of a payment twice in 24 hours without a person', () => {
  ofAllowed(({ decision: { amount, call, approval: yes }, payment: of }) => {
    if (yes) return;
    const same = of.refunds.filter(
      (one) => counts(one) && one.amount.value === amount.value && NOW - one.created < DAY_SECONDS,
    );
    expect(same.filter((one) => one.call === call)).toEqual([]);
  });
});

test('what repeats a refund is allowed only beside that very refund', () => {
  ofAllowed(({ decision: { amount, besides }, payment: of }) => {
    const same = of.refunds.filter(
      (one) => counts(one) && one.amount.value === amount.value && NOW - one.created < DAY_SECONDS,
    );
    expect(same.every(({ refund }) => besides.includes(refund))).toBe(true);
  });
});

test('a person’s yes turns a question into a yes and changes nothing else, but that repeats are theirs', () => {
  fc.assert(
    fc.property(anyCase, (one) => {
      const { approval: _, ...unapproved } = one.decision;
      const without = judgeRefund({ ...one, decision: unapproved });
      const yes = approval(one.payment);
      const withYes = judgeRefund({ ...one, decision: { ...unapproved, approval: yes } });
      fc.pre(without.kind !== 'repeats' || !without.sameCall || left(one.payment) === 0);
      expect(withYes).toEqual(without.kind === 'ask_support' ? { kind: 'allow' } : without);
    }),
    runs,
  );
});

test('failed and canceled refunds make no difference to any verdict', () => {
  fc.assert(
    fc.property(anyCase, (one) => {
      const without = {
        ...one,
        payment: { ...one.payment, refunds: one.payment.refunds.filter(counts) },
        history: one.history.filter(counts),
      };
      expect(judgeRefund(without)).toEqual(judgeRefund(one));
    }),
    runs,
  );
});

test('asking for less is never refused as more than is left where asking for more was not', () => {
  fc.assert(
    fc.property(anyCase, fc.integer({ min: 1, max: 600_00 }), (one, less) => {
      fc.pre(less <= one.decision.amount.value);
      const smaller = { ...one.decision, amount: { ...one.decision.amount, value: less } };
      const reasonOf = (of: RefundCase) => {
        const verdict = judgeRefund(of);
        return verdict.kind === 'refused' ? verdict.reason : undefined;
      };
      if (reasonOf({ ...one, decision: smaller }) === 'more_than_left')
        expect(reasonOf(one)).not.toBeUndefined();
    }),
  );
});

test('refunds put together name each refund and each decision once, those that were known first', () => {
  fc.assert(
    fc.property(fc.array(anyRefund), fc.array(anyRefund), (known, more) => {
      const all = together(known, [...more, ...known, ...more]);
      expect(all.slice(0, known.length)).toEqual(known);
      expect(new Set(all.map(({ refund }) => refund)).size).toBe(all.length);
    }),
  );
});

test('a refund that was made since counts once, however often and under whichever name it is told', () => {
  fc.assert(
    fc.property(fc.array(anyRefund, { maxLength: 4 }), fc.integer({ min: 1, max: 3 }), (since, times) => {
      const own = since.filter((one) => one.payment === 'pi_1');
      const told = Array.from({ length: times }, () => since).flat();
      const after = withRefunds(payment(), told);
      const sum = own.filter(counts).reduce((total, { amount }) => total + amount.value, 0);
      expect(after.refunded).toBe(sum);
      expect(after.refunds).toEqual(own);
      expect(withRefunds(after, told)).toEqual(after);
    }),
  );
});

test('what may have been made counts as refunded until Stripe shows it, and then only as shown', () => {
  const unsure = decision({ id: 'intent-9' });
  const before = withRefunds(payment(), [possiblyMade(unsure), possiblyMade(unsure)]);
  expect(left(before)).toBe(0);
  const shown = { ...possiblyMade(unsure), refund: 're_9', state: 'issued' as const };
  const read = payment({ refunded: 100_00, refunds: [shown] });
  expect(withRefunds(read, [possiblyMade(unsure)])).toEqual(read);
  const failed = payment({ refunds: [{ ...shown, state: 'failed' }] });
  expect(left(withRefunds(failed, [possiblyMade(unsure)]))).toBe(100_00);
});
