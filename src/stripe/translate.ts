import type Stripe from 'stripe';
import {
  type Card,
  counts,
  type DisputeOutcome,
  type DisputeRecord,
  type Payment,
  type PaymentState,
  type RefundRecord,
  type RefundState,
} from '../domain/payment.ts';
import { failureOf } from './failures.ts';
import { refundMetadata } from './metadata.ts';
import { idOf } from './references.ts';

/** Stripe's own record of a payment: an intent, its latest charge, or both. */
interface StripeRecord {
  readonly intent?: Stripe.PaymentIntent;
  readonly charge?: Stripe.Charge;
  readonly refunds: readonly RefundRecord[];
  readonly disputes: readonly DisputeRecord[];
}

/** A payment in our words. A charge without an intent is a payment of its own. */
export function paymentOf({ intent, charge, refunds, disputes }: StripeRecord): Payment {
  const record = charge ?? intent;
  if (!record) throw new TypeError('A payment is an intent or a charge.');
  const customer = idOf(intent?.customer ?? charge?.customer);
  const card = cardOf(intent, charge);
  const postalCode = charge?.billing_details.address?.postal_code;
  const state = stateOf(intent, charge);
  const descriptor = charge?.calculated_statement_descriptor;
  return {
    payment: intent?.id ?? idOf(charge?.payment_intent) ?? record.id,
    ...(customer !== undefined && { customer }),
    amount: { value: amountOf(intent, charge), currency: record.currency },
    refunded: charge ? refundedOf(charge, refunds) : 0,
    created: record.created,
    state,
    disputed: charge?.disputed ?? false,
    disputes,
    refunds,
    ...(card && { card }),
    ...(postalCode != null && { postalCode }),
    contacts: contactsOf(intent, charge),
    ...(descriptor != null && { statementDescriptor: descriptor }),
    ...(state === 'failed' && { failure: failureOf(intent, charge) }),
    ...(state === 'failed' && charge && { failedCharge: charge.id }),
  };
}

/** A refund in our words, with what our metadata says of it. */
export function refundOf(refund: Stripe.Refund, payment?: string): RefundRecord {
  const reference = bankReferenceOf(refund);
  return {
    refund: refund.id,
    payment: payment ?? idOf(refund.payment_intent) ?? idOf(refund.charge) ?? '',
    amount: { value: refund.amount, currency: refund.currency },
    created: refund.created,
    state: refundStates.get(refund.status) ?? 'pending',
    ...(reference !== undefined && { bankReference: reference }),
    ...refundMetadata.read(refund.metadata),
  };
}

/** Where the money goes is named by its type, and most types have a reference there. */
function bankReferenceOf({ destination_details: details }: Stripe.Refund): string | undefined {
  const destination: unknown = details?.[details.type as keyof typeof details];
  if (typeof destination !== 'object' || destination === null || !('reference' in destination))
    return undefined;
  const { reference } = destination;
  return typeof reference === 'string' && reference !== '' ? reference : undefined;
}

/** A dispute in our words. */
export function disputeOf({ id, status, is_charge_refundable }: Stripe.Dispute): DisputeRecord {
  return { dispute: id, refundable: is_charge_refundable, outcome: outcomes.get(status) ?? 'open' };
}

const outcomes = new Map<string, DisputeOutcome>([
  ['won', 'won'],
  ['lost', 'lost'],
  ['warning_closed', 'closed'],
  ['prevented', 'closed'],
]);

// Stripe's enums are open: a status that we do not know yet is never taken for money that has moved.
const refundStates = new Map<string | null, RefundState>([
  ['succeeded', 'issued'],
  ['pending', 'pending'],
  ['requires_action', 'action_needed'],
  ['failed', 'failed'],
  ['canceled', 'canceled'],
]);

const intentStates = new Map<string, PaymentState>([
  ['succeeded', 'succeeded'],
  ['processing', 'processing'],
  ['requires_capture', 'authorized'],
  ['canceled', 'canceled'],
]);

function stateOf(intent: Stripe.PaymentIntent | undefined, charge: Stripe.Charge | undefined): PaymentState {
  if (!intent) return chargeState(charge);
  const failed = intent.last_payment_error !== null || charge?.status === 'failed';
  if (intent.status === 'requires_payment_method' && failed) return 'failed';
  return intentStates.get(intent.status) ?? 'action_needed';
}

function chargeState(charge: Stripe.Charge | undefined): PaymentState {
  if (charge?.status === 'succeeded') return charge.captured ? 'succeeded' : 'authorized';
  return charge?.status === 'failed' ? 'failed' : 'processing';
}

function amountOf(intent: Stripe.PaymentIntent | undefined, charge: Stripe.Charge | undefined): number {
  return charge?.amount_captured || charge?.amount || intent?.amount || 0;
}

/**
 * What went back of what was taken. Stripe also counts as refunded what was reserved and never captured; a refund that
 * was listed a moment after the charge was read counts too.
 */
function refundedOf(charge: Stripe.Charge, refunds: readonly RefundRecord[]): number {
  const released = charge.status === 'succeeded' ? charge.amount - charge.amount_captured : 0;
  const listed = refunds.filter(counts).reduce((sum, { amount }) => sum + amount.value, 0);
  return charge.amount_captured > 0 ? Math.max(charge.amount_refunded - released, listed) : 0;
}

function cardOf(
  intent: Stripe.PaymentIntent | undefined,
  charge: Stripe.Charge | undefined,
): Card | undefined {
  const method = typeof intent?.payment_method === 'object' ? intent.payment_method : undefined;
  const failed = intent?.last_payment_error?.payment_method;
  const card = charge?.payment_method_details?.card ?? method?.card ?? failed?.card;
  if (card?.last4) return { brand: card.brand ?? 'card', last4: card.last4 };
  const paid = charge?.payment_method_details ?? method;
  const account = paid?.us_bank_account ?? paid?.sepa_debit;
  return account?.last4 ? { brand: 'bank_account', last4: account.last4 } : undefined;
}

function contactsOf(intent: Stripe.PaymentIntent | undefined, charge: Stripe.Charge | undefined): string[] {
  const { email, phone } = charge?.billing_details ?? {};
  const all = [email, phone, charge?.receipt_email, intent?.receipt_email];
  return [...new Set(all.filter((text): text is string => typeof text === 'string' && text !== ''))];
}
