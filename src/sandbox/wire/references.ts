import type { Kind } from '../objects.ts';

/** What a property holds: an id of that kind, one that is never there, a whole object already, or more properties. */
export type Reference = Kind | 'nothing' | 'whole' | References;
export interface References {
  [property: string]: Reference;
}

/** Which properties of an object can be expanded. */
export const references: Partial<Record<string, References>> = {
  customer: {
    default_source: 'nothing',
    discount: 'nothing',
    invoice_settings: { default_payment_method: 'payment_method' },
    test_clock: 'nothing',
  },
  payment_method: { customer: 'customer' },
  payment_intent: {
    customer: 'customer',
    latest_charge: 'charge',
    payment_method: 'payment_method',
    application: 'nothing',
    on_behalf_of: 'nothing',
    review: 'nothing',
    source: 'nothing',
  },
  charge: {
    customer: 'customer',
    payment_intent: 'payment_intent',
    balance_transaction: 'balance_transaction',
    failure_balance_transaction: 'balance_transaction',
    application: 'nothing',
    application_fee: 'nothing',
    on_behalf_of: 'nothing',
    review: 'nothing',
    source_transfer: 'nothing',
    transfer: 'nothing',
  },
  refund: {
    charge: 'charge',
    customer: 'customer',
    payment_intent: 'payment_intent',
    payment_method: 'payment_method',
    balance_transaction: 'balance_transaction',
    failure_balance_transaction: 'balance_transaction',
    source_transfer_reversal: 'nothing',
    transfer_reversal: 'nothing',
  },
  dispute: { charge: 'charge', payment_intent: 'payment_intent' },
  promotion_code: { customer: 'customer', promotion: { coupon: 'coupon' } },
  discount: { customer: 'customer', promotion_code: 'promotion_code', source: { coupon: 'coupon' } },
  product: { default_price: 'nothing', tax_code: 'nothing' },
  price: { product: 'product' },
  subscription_item: { discounts: 'discount', price: 'whole' },
  subscription: {
    customer: 'customer',
    default_payment_method: 'payment_method',
    discounts: 'discount',
    items: 'whole',
    latest_invoice: 'invoice',
    application: 'nothing',
    default_source: 'nothing',
    on_behalf_of: 'nothing',
    pending_setup_intent: 'nothing',
    schedule: 'nothing',
    test_clock: 'nothing',
  },
  invoice: {
    customer: 'customer',
    default_payment_method: 'payment_method',
    discounts: 'discount',
    lines: 'whole',
    parent: { subscription_details: { subscription: 'subscription' } },
    application: 'nothing',
    default_source: 'nothing',
    latest_revision: 'nothing',
    on_behalf_of: 'nothing',
    test_clock: 'nothing',
  },
  line_item: {
    discounts: 'discount',
    pricing: { price_details: { price: 'price' } },
    subscription: 'subscription',
  },
  invoice_payment: { invoice: 'invoice', payment: { payment_intent: 'payment_intent' } },
};
