import type Stripe from 'stripe';
import type { PaymentFailure } from '../domain/payment.ts';

// By decline code, else by error code (docs.stripe.com/declines/codes). What hints at fraud or a stolen card stays
// `declined`: Stripe asks not to tell the caller.
const failures = new Map<string, PaymentFailure>(
  Object.entries({
    insufficient_funds: 'insufficient_funds',
    withdrawal_count_limit_exceeded: 'limit_exceeded',
    card_velocity_exceeded: 'limit_exceeded',
    expired_card: 'card_expired',
    incorrect_cvc: 'wrong_security_code',
    invalid_cvc: 'wrong_security_code',
    incorrect_number: 'wrong_card_details',
    invalid_number: 'wrong_card_details',
    invalid_expiry_month: 'wrong_card_details',
    invalid_expiry_year: 'wrong_card_details',
    incorrect_zip: 'wrong_card_details',
    incorrect_pin: 'wrong_card_details',
    authentication_required: 'authentication_failed',
    payment_intent_authentication_failure: 'authentication_failed',
    processing_error: 'bank_unavailable',
    issuer_not_available: 'bank_unavailable',
    try_again_later: 'bank_unavailable',
    reenter_transaction: 'bank_unavailable',
    approve_with_id: 'bank_unavailable',
    card_not_supported: 'not_supported',
    currency_not_supported: 'not_supported',
    transaction_not_allowed: 'not_supported',
    service_not_allowed: 'not_supported',
    card_declined: 'declined',
    generic_decline: 'declined',
    do_not_honor: 'declined',
    call_issuer: 'declined',
    fraudulent: 'declined',
    lost_card: 'declined',
    stolen_card: 'declined',
    pickup_card: 'declined',
  } as const),
);

/** Why a payment failed, in our own words' code. */
export function failureOf(
  intent: Stripe.PaymentIntent | undefined,
  charge: Stripe.Charge | undefined,
): PaymentFailure {
  const error = intent?.last_payment_error;
  const codes = [error?.decline_code, charge?.outcome?.reason, error?.code, charge?.failure_code];
  for (const code of codes) {
    const failure = failures.get(code ?? '');
    if (failure) return failure;
  }
  return 'other';
}
