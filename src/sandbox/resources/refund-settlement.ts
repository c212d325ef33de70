import type { Stripe } from 'stripe';
import { type Account, collection, now } from '../account.ts';
import { idOf } from '../objects.ts';
import type { Store } from '../store.ts';
import { beginWork, type Work } from '../work.ts';
import { bookMovement } from './balance-transactions.ts';
import { previousOf, recordEvent } from './events.ts';
import { behaviourOf } from './test-payment-methods.ts';

export interface Settlement {
  status: 'succeeded' | 'failed' | 'canceled' | 'pending' | 'requires_action';
  failure_reason?: string;
  /** The bank's reference, once it is known. */
  reference?: string;
}

/** What becomes of a refund later. One that fails or is canceled gives its amount back to the charge. */
export function settleRefund(work: Work, refund: Stripe.Refund, settlement: Settlement): Stripe.Refund {
  const { status } = settlement;
  const { pending_reason: _over, failure_reason: _former, ...rest } = refund;
  const settled: Stripe.Refund = { ...rest, status };
  if (status === 'pending') settled.pending_reason = refund.pending_reason ?? 'processing';
  if (status === 'failed') settled.failure_reason = settlement.failure_reason ?? 'unknown';
  if (settlement.reference !== undefined) addReference(settled, settlement.reference);
  const wasStanding = isStanding(refund);
  if (wasStanding && !isStanding(settled)) {
    settled.failure_balance_transaction = bookMovement(work, {
      type: 'refund_failure',
      amount: refund.amount,
      currency: refund.currency,
      source: refund.id,
    });
    changeRefundedAmount(work, refund, -refund.amount);
  }
  if (!wasStanding && isStanding(settled)) changeRefundedAmount(work, refund, refund.amount);
  work.save(settled);
  const previous = previousOf(refund, settled);
  recordEvent(work, 'refund.updated', settled, previous);
  recordEvent(work, 'charge.refund.updated', settled, previous);
  if (status === 'failed') recordEvent(work, 'refund.failed', settled, previous);
  return settled;
}

const isStanding = (refund: Stripe.Refund): boolean =>
  refund.status !== 'failed' && refund.status !== 'canceled';

function addReference(refund: Stripe.Refund, reference: string): void {
  const card = refund.destination_details?.card;
  if (!card) return;
  refund.destination_details = {
    type: 'card',
    card: { ...card, reference, reference_status: 'available' },
  };
}

function changeRefundedAmount(work: Work, refund: Stripe.Refund, by: number): void {
  const id = idOf(refund.charge);
  const charge = id === null ? undefined : work.find('charge', id);
  if (!charge) return;
  const amount_refunded = charge.amount_refunded + by;
  work.save({ ...charge, amount_refunded, refunded: amount_refunded === charge.amount });
}

/** Test cards whose refunds settle by themselves do so when their time has come, before anybody looks. */
export function settleDueRefunds(store: Store, account: Account): void {
  const after = account.knobs.refundSettlesAfter;
  if (after === null) return;
  for (const id of account.unsettledRefunds) {
    const refund = collection(account, 'refund').get(id);
    const settlement = refund && ownSettlement(account, refund);
    if (!settlement) {
      account.unsettledRefunds.delete(id);
    } else if (now(account) >= refund.created + after) {
      account.unsettledRefunds.delete(id);
      const work = beginWork(account);
      settleRefund(work, refund, settlement);
      store.commit(work);
    }
  }
}

function ownSettlement(account: Account, refund: Stripe.Refund): Settlement | undefined {
  const charge = collection(account, 'charge').get(idOf(refund.charge) ?? '');
  const { kind } = behaviourOf(charge?.payment_method_details?.card?.last4);
  if (kind === 'refund_pending' && refund.status === 'pending') return { status: 'succeeded' };
  if (kind === 'refund_fails' && refund.status === 'succeeded') {
    return { status: 'failed', failure_reason: 'expired_or_canceled_card' };
  }
  return undefined;
}
