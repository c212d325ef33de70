import type { Stripe } from 'stripe';
import { newId } from '../ids.ts';
import { mergeMetadata } from '../wire/metadata.ts';
import type { Read } from '../wire/params.ts';
import type { Work } from '../work.ts';
import { newItem } from './subscription-items.ts';
import type { creation } from './subscription-params.ts';
import { noCancellationDetails } from './subscription-record.ts';

type Asked = Read<typeof creation>;

interface Parts {
  customer: string;
  prices: Stripe.Price[];
  trialEnd: number | null;
}

/** A subscription as it begins, before anything is billed. */
export function newSubscription(work: Work, asked: Asked, parts: Parts): Stripe.Subscription {
  const { customer, prices, trialEnd } = parts;
  const id = newId('sub');
  const anchor = trialEnd ?? work.now;
  const beginning = { subscription: id, anchor, trialEnd };
  return {
    ...unmodelled,
    id,
    object: 'subscription',
    billing_cycle_anchor: anchor,
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    cancellation_details: noCancellationDetails,
    collection_method: asked.collection_method ?? 'charge_automatically',
    created: work.now,
    currency: prices[0]?.currency ?? 'usd',
    customer,
    days_until_due: asked.days_until_due ?? null,
    default_payment_method: asked.default_payment_method ?? null,
    description: asked.description ?? null,
    discounts: [],
    ended_at: null,
    items: {
      object: 'list',
      data: prices.map((price, index) => newItem(work, price, asked.items?.[index] ?? {}, beginning)),
      has_more: false,
      url: `/v1/subscription_items?subscription=${id}`,
    },
    latest_invoice: null,
    metadata: mergeMetadata({}, asked.metadata),
    pause_collection: null,
    start_date: work.now,
    status: trialEnd === null ? 'incomplete' : 'trialing',
    trial_end: trialEnd,
    trial_settings: {
      end_behavior: {
        billing_cycle_anchor: null,
        missing_payment_method: asked.trial_settings?.end_behavior.missing_payment_method ?? 'create_invoice',
      },
    },
    trial_start: trialEnd === null ? null : work.now,
  };
}

/** What every subscription has, and the sandbox has no use for. */
const unmodelled = {
  application: null,
  application_fee_percent: null,
  automatic_tax: { disabled_reason: null, enabled: false, liability: null },
  billing_cycle_anchor_config: null,
  billing_mode: { flexible: null, type: 'classic' },
  billing_schedules: [],
  billing_thresholds: null,
  customer_account: null,
  default_source: null,
  default_tax_rates: [],
  invoice_settings: {
    account_tax_ids: null,
    custom_fields: null,
    description: null,
    footer: null,
    issuer: { type: 'self' },
  },
  livemode: false,
  managed_payments: null,
  next_pending_invoice_item_invoice: null,
  on_behalf_of: null,
  payment_settings: {
    payment_method_options: null,
    payment_method_types: null,
    save_default_payment_method: 'off',
  },
  pending_invoice_item_interval: null,
  pending_setup_intent: null,
  pending_update: null,
  schedule: null,
  test_clock: null,
  transfer_data: null,
} satisfies Partial<Stripe.Subscription>;
