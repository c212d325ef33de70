import type { Stripe } from 'stripe';
import { StripeFailure } from '../wire/errors.ts';
import type { Work } from '../work.ts';
import { openDispute } from './disputes.ts';
import { recordEvent } from './events.ts';
import { type ChargeResult, newCharge } from './new-charge.ts';
import { behaviourOf } from './test-payment-methods.ts';

interface Confirmation {
  offSession?: boolean;
  returnUrl?: string;
}

/** Tries to take the money. A decline is kept on the payment intent, and thrown. */
export function confirmIntent(
  work: Work,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  { offSession = false, returnUrl }: Confirmation = {},
): Stripe.PaymentIntent {
  const chosen = { ...intent, payment_method: method.id, last_payment_error: null, next_action: null };
  if (method.type !== 'card') return startDebit(work, chosen, method);
  const behaviour = behaviourOf(method.card?.last4);
  if (behaviour.kind === 'declines') return decline(work, chosen, method, behaviour);
  if (behaviour.kind === 'asks_customer') {
    return offSession
      ? decline(work, chosen, method, authenticationRequired)
      : askCustomer(work, chosen, returnUrl);
  }
  return takeMoney(work, chosen, method);
}

const authenticationRequired = {
  code: 'authentication_required',
  declineCode: 'authentication_required',
  message: 'Your card was declined. This transaction requires authentication.',
};

/** The money is there, or reserved where it is captured by hand. */
export function takeMoney(
  work: Work,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
): Stripe.PaymentIntent {
  const charge = newCharge(work, intent, method, { status: 'succeeded' });
  const manual = intent.capture_method === 'manual';
  const paid: Stripe.PaymentIntent = {
    ...intent,
    latest_charge: charge.id,
    next_action: null,
    status: manual ? 'requires_capture' : 'succeeded',
    amount_capturable: manual ? intent.amount : 0,
    amount_received: manual ? 0 : intent.amount,
  };
  work.save(paid);
  recordEvent(work, 'charge.succeeded', charge);
  const behaviour = behaviourOf(method.card?.last4);
  if (behaviour.kind === 'disputed' && !manual) {
    openDispute(work, charge, {
      reason: behaviour.reason,
      status: behaviour.inquiry ? 'warning_needs_response' : 'needs_response',
    });
  }
  const event = manual ? 'payment_intent.amount_capturable_updated' : 'payment_intent.succeeded';
  recordEvent(work, event, paid);
  return paid;
}

export function decline(
  work: Work,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  failure: NonNullable<ChargeResult['failure']>,
): never {
  const charge = newCharge(work, intent, method, { status: 'failed', failure });
  const failed = failIntent(work, intent, { charge, method, failure });
  const { code, declineCode: decline_code, message } = failure;
  throw new StripeFailure(
    402,
    {
      type: 'card_error',
      code,
      decline_code,
      message,
      charge: charge.id,
      payment_intent: failed,
      payment_method: method,
    },
    { commits: true },
  );
}

interface FailedAttempt {
  charge: Stripe.Charge;
  method: Stripe.PaymentMethod;
  failure: NonNullable<ChargeResult['failure']>;
}

/** The attempt failed; the payment intent waits for another payment method. */
export function failIntent(
  work: Work,
  intent: Stripe.PaymentIntent,
  { charge, method, failure }: FailedAttempt,
): Stripe.PaymentIntent {
  const failed: Stripe.PaymentIntent = {
    ...intent,
    latest_charge: charge.id,
    payment_method: null,
    processing: null,
    status: 'requires_payment_method',
    last_payment_error: {
      type: 'card_error',
      charge: charge.id,
      code: failure.code as Stripe.PaymentIntent.LastPaymentError.Code,
      decline_code: failure.declineCode,
      message: failure.message,
      payment_method: method,
    },
  };
  work.save(failed);
  recordEvent(work, 'charge.failed', charge);
  recordEvent(work, 'payment_intent.payment_failed', failed);
  return failed;
}

function askCustomer(
  work: Work,
  intent: Stripe.PaymentIntent,
  returnUrl: string | undefined,
): Stripe.PaymentIntent {
  const url = `https://hooks.stripe.com/3d_secure_2/hosted?payment_intent=${intent.id}`;
  const asking: Stripe.PaymentIntent = {
    ...intent,
    status: 'requires_action',
    next_action:
      returnUrl === undefined
        ? { type: 'use_stripe_sdk', use_stripe_sdk: {} }
        : { type: 'redirect_to_url', redirect_to_url: { return_url: returnUrl, url } },
  };
  work.save(asking);
  recordEvent(work, 'payment_intent.requires_action', asking);
  return asking;
}

/** A bank debit: its outcome is known days later. */
function startDebit(
  work: Work,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
): Stripe.PaymentIntent {
  const charge = newCharge(work, intent, method, { status: 'pending' });
  const processing: Stripe.PaymentIntent = { ...intent, latest_charge: charge.id, status: 'processing' };
  work.save(processing);
  recordEvent(work, 'charge.pending', charge);
  recordEvent(work, 'payment_intent.processing', processing);
  return processing;
}
