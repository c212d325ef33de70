import type { Stripe } from 'stripe';
import type { Call } from '../exchange.ts';
import { idOf } from '../objects.ts';
import { missing, refused, StripeFailure } from '../wire/errors.ts';
import { mergeMetadata } from '../wire/metadata.ts';
import { createdFilter, pageOf, pageParams } from '../wire/pagination.ts';
import { readParams, text, unsupported } from '../wire/params.ts';
import type { Work } from '../work.ts';
import { confirmIntent } from './confirmation.ts';
import { liveCustomer } from './customers.ts';
import { recordEvent } from './events.ts';
import { followPayment } from './invoice-settlement.ts';
import { newIntent } from './new-intent.ts';
import { change, confirmation, creation } from './payment-intent-params.ts';
import { createPaymentMethod, findPaymentMethod } from './payment-methods.ts';

export function createPaymentIntent(work: Work, { params }: Call): object {
  const asked = readParams(params, creation, ['amount', 'currency']);
  if (asked.customer !== undefined) liveCustomer(work, asked.customer, 'customer', 400);
  const method = chosenMethod(work, asked, asked.customer ?? null);
  const intent = newIntent(work, asked, method);
  work.save(intent);
  recordEvent(work, 'payment_intent.created', intent);
  if (!asked.confirm) return intent;
  if (!method) throw withoutMethod();
  return confirmIntent(work, intent, method, circumstances(asked));
}

export function confirmPaymentIntent(work: Work, { id, params }: Call): object {
  const asked = readParams(params, confirmation);
  const intent = findIntent(work, id);
  requireStatus(intent, 'confirm', ['requires_payment_method', 'requires_confirmation', 'requires_action']);
  const customer = idOf(intent.customer);
  const kept = idOf(intent.payment_method);
  const method =
    chosenMethod(work, asked, customer) ??
    (kept === null ? undefined : findPaymentMethod(work, kept, customer));
  if (!method) throw withoutMethod();
  const changed = {
    ...intent,
    ...(asked.receipt_email !== undefined && { receipt_email: asked.receipt_email }),
    ...(asked.capture_method && { capture_method: asked.capture_method }),
  };
  const confirmed = confirmIntent(work, changed, method, circumstances(asked));
  followPayment(work, confirmed);
  return confirmed;
}

export function updatePaymentIntent(work: Work, { id, params }: Call): object {
  const asked = readParams(params, change);
  const { metadata: metadataChange, payment_method: _named, payment_method_data: _data, ...fields } = asked;
  const before = findIntent(work, id);
  if (asked.amount !== undefined || asked.currency !== undefined) {
    requireStatus(before, 'update', ['requires_payment_method', 'requires_confirmation', 'requires_action']);
  }
  if (asked.customer !== undefined) liveCustomer(work, asked.customer, 'customer', 400);
  const method = chosenMethod(work, asked, asked.customer ?? idOf(before.customer));
  const intent: Stripe.PaymentIntent = {
    ...before,
    ...fields,
    metadata: mergeMetadata(before.metadata, metadataChange),
    ...(method && { payment_method: method.id, status: 'requires_confirmation', last_payment_error: null }),
  };
  work.save(intent);
  return intent;
}

export function retrievePaymentIntent(work: Work, { id, params }: Call): object {
  readParams(params, { client_secret: unsupported });
  return findIntent(work, id);
}

export function listPaymentIntents(work: Work, { params }: Call): object {
  const asked = readParams(params, {
    ...pageParams,
    created: createdFilter,
    customer: text,
    customer_account: unsupported,
  });
  return pageOf(work.all('payment_intent'), asked, ['customer'], '/v1/payment_intents');
}

export function findIntent(work: Work, id: string, param = 'intent'): Stripe.PaymentIntent {
  const intent = work.find('payment_intent', id);
  if (!intent) throw missing('payment_intent', id, param);
  return intent;
}

/** Refuses what the payment intent's status forbids. */
export function requireStatus(
  intent: Stripe.PaymentIntent,
  verb: 'cancel' | 'capture' | 'confirm' | 'update',
  statuses: Stripe.PaymentIntent.Status[],
): void {
  if (statuses.includes(intent.status)) return;
  const participle = { cancel: 'canceled', capture: 'captured', confirm: 'confirmed', update: 'updated' }[
    verb
  ];
  const opening =
    verb === 'capture'
      ? `This PaymentIntent could not be captured because it has a status of ${intent.status}.`
      : `You cannot ${verb} this PaymentIntent because it has a status of ${intent.status}.`;
  const message = `${opening} Only a PaymentIntent with one of the following statuses may be ${participle}: ${statuses.join(', ')}.`;
  throw new StripeFailure(400, {
    type: 'invalid_request_error',
    code: 'payment_intent_unexpected_state',
    message,
    payment_intent: intent,
  });
}

function circumstances({ off_session, return_url }: { off_session?: boolean; return_url?: string }) {
  return {
    ...(off_session !== undefined && { offSession: off_session }),
    ...(return_url !== undefined && { returnUrl: return_url }),
  };
}

type Choice = {
  payment_method?: string;
  payment_method_data?: Parameters<typeof createPaymentMethod>[1];
};

function chosenMethod(work: Work, asked: Choice, customer: string | null): Stripe.PaymentMethod | undefined {
  if (asked.payment_method_data) return createPaymentMethod(work, asked.payment_method_data, customer);
  if (asked.payment_method === undefined) return undefined;
  return findPaymentMethod(work, asked.payment_method, customer);
}

function withoutMethod(): StripeFailure {
  return refused(
    "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the " +
      'PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment ' +
      'method or ConfirmationToken.',
    { code: 'payment_intent_unexpected_state' },
  );
}
