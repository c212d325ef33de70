import type { Money } from './money.ts';
import type { UnixSeconds } from './time.ts';

/** What became of a payment, in our words. Stripe's statuses are translated in `stripe/`. */
export type PaymentState =
  | 'succeeded'
  | 'processing'
  | 'action_needed'
  | 'authorized'
  | 'failed'
  | 'canceled';

/** Why a payment failed, in our own words' code; `other` is what nobody should be told more about. */
export type PaymentFailure =
  | 'insufficient_funds'
  | 'card_expired'
  | 'wrong_security_code'
  | 'wrong_card_details'
  | 'authentication_failed'
  | 'bank_unavailable'
  | 'limit_exceeded'
  | 'not_supported'
  | 'declined'
  | 'other';

export interface Card {
  readonly brand: string;
  readonly last4: string;
}

/** What became of a refund. `unknown`: sent, and nobody knows yet whether it was made. */
export type RefundState = 'issued' | 'pending' | 'action_needed' | 'failed' | 'canceled' | 'unknown';

/** One refund of a payment, by whomever made. */
export interface RefundRecord {
  readonly refund: string;
  readonly payment: string;
  readonly amount: Money;
  readonly created: UnixSeconds;
  readonly state: RefundState;
  /** The bank's reference number (ARN), once Stripe has it. */
  readonly bankReference?: string;
  /** What our metadata says; absent on refunds that others made. */
  readonly decision?: string;
  readonly call?: string;
  readonly reference?: string;
}

/** What has become of a dispute; an inquiry that came to nothing is `closed`. */
export const disputeOutcomes = ['open', 'won', 'lost', 'closed'] as const;

export type DisputeOutcome = (typeof disputeOutcomes)[number];

/** A dispute or inquiry of a payment, as far as refunds depend on it. */
export interface DisputeRecord {
  readonly dispute: string;
  /** Stripe's `is_charge_refundable`: false on a chargeback, true on an inquiry. */
  readonly refundable: boolean;
  readonly outcome: DisputeOutcome;
}

/** One payment as Stripe shows it, whoever made it. Amounts in minor units of its one currency. */
export interface Payment {
  /** `pi_…`, or `ch_…` where a charge has no payment intent: one payment never has two names. */
  readonly payment: string;
  readonly customer?: string;
  readonly amount: Money;
  readonly refunded: number;
  readonly created: UnixSeconds;
  readonly state: PaymentState;
  readonly disputed: boolean;
  readonly disputes: readonly DisputeRecord[];
  readonly refunds: readonly RefundRecord[];
  readonly card?: Card;
  readonly postalCode?: string;
  /** Email addresses and phone numbers that stand on the payment itself: a guest's only proof of being its payer. */
  readonly contacts: readonly string[];
  readonly statementDescriptor?: string;
  readonly failure?: PaymentFailure;
  /** The charge that failed: a payment that is paid again may fail again. */
  readonly failedCharge?: string;
}

/** Whether a chargeback takes the money of a payment, or has taken it; `before`: whether one did when it was seen last. */
export function isChargedBack({ disputes }: Pick<Payment, 'disputes'>, before: boolean): boolean {
  const outcomes = disputes.filter(({ refundable }) => !refundable).map(({ outcome }) => outcome);
  if (outcomes.includes('open') || outcomes.includes('lost')) return true;
  return before && !outcomes.includes('won');
}

/** What of a payment is still with the merchant, in minor units. */
export function left(payment: Payment): number {
  return payment.amount.value - payment.refunded;
}

/** What of a payment is known to be refunded; what only may have been is not told as a fact. */
export function surelyRefunded({ refunded, refunds }: Payment): number {
  const maybe = refunds.filter(({ state }) => state === 'unknown');
  return refunded - maybe.reduce((sum, { amount }) => sum + amount.value, 0);
}

/** A refund that moved money or may have; failed and canceled ones gave it back. */
export function counts(refund: RefundRecord): boolean {
  return refund.state !== 'failed' && refund.state !== 'canceled';
}

/** The lane that a payment's writes go through: its customer's, or a guest payment's own. */
export function laneOf(payment: Pick<Payment, 'payment' | 'customer'>): string {
  return payment.customer ?? payment.payment;
}
