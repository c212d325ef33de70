import type { Stripe } from 'stripe';
import { metadata } from '../wire/metadata.ts';
import {
  clearable,
  currency,
  flag,
  group,
  integer,
  type Named,
  oneOf,
  type Reader,
  text,
  unsupported,
} from '../wire/params.ts';
import { shipping } from '../wire/shared-params.ts';
import { paymentMethodData } from './payment-methods.ts';

const amount = integer({ min: 1, max: 99_999_999 });

const offSession: Reader<boolean> = (value, name) => {
  return value === 'one_off' || value === 'recurring' || flag(value, name);
};

const automaticPaymentMethods = group({ enabled: flag, allow_redirects: oneOf('always', 'never') }, [
  'enabled',
]);

const unmodelled = {
  allowed_payment_method_types: unsupported,
  amount_details: unsupported,
  application_fee_amount: unsupported,
  customer_account: unsupported,
  excluded_payment_method_types: unsupported,
  hooks: unsupported,
  payment_details: unsupported,
  payment_method_options: unsupported,
  transfer_data: unsupported,
};

export const creation = {
  ...unmodelled,
  amount,
  currency,
  automatic_payment_methods: automaticPaymentMethods,
  capture_method: oneOf('automatic', 'automatic_async', 'manual'),
  confirm: flag,
  confirmation_method: oneOf('automatic', 'manual'),
  confirmation_token: unsupported,
  customer: text,
  description: text,
  error_on_requires_action: unsupported,
  mandate: unsupported,
  mandate_data: unsupported,
  metadata,
  off_session: offSession,
  on_behalf_of: unsupported,
  payment_method: text,
  payment_method_configuration: unsupported,
  payment_method_data: paymentMethodData,
  radar_options: unsupported,
  receipt_email: text,
  return_url: text,
  setup_future_usage: oneOf('off_session', 'on_session'),
  shipping,
  statement_descriptor: text,
  statement_descriptor_suffix: text,
  transfer_group: unsupported,
  use_stripe_sdk: flag,
} satisfies Named<Stripe.PaymentIntentCreateParams>;

export const confirmation = {
  allowed_payment_method_types: unsupported,
  amount_details: unsupported,
  amount_to_confirm: unsupported,
  capture_method: creation.capture_method,
  confirmation_token: unsupported,
  error_on_requires_action: unsupported,
  excluded_payment_method_types: unsupported,
  hooks: unsupported,
  mandate: unsupported,
  mandate_data: unsupported,
  off_session: offSession,
  payment_details: unsupported,
  payment_method: text,
  payment_method_data: paymentMethodData,
  payment_method_options: unsupported,
  radar_options: unsupported,
  receipt_email: clearable,
  return_url: text,
  setup_future_usage: unsupported,
  shipping: unsupported,
  use_stripe_sdk: flag,
} satisfies Named<Stripe.PaymentIntentConfirmParams>;

export const change = {
  ...unmodelled,
  amount,
  capture_method: creation.capture_method,
  currency,
  customer: text,
  description: clearable,
  metadata,
  payment_method: text,
  payment_method_configuration: unsupported,
  payment_method_data: paymentMethodData,
  receipt_email: clearable,
  setup_future_usage: unsupported,
  shipping,
  statement_descriptor: text,
  statement_descriptor_suffix: text,
  transfer_group: unsupported,
} satisfies Named<Stripe.PaymentIntentUpdateParams>;

export const capture = {
  amount_details: unsupported,
  amount_to_capture: amount,
  application_fee_amount: unsupported,
  final_capture: unsupported,
  hooks: unsupported,
  metadata,
  payment_details: unsupported,
  statement_descriptor: text,
  statement_descriptor_suffix: text,
  transfer_data: unsupported,
} satisfies Named<Stripe.PaymentIntentCaptureParams>;

export const cancellation = {
  cancellation_reason: oneOf('abandoned', 'duplicate', 'fraudulent', 'requested_by_customer'),
} satisfies Named<Stripe.PaymentIntentCancelParams>;
