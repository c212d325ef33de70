import type { Stripe } from 'stripe';
import { newId, randomText } from '../ids.ts';
import { mergeMetadata } from '../wire/metadata.ts';
import type { Read } from '../wire/params.ts';
import type { Work } from '../work.ts';
import type { creation } from './payment-intent-params.ts';

type Asked = Read<typeof creation> & { amount: number; currency: string };

/** A payment intent as it is created, before any attempt to take the money. */
export function newIntent(
  work: Work,
  asked: Asked,
  method: Stripe.PaymentMethod | undefined,
): Stripe.PaymentIntent {
  const id = newId('pi');
  const automatic = asked.automatic_payment_methods ?? { enabled: true };
  return {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: null,
    amount: asked.amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: automatic.enabled ? { allow_redirects: 'always', ...automatic } : null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: asked.capture_method ?? 'automatic_async',
    client_secret: `${id}_secret_${randomText(25)}`,
    confirmation_method: asked.confirmation_method ?? 'automatic',
    created: work.now,
    currency: asked.currency,
    customer: asked.customer ?? null,
    customer_account: null,
    description: asked.description ?? null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: { enabled: false },
    metadata: mergeMetadata({}, asked.metadata),
    next_action: null,
    on_behalf_of: null,
    payment_method: method?.id ?? null,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: { installments: null, mandate_options: null, network: null, request_three_d_secure: 'automatic' },
    },
    payment_method_types: [method?.type ?? 'card'],
    payment_record: null,
    processing: null,
    receipt_email: asked.receipt_email ?? null,
    review: null,
    setup_future_usage: asked.setup_future_usage ?? null,
    shipping: asked.shipping ?? null,
    source: null,
    statement_descriptor: asked.statement_descriptor ?? null,
    statement_descriptor_suffix: asked.statement_descriptor_suffix ?? null,
    status: method ? 'requires_confirmation' : 'requires_payment_method',
    transfer_data: null,
    transfer_group: null,
  };
}
