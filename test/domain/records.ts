import fc from 'fast-check';
import {
  type DisputeRecord,
  disputeOutcomes,
  type Payment,
  type RefundRecord,
  type RefundState,
} from '../../src/domain/payment.ts';
import { defaultPolicy } from '../../src/domain/policy.ts';
import type { RefundCase, RefundDecision } from '../../src/domain/refund.ts';
import { type Approval, approvalOf, type SupportReason } from '../../src/domain/refund-approval.ts';
import { DAY_SECONDS } from '../../src/domain/time.ts';

/** The moment at which tests judge: 2026-11-24 12:00 UTC. */
export const NOW = Date.UTC(2026, 10, 24, 12) / 1_000;

export const usd = (value: number) => ({ value, currency: 'usd' });

/** A payment of $100 by Visa, ten days ago, unless told otherwise. */
export function payment(of: Partial<Payment> = {}): Payment {
  return {
    payment: 'pi_1',
    customer: 'cus_1',
    amount: usd(100_00),
    refunded: 0,
    created: NOW - 10 * DAY_SECONDS,
    state: 'succeeded',
    disputed: false,
    disputes: [],
    refunds: [],
    contacts: [],
    card: { brand: 'visa', last4: '4242' },
    ...of,
  };
}

/** A refund of $10 of that payment two days ago, by somebody else, unless told otherwise. */
export function refund(of: Partial<RefundRecord> = {}): RefundRecord {
  return {
    refund: 're_1',
    payment: 'pi_1',
    amount: usd(10_00),
    created: NOW - 2 * DAY_SECONDS,
    state: 'issued',
    ...of,
  };
}

export function decision(of: Partial<RefundDecision> = {}): RefundDecision {
  return {
    id: 'intent-1',
    payment: 'pi_1',
    amount: usd(100_00),
    call: 'this call',
    reference: 'R7K-2MX',
    askedAt: NOW,
    decidedAt: NOW,
    besides: [],
    ...of,
  };
}

/** A person's yes to whatever policy leaves to a person, of the payment as it is unless told otherwise. */
export function approval(of: Partial<Payment> = {}, reasons = everyPolicyReason): Approval {
  return approvalOf(payment(of), reasons, undefined);
}

const everyPolicyReason: readonly SupportReason[] = [
  'inquiry',
  'currency',
  'payment_cap',
  'customer_cap',
  'customer_count',
];

/** A case that is allowed, unless told otherwise. */
export function refundCase(of: Partial<RefundCase> = {}): RefundCase {
  return {
    decision: decision(),
    payment: payment(),
    history: of.payment?.refunds ?? [],
    policy: defaultPolicy.refund,
    now: NOW,
    ...of,
  };
}

export const inquiry: DisputeRecord = { dispute: 'du_1', refundable: true, outcome: 'open' };
export const chargeback: DisputeRecord = { dispute: 'du_2', refundable: false, outcome: 'open' };

const states: RefundState[] = ['issued', 'pending', 'action_needed', 'failed', 'canceled', 'unknown'];

/** A refund of any state, call, age and payment; ids repeat only where a test makes them. */
export const anyRefund: fc.Arbitrary<RefundRecord> = fc.record(
  {
    refund: fc.uuid().map((id) => `re_${id}`),
    payment: fc.constantFrom('pi_1', 'pi_1', 'pi_2'),
    amount: fc.constantFrom(10_00, 25_00, 100_00, 150_00).map(usd),
    created: fc.integer({ min: 0, max: 60 * DAY_SECONDS }).map((age) => NOW - age),
    state: fc.constantFrom(...states),
    call: fc.constantFrom('this call', 'another call'),
    decision: fc.uuid(),
  },
  { requiredKeys: ['refund', 'payment', 'amount', 'created', 'state'] },
);

/** Any case: a payment with its own refunds in keeping with it, a history that holds them and others. */
export const anyCase: fc.Arbitrary<RefundCase> = fc
  .record({
    refunds: fc.array(anyRefund, { maxLength: 6 }),
    amount: fc.constantFrom(10_00, 100_00, 200_00, 300_00, 500_00),
    state: fc.constantFrom('succeeded', 'succeeded', 'succeeded', 'authorized', 'failed', 'processing'),
    age: fc.integer({ min: 0, max: 120 * DAY_SECONDS }),
    disputes: fc.array(
      fc.record({
        dispute: fc.uuid(),
        refundable: fc.boolean(),
        outcome: fc.constantFrom(...disputeOutcomes),
      }),
      {
        maxLength: 2,
      },
    ),
    wanted: fc.oneof(fc.constantFrom(10_00, 25_00, 100_00, 150_00), fc.integer({ min: -1, max: 600_00 })),
    approved: fc.boolean(),
    besides: fc.boolean(),
    partial: fc.boolean(),
  })
  .map(({ refunds, amount, state, age, disputes, wanted, approved, besides, partial }) => {
    const own = refunds.filter((one) => one.payment === 'pi_1');
    const standing = own.filter((one) => one.state !== 'failed' && one.state !== 'canceled');
    const refunded = standing.reduce((sum, one) => sum + one.amount.value, 0);
    const yes = approval({ refunded, state: state as Payment['state'], disputes });
    return {
      decision: decision({
        amount: usd(wanted),
        ...(approved && { approval: yes }),
        besides: besides ? own.map((one) => one.refund) : [],
      }),
      payment: payment({
        amount: usd(Math.max(amount, refunded)),
        refunded,
        state: state as Payment['state'],
        created: NOW - age,
        disputes,
        refunds: own,
      }),
      history: refunds,
      policy: { ...defaultPolicy.refund, partial },
      now: NOW,
    };
  });
