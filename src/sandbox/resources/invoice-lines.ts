import type { Stripe } from 'stripe';
import { newId } from '../ids.ts';
import { idOf } from '../objects.ts';
import { decimal } from './prices.ts';

/** What one item of a subscription is billed for. */
export interface BilledItem {
  item: Stripe.SubscriptionItem;
  amount: number;
  description: string;
  period: { start: number; end: number };
  proration?: boolean;
}

export function lineOf(
  invoice: string,
  subscription: Stripe.Subscription,
  billed: BilledItem,
): Stripe.InvoiceLineItem {
  const { item, amount, description, period, proration = false } = billed;
  const { price, quantity = 1 } = item;
  return {
    id: newId('il'),
    object: 'line_item',
    amount,
    currency: price.currency,
    description,
    discount_amounts: [],
    discountable: !proration,
    discounts: [],
    invoice,
    livemode: false,
    metadata: item.metadata,
    parent: {
      invoice_item_details: null,
      subscription_item_details: {
        invoice_item: null,
        proration,
        proration_details: { credited_items: null },
        subscription: subscription.id,
        subscription_item: item.id,
      },
      type: 'subscription_item_details',
    },
    period,
    pretax_credit_amounts: [],
    pricing: {
      price_details: { price: price.id, product: idOf(price.product) },
      type: 'price_details',
      unit_amount_decimal: decimal(price.unit_amount ?? 0),
    },
    quantity,
    quantity_decimal: decimal(quantity),
    subscription: subscription.id,
    subtotal: amount,
    taxes: [],
  };
}
