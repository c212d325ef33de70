import type { Stripe } from 'stripe';
import { mergeMetadata, metadata } from '../wire/metadata.ts';
import {
  clearable,
  flag,
  group,
  integer,
  list,
  type Named,
  oneOf,
  type Reader,
  text,
  unsupported,
} from '../wire/params.ts';
import { discounts } from './discounts.ts';

/** A moment, or one that follows from the items' periods. */
export type CancelAt = number | 'min_period_end' | 'max_period_end';
const cancelAt: Reader<CancelAt> = (value, name) =>
  value === 'min_period_end' || value === 'max_period_end' ? value : integer()(value, name);

const clearableCancelAt: Reader<CancelAt | null> = (value, name) =>
  value === '' ? null : cancelAt(value, name);

const feedback = oneOf(
  'customer_service',
  'low_quality',
  'missing_features',
  'other',
  'switched_service',
  'too_complex',
  'too_expensive',
  'unused',
);
const cancellationDetails = group({
  comment: clearable,
  feedback: (value, name) => (value === '' ? null : feedback(value, name)),
  feedback_option: unsupported,
});

type Pause = Stripe.Subscription.PauseCollection;
const pauseCollection: Reader<Pause | null> = (value, name) => {
  if (value === '') return null;
  const shape = { behavior: oneOf('keep_as_draft', 'mark_uncollectible', 'void'), resumes_at: integer() };
  const { behavior, resumes_at = null } = group(shape, ['behavior'])(value, name);
  return { behavior, resumes_at };
};

const trialEnd: Reader<number | 'now'> = (value, name) => (value === 'now' ? value : integer()(value, name));

const trialSettings = group(
  {
    end_behavior: group({
      billing_cycle_anchor: unsupported,
      missing_payment_method: oneOf('cancel', 'create_invoice', 'pause'),
    }),
  },
  ['end_behavior'],
);

const itemMetadata: Reader<Record<string, string>> = (value, name) =>
  mergeMetadata({}, metadata(value, name));

const item = group({
  billing_thresholds: unsupported,
  current_trial: unsupported,
  discounts: unsupported,
  metadata: itemMetadata,
  plan: unsupported,
  price: text,
  price_data: unsupported,
  quantity: integer({ min: 0 }),
  tax_rates: unsupported,
});

const unmodelled = {
  add_invoice_items: unsupported,
  application_fee_percent: unsupported,
  automatic_tax: unsupported,
  billing_cycle_anchor: unsupported,
  billing_schedules: unsupported,
  billing_thresholds: unsupported,
  default_source: unsupported,
  default_tax_rates: unsupported,
  invoice_settings: unsupported,
  on_behalf_of: unsupported,
  payment_settings: unsupported,
  pending_invoice_item_interval: unsupported,
  transfer_data: unsupported,
  trial_from_plan: unsupported,
};

/** Without effect here, since nothing that the sandbox changes is prorated. */
const prorationBehavior = oneOf('always_invoice', 'create_prorations', 'none');

export const creation = {
  ...unmodelled,
  backdate_start_date: unsupported,
  billing_cycle_anchor_config: unsupported,
  billing_mode: unsupported,
  cancel_at: cancelAt,
  cancel_at_period_end: flag,
  collection_method: oneOf('charge_automatically', 'send_invoice'),
  currency: unsupported,
  customer: text,
  customer_account: unsupported,
  days_until_due: integer({ min: 0 }),
  default_payment_method: text,
  description: text,
  discounts,
  items: list(item),
  metadata,
  off_session: flag,
  payment_behavior: oneOf(
    'allow_incomplete',
    'default_incomplete',
    'error_if_incomplete',
    'pending_if_incomplete',
  ),
  proration_behavior: prorationBehavior,
  trial_end: trialEnd,
  trial_period_days: integer({ min: 0 }),
  trial_settings: trialSettings,
} satisfies Named<Stripe.SubscriptionCreateParams>;

export const change = {
  ...unmodelled,
  cancel_at: clearableCancelAt,
  cancel_at_period_end: flag,
  cancellation_details: cancellationDetails,
  collection_method: unsupported,
  days_until_due: unsupported,
  default_payment_method: clearable,
  description: clearable,
  discounts,
  items: unsupported,
  metadata,
  off_session: flag,
  pause_collection: pauseCollection,
  payment_behavior: unsupported,
  proration_behavior: prorationBehavior,
  proration_date: unsupported,
  trial_end: unsupported,
  trial_settings: trialSettings,
} satisfies Named<Stripe.SubscriptionUpdateParams>;

export const cancellation = {
  cancellation_details: cancellationDetails,
  invoice_now: flag,
  prorate: flag,
} satisfies Named<Stripe.SubscriptionCancelParams>;

export const pausing = {
  bill_for: group({
    outstanding_usage_through: group({ type: oneOf('none', 'now') }, ['type']),
    unused_time_from: group({ type: oneOf('item_current_period_start', 'none', 'now') }, ['type']),
  }),
  invoicing_behavior: oneOf('invoice', 'pending_invoice_item'),
  type: oneOf('subscription'),
} satisfies Named<Stripe.SubscriptionPauseParams>;

export const resumption = {
  billing_cycle_anchor: group({ type: oneOf('now', 'unchanged') }, ['type']),
  payment_behavior: oneOf('resume_on_payment_attempt', 'resume_on_payment_success'),
  proration_behavior: prorationBehavior,
  proration_date: unsupported,
} satisfies Named<Stripe.SubscriptionResumeParams>;
