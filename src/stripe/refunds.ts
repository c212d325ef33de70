import type Stripe from 'stripe';
import type { WriteOutcome } from '../domain/lane.ts';
import type { RefundRecord } from '../domain/payment.ts';
import type { RefundDecision } from '../domain/refund.ts';
import { writeOutcome } from './errors.ts';
import { refundMetadata } from './metadata.ts';
import { idOf } from './references.ts';
import { refundOf } from './translate.ts';

/**
 * Sends a refund, once. Amount, key and parameters follow from the decision alone, so that sending it again is the
 * same request; `generation` counts the keys, of which a second is used only as DESIGN.md allows.
 */
export async function createRefund(
  stripe: Stripe,
  decision: RefundDecision,
  generation: number,
): Promise<WriteOutcome<'refund'>> {
  const { id, payment, amount } = decision;
  try {
    const refund = await stripe.refunds.create(
      {
        ...named(payment),
        amount: amount.value,
        reason: 'requested_by_customer',
        metadata: refundMetadata.write(decision),
      },
      { idempotencyKey: `tellerline-refund-${id}-${generation}` },
    );
    // A body that is no refund is no answer: whether one was made has to be looked up.
    if (typeof refund.id !== 'string' || typeof refund.amount !== 'number')
      return { kind: 'unknown', replayed: false };
    return { kind: 'done', made: refundOf(refund, payment) };
  } catch (error) {
    return writeOutcome(error);
  }
}

/** Every refund of a payment: all pages, every status, by whomever made. Never by search, which lags. */
export async function listRefunds(stripe: Stripe, payment: string): Promise<RefundRecord[]> {
  const refunds = await stripe.refunds
    .list({ ...named(payment), limit: 100 })
    .autoPagingToArray({ limit: 10_000 });
  return refunds.map((refund) => refundOf(refund, payment));
}

/** One refund. */
export async function readRefund(stripe: Stripe, id: string): Promise<RefundRecord> {
  const refund = await stripe.refunds.retrieve(id);
  return refundOf(refund, idOf(refund.payment_intent) ?? idOf(refund.charge) ?? id);
}

/** The refunds of a charge that was read with `refunds` expanded; a charge shows the ten latest, the rest is listed. */
export async function refundsOf(stripe: Stripe, charge: Stripe.Charge): Promise<RefundRecord[]> {
  const payment = idOf(charge.payment_intent) ?? charge.id;
  if (charge.refunds?.has_more) return listRefunds(stripe, payment);
  return (charge.refunds?.data ?? []).map((refund) => refundOf(refund, payment));
}

/** A payment as Stripe's parameters name it. */
function named(payment: string): { payment_intent: string } | { charge: string } {
  return payment.startsWith('pi_') ? { payment_intent: payment } : { charge: payment };
}
