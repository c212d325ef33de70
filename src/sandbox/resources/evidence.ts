import type { Stripe } from 'stripe';
import { clearable, group, type Named, type Reader, textUpTo, unsupported } from '../wire/params.ts';

/** The evidence of a dispute to which nothing was answered yet. */
export const noEvidence: Stripe.Dispute.Evidence = {
  access_activity_log: null,
  billing_address: null,
  cancellation_policy: null,
  cancellation_policy_disclosure: null,
  cancellation_rebuttal: null,
  customer_communication: null,
  customer_email_address: null,
  customer_name: null,
  customer_purchase_ip: null,
  customer_signature: null,
  duplicate_charge_documentation: null,
  duplicate_charge_explanation: null,
  duplicate_charge_id: null,
  enhanced_evidence: {},
  product_description: null,
  receipt: null,
  refund_policy: null,
  refund_policy_disclosure: null,
  refund_refusal_explanation: null,
  service_date: null,
  service_documentation: null,
  shipping_address: null,
  shipping_carrier: null,
  shipping_date: null,
  shipping_documentation: null,
  shipping_tracking_number: null,
  uncategorized_file: null,
  uncategorized_text: null,
};

const clearableUpTo =
  (max: number): Reader<string | null> =>
  (value, name) =>
    value === '' ? clearable(value, name) : textUpTo(max)(value, name);

const shortText = clearableUpTo(5_000);
const longText = clearableUpTo(20_000);

/** Evidence in words. Files are nowhere to be put in the sandbox. */
const shape = {
  access_activity_log: longText,
  appeal: unsupported,
  billing_address: shortText,
  cancellation_policy: unsupported,
  cancellation_policy_disclosure: longText,
  cancellation_rebuttal: longText,
  customer_communication: unsupported,
  customer_email_address: shortText,
  customer_name: shortText,
  customer_purchase_ip: shortText,
  customer_signature: unsupported,
  duplicate_charge_documentation: unsupported,
  duplicate_charge_explanation: longText,
  duplicate_charge_id: shortText,
  enhanced_evidence: unsupported,
  product_description: longText,
  receipt: unsupported,
  refund_policy: unsupported,
  refund_policy_disclosure: longText,
  refund_refusal_explanation: longText,
  service_date: shortText,
  service_documentation: unsupported,
  shipping_address: shortText,
  shipping_carrier: shortText,
  shipping_date: shortText,
  shipping_documentation: unsupported,
  shipping_tracking_number: shortText,
  uncategorized_file: unsupported,
  uncategorized_text: longText,
} satisfies Named<Stripe.DisputeUpdateParams.Evidence>;

export const evidence: Reader<Partial<Stripe.Dispute.Evidence>> = group(shape);

const textsOf = (given: Stripe.Dispute.Evidence): string[] =>
  Object.values(given).filter((value): value is string => typeof value === 'string');

export const hasEvidence = (given: Stripe.Dispute.Evidence): boolean => textsOf(given).length > 0;

export const sizeOf = (given: Stripe.Dispute.Evidence): number =>
  textsOf(given).reduce((sum, value) => sum + value.length, 0);
