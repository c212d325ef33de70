import { type Money, toDecimal } from '../domain/money.ts';
import type { RefundPolicy } from '../domain/policy.ts';
import type { RefusalReason } from '../domain/refund.ts';
import type { SupportReason } from '../domain/refund-approval.ts';
import { refundSummary } from './people/task-lines.ts';
import type { ToDecide } from './refunding.ts';

/** A refund as the task of whoever decides on it: what is asked, why, and what a yes will do. */
export function refundTask(asked: ToDecide, policy: RefundPolicy) {
  const { decision, payment, reasons } = asked;
  const { id: task, amount } = decision;
  const [reason] = reasons;
  const to = payment.card ? ` to the ${payment.card.brand} ending in ${payment.card.last4}` : '';
  return {
    ...{ task, kind: 'approve_refund' as const, reason, amount, payment: payment.payment },
    summary: refundSummary(amount, payment.payment),
    about: {
      payment,
      rule: ruleShown(asked, policy),
      effect: `Refunds ${shown(amount)}${to}.`,
    },
  };
}

/** Why what a person has approved cannot be carried out, for them to read. */
export const whyNotMade: Readonly<Record<RefusalReason, string>> = {
  not_paid: 'The payment is not paid.',
  disputed: 'The payment was charged back.',
  already_refunded: 'All of the payment has been refunded by now.',
  more_than_left: 'Less than that is left of the payment.',
  too_old: 'It was asked for too late: the payment was too old by then.',
  partial_not_allowed: 'Only all that is left of a payment is refunded.',
  refused_by_support: 'It was given up by support before it was sent.',
  expired: 'Nobody has decided in time.',
  refused_by_stripe: 'Stripe has refused it.',
};

/** Why a person is asked, with what was measured and the limit that it is above. */
export function ruleShown(asked: ToDecide, policy: RefundPolicy): string {
  const { currency } = asked.decision.amount;
  const caps = policy.caps[currency];
  const { ofPayment, ofCustomer, count } = asked.measured;
  const above = (value: number, cap: number | undefined) =>
    `${shown({ value, currency })}${cap === undefined ? '' : `, above ${shown({ value: cap, currency })}`}`;
  const rules: Record<SupportReason, string> = {
    inquiry: 'The bank has asked about this payment.',
    currency: `Nothing in ${currency.toUpperCase()} is refunded without a person.`,
    payment_cap: `Of this payment it would be ${above(ofPayment, caps?.perPayment)}.`,
    customer_cap: `Of this customer within ${policy.periodDays} days it would be ${above(ofCustomer, caps?.perCustomer)}.`,
    customer_count: `It would be refund ${count} of this customer within ${policy.periodDays} days, above ${policy.countPerCustomer}.`,
    changed_since: 'The payment has changed since it was approved.',
    more_than_left: 'It was approved, and less is left of the payment by now: this is all of it.',
    repeats: 'It was approved, and the same amount of this payment was refunded meanwhile.',
    refused_by_stripe: 'It was approved, and Stripe has refused it.',
  };
  return asked.reasons.map((reason) => rules[reason]).join(' ');
}

/** An amount for a person to read. */
export function shown(amount: Money): string {
  return `${toDecimal(amount)} ${amount.currency.toUpperCase()}`;
}
