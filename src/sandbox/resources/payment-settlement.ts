import type { Stripe } from 'stripe';
import { idOf } from '../objects.ts';
import type { Work } from '../work.ts';
import { findCharge } from './charges.ts';
import { failIntent, takeMoney } from './confirmation.ts';
import { recordEvent } from './events.ts';
import { followPayment } from './invoice-settlement.ts';
import { bookCharge, methodOf, newCharge } from './new-charge.ts';

const debitFailure = {
  code: 'payment_intent_payment_attempt_failed',
  declineCode: 'insufficient_funds',
  message: "The customer's account has insufficient funds to cover this payment.",
};
const actionFailure = {
  code: 'payment_intent_authentication_failure',
  declineCode: 'authentication_required',
  message:
    'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
};

/** The bank, or the customer who was asked to act, has answered. */
export function settleIntent(
  work: Work,
  intent: Stripe.PaymentIntent,
  outcome: Outcome,
): Stripe.PaymentIntent {
  const settled = settledIntent(work, intent, outcome);
  followPayment(work, settled);
  return settled;
}

type Outcome = 'succeeded' | 'failed';

function settledIntent(work: Work, intent: Stripe.PaymentIntent, outcome: Outcome): Stripe.PaymentIntent {
  const method = methodOf(work, intent);
  if (intent.status === 'requires_action') {
    if (outcome === 'succeeded') return takeMoney(work, intent, method);
    const charge = newCharge(work, intent, method, { status: 'failed', failure: actionFailure });
    return failIntent(work, { ...intent, next_action: null }, { charge, method, failure: actionFailure });
  }
  if (intent.status !== 'processing') throw new Error(`${intent.id} is ${intent.status}: nothing is open`);
  const pending = findCharge(work, idOf(intent.latest_charge) ?? '');
  return outcome === 'succeeded'
    ? settleDebit(work, intent, pending)
    : bounceDebit(work, intent, { pending, method });
}

function settleDebit(work: Work, intent: Stripe.PaymentIntent, pending: Stripe.Charge): Stripe.PaymentIntent {
  const method = methodOf(work, intent);
  const balance_transaction = bookCharge(work, { id: pending.id, method, intent });
  const charge: Stripe.Charge = {
    ...pending,
    amount_captured: intent.amount,
    balance_transaction,
    paid: true,
    status: 'succeeded',
  };
  const paid: Stripe.PaymentIntent = { ...intent, amount_received: intent.amount, status: 'succeeded' };
  work.save(charge);
  work.save(paid);
  recordEvent(work, 'charge.succeeded', charge);
  recordEvent(work, 'payment_intent.succeeded', paid);
  return paid;
}

function bounceDebit(
  work: Work,
  intent: Stripe.PaymentIntent,
  { pending, method }: { pending: Stripe.Charge; method: Stripe.PaymentMethod },
): Stripe.PaymentIntent {
  const charge: Stripe.Charge = {
    ...pending,
    captured: false,
    failure_code: debitFailure.declineCode,
    failure_message: debitFailure.message,
    paid: false,
    status: 'failed',
  };
  work.save(charge);
  return failIntent(work, intent, { charge, method, failure: debitFailure });
}
