import type { Stripe } from 'stripe';
import type { Call } from '../exchange.ts';
import { idOf } from '../objects.ts';
import { refused } from '../wire/errors.ts';
import { mergeMetadata } from '../wire/metadata.ts';
import { readParams } from '../wire/params.ts';
import type { Work } from '../work.ts';
import { findCharge } from './charges.ts';
import { recordEvent } from './events.ts';
import { bookCharge } from './new-charge.ts';
import { cancellation, capture } from './payment-intent-params.ts';
import { findIntent, requireStatus } from './payment-intents.ts';

/** Takes what was reserved; what is not taken goes back. */
export function capturePaymentIntent(work: Work, { id, params }: Call): object {
  const asked = readParams(params, capture);
  const intent = findIntent(work, id);
  requireStatus(intent, 'capture', ['requires_capture']);
  const amount = asked.amount_to_capture ?? intent.amount_capturable;
  if (amount > intent.amount_capturable) {
    throw refused(
      `The amount_to_capture (${amount}) exceeds the capturable amount (${intent.amount_capturable}).`,
      { code: 'amount_too_large', param: 'amount_to_capture' },
    );
  }
  const reserved = findCharge(work, idOf(intent.latest_charge) ?? '');
  const { currency } = intent;
  const charge: Stripe.Charge = {
    ...reserved,
    amount_captured: amount,
    amount_refunded: reserved.amount - amount,
    captured: true,
    balance_transaction: bookCharge(work, {
      id: reserved.id,
      method: { type: 'card' },
      intent: { amount, currency },
    }),
  };
  const captured: Stripe.PaymentIntent = {
    ...intent,
    amount_capturable: 0,
    amount_received: amount,
    metadata: mergeMetadata(intent.metadata, asked.metadata),
    status: 'succeeded',
  };
  work.save(charge);
  work.save(captured);
  recordEvent(work, 'charge.captured', charge);
  recordEvent(work, 'payment_intent.succeeded', captured);
  return captured;
}

/** Gives up a payment intent that took no money; a reservation is released. */
export function cancelPaymentIntent(work: Work, { id, params }: Call): object {
  const asked = readParams(params, cancellation);
  const intent = findIntent(work, id);
  requireStatus(intent, 'cancel', [
    'requires_payment_method',
    'requires_capture',
    'requires_confirmation',
    'requires_action',
    'processing',
  ]);
  if (intent.status === 'requires_capture') {
    const reserved = findCharge(work, idOf(intent.latest_charge) ?? '');
    const released = { ...reserved, amount_refunded: reserved.amount, refunded: true };
    work.save(released);
    recordEvent(work, 'charge.refunded', released, { amount_refunded: 0, refunded: false });
  }
  const canceled: Stripe.PaymentIntent = {
    ...intent,
    amount_capturable: 0,
    canceled_at: work.now,
    cancellation_reason: asked.cancellation_reason ?? null,
    next_action: null,
    status: 'canceled',
  };
  work.save(canceled);
  recordEvent(work, 'payment_intent.canceled', canceled);
  return canceled;
}
