import type { Stripe } from 'stripe';
import type { Call } from '../exchange.ts';
import { newId } from '../ids.ts';
import { idOf } from '../objects.ts';
import { invalid, missing, refused } from '../wire/errors.ts';
import { mergeMetadata, metadata } from '../wire/metadata.ts';
import { createdFilter, pageOf, pageParams } from '../wire/pagination.ts';
import { integer, type Named, oneOf, readParams, text, unsupported } from '../wire/params.ts';
import type { Work } from '../work.ts';
import { bookMovement } from './balance-transactions.ts';
import { findCharge } from './charges.ts';
import { closeInquiries } from './dispute-course.ts';
import { previousOf, recordEvent } from './events.ts';
import { findIntent } from './payment-intents.ts';
import { settleRefund } from './refund-settlement.ts';
import { refundableAmount } from './refundable.ts';
import { behaviourOf } from './test-payment-methods.ts';

const creation = {
  amount: integer({ min: 1 }),
  charge: text,
  currency: unsupported,
  customer: unsupported,
  instructions_email: unsupported,
  metadata,
  origin: unsupported,
  payment_intent: text,
  reason: oneOf('duplicate', 'fraudulent', 'requested_by_customer'),
  refund_application_fee: unsupported,
  reverse_transfer: unsupported,
} satisfies Named<Stripe.RefundCreateParams>;

export function createRefund(work: Work, { params }: Call): object {
  const asked = readParams(params, creation);
  const charge = chargeToRefund(work, asked);
  const amount = refundableAmount(work, charge, asked.amount);
  const refund: Stripe.Refund = {
    ...issuedRefund(work, charge, amount),
    metadata: mergeMetadata({}, asked.metadata),
    reason: asked.reason ?? null,
  };
  refund.balance_transaction = bookMovement(work, {
    type: 'refund',
    amount: -amount,
    currency: charge.currency,
    source: refund.id,
  });
  const amountRefunded = charge.amount_refunded + amount;
  const refunded = { ...charge, amount_refunded: amountRefunded, refunded: amountRefunded === charge.amount };
  work.save(refund);
  work.save(refunded);
  work.account.unsettledRefunds.add(refund.id);
  recordEvent(work, 'refund.created', refund);
  recordEvent(work, 'charge.refunded', refunded, previousOf(charge, refunded));
  if (refunded.refunded && refund.status === 'succeeded') closeInquiries(work, charge.id);
  return refund;
}

function chargeToRefund(work: Work, asked: { charge?: string; payment_intent?: string }): Stripe.Charge {
  if (asked.charge !== undefined) return findCharge(work, asked.charge);
  if (asked.payment_intent === undefined) {
    throw invalid(
      'One of the following params should be provided for this request: payment_intent or charge.',
    );
  }
  const intent = findIntent(work, asked.payment_intent, 'payment_intent');
  const latest = idOf(intent.latest_charge);
  const charge = latest === null ? undefined : work.find('charge', latest);
  if (charge?.status === 'succeeded' && charge.captured) return charge;
  throw refused(`This PaymentIntent (${intent.id}) does not have a successful charge to refund.`);
}

/** Cards hear at once that the refund was sent; a bank account hears later. */
function issuedRefund(work: Work, charge: Stripe.Charge, amount: number): Stripe.Refund {
  const card = charge.payment_method_details?.card;
  const short = work.account.knobs.balanceShort;
  const pending = short || !card || behaviourOf(card.last4).kind === 'refund_pending';
  return {
    id: newId('re'),
    object: 'refund',
    amount,
    balance_transaction: null,
    charge: charge.id,
    created: work.now,
    currency: charge.currency,
    customer: idOf(charge.customer),
    customer_account: null,
    destination_details: destinationOf(charge),
    metadata: {},
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason: null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: pending ? 'pending' : 'succeeded',
    transfer_reversal: null,
    ...(pending && { pending_reason: short ? ('insufficient_funds' as const) : ('processing' as const) }),
  };
}

function destinationOf(charge: Stripe.Charge): Stripe.Refund.DestinationDetails {
  const unknown = { reference: null, reference_status: null };
  const type = charge.payment_method_details?.type;
  if (type === 'us_bank_account') return { type: 'us_bank_transfer', us_bank_transfer: unknown };
  if (type === 'sepa_debit') return { type: 'eu_bank_transfer', eu_bank_transfer: unknown };
  const reference_type = 'acquirer_reference_number';
  return { type: 'card', card: { type: 'refund', reference_status: 'pending', reference_type } };
}

export function listRefunds(work: Work, { params }: Call): object {
  const asked = readParams(params, {
    ...pageParams,
    charge: text,
    created: createdFilter,
    payment_intent: text,
  });
  return pageOf(work.all('refund'), asked, ['charge', 'payment_intent'], '/v1/refunds');
}

export function retrieveRefund(work: Work, { id, params }: Call): object {
  readParams(params, {});
  return findRefund(work, id);
}

export function updateRefund(work: Work, { id, params }: Call): object {
  const asked = readParams(params, { metadata });
  const before = findRefund(work, id);
  const refund = { ...before, metadata: mergeMetadata(before.metadata, asked.metadata) };
  work.save(refund);
  recordEvent(work, 'refund.updated', refund, { metadata: before.metadata });
  recordEvent(work, 'charge.refund.updated', refund, { metadata: before.metadata });
  return refund;
}

export function cancelRefund(work: Work, { id, params }: Call): object {
  readParams(params, {});
  const refund = findRefund(work, id);
  if (refund.status !== 'requires_action') throw refused('Canceling this refund is unsupported.');
  return settleRefund(work, refund, { status: 'canceled' });
}

export function findRefund(work: Work, id: string): Stripe.Refund {
  const refund = work.find('refund', id);
  if (!refund) throw missing('refund', id, 'refund');
  return refund;
}
