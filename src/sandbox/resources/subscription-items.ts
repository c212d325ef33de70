import type { Stripe } from 'stripe';
import { newId } from '../ids.ts';
import { idOf } from '../objects.ts';
import { invalid } from '../wire/errors.ts';
import type { Work } from '../work.ts';
import { periodEnd } from './billing-periods.ts';
import type { BilledItem } from './invoice-lines.ts';
import { findPrice } from './prices.ts';
import { spell } from './spell.ts';

export interface WantedItem {
  price?: string;
  quantity?: number;
  metadata?: Record<string, string>;
}

/** The prices of a new subscription's items. */
export function pricesOf(work: Work, items: WantedItem[]): Stripe.Price[] {
  const prices = items.map(({ price: id }, index) => {
    const param = `items[${index}][price]`;
    if (id === undefined) {
      throw invalid(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
    }
    const price = findPrice(work, id, param, 400);
    if (price.recurring) return price;
    throw invalid(
      'The price specified is set to `type=one_time` but this field only accepts prices with `type=recurring`.',
      { param },
    );
  });
  const twice = prices.find((price, index) => prices.indexOf(price) !== index);
  if (twice) {
    throw invalid(
      `Cannot create a Subscription with multiple Subscription Items with the same Price: ${twice.id}`,
      { param: 'plan' },
    );
  }
  return prices;
}

interface Beginning {
  subscription: string;
  anchor: number;
  /** The first period is the trial, where there is one. */
  trialEnd: number | null;
}

export function newItem(
  work: Work,
  price: Stripe.Price,
  wanted: WantedItem,
  { subscription, anchor, trialEnd }: Beginning,
): Stripe.SubscriptionItem {
  return {
    id: newId('si'),
    object: 'subscription_item',
    billing_thresholds: null,
    created: work.now,
    current_period_end: trialEnd ?? periodEnd(anchor, recurrenceOf(price), work.now),
    current_period_start: work.now,
    current_trial: null,
    discounts: [],
    metadata: wanted.metadata ?? {},
    plan: planOf(price),
    price,
    quantity: wanted.quantity ?? 1,
    subscription,
    tax_rates: [],
  };
}

/** How often a price is charged; those of subscriptions always are. */
export function recurrenceOf({ id, recurring }: Stripe.Price): Stripe.Price.Recurring {
  if (!recurring) throw new Error(`${id} does not recur`);
  return recurring;
}

/** A price by its older name. */
function planOf(price: Stripe.Price): Stripe.Plan {
  const { interval, interval_count } = recurrenceOf(price);
  return {
    id: price.id,
    object: 'plan',
    active: price.active,
    amount: price.unit_amount,
    amount_decimal: price.unit_amount_decimal,
    billing_scheme: price.billing_scheme,
    created: price.created,
    currency: price.currency,
    interval,
    interval_count,
    livemode: false,
    metadata: price.metadata,
    meter: null,
    nickname: price.nickname,
    product: idOf(price.product),
    tiers_mode: null,
    transform_usage: null,
    trial_period_days: null,
    usage_type: 'licensed',
  };
}

export const amountOf = ({
  price,
  quantity = 1,
}: Pick<Stripe.SubscriptionItem, 'price' | 'quantity'>): number => (price.unit_amount ?? 0) * quantity;

/** The period that an item is in, as an invoice charges it. */
export function periodOf(work: Work, item: Stripe.SubscriptionItem): BilledItem {
  const { price, quantity = 1 } = item;
  const { interval } = recurrenceOf(price);
  const product = work.find('product', idOf(price.product))?.name ?? '';
  return {
    item,
    amount: amountOf(item),
    description: `${quantity} × ${product} (at ${spell(price.unit_amount ?? 0, price.currency)} / ${interval})`,
    period: { start: item.current_period_start, end: item.current_period_end },
  };
}

/** A trial is on the invoice too, for nothing. */
export function trialOf(work: Work, item: Stripe.SubscriptionItem): BilledItem {
  const product = work.find('product', idOf(item.price.product))?.name ?? '';
  return { ...periodOf(work, item), amount: 0, description: `Trial period for ${product}` };
}

/** What was paid for, discounts taken off, and will not be used. */
export function unusedTimeOf(
  work: Work,
  item: Stripe.SubscriptionItem,
  invoice: Stripe.Invoice | undefined,
): BilledItem {
  const { current_period_start: start, current_period_end: end } = item;
  const unused = Math.min(1, Math.max(0, (end - work.now) / (end - start)));
  const paid = invoice && invoice.subtotal > 0 ? invoice.total / invoice.subtotal : 1;
  const { description } = periodOf(work, item);
  return {
    item,
    amount: -Math.round(amountOf(item) * paid * unused),
    description: `Unused time on ${description}`,
    period: { start: work.now, end },
    proration: true,
  };
}

/** The items with those that were changed in their place. */
export function withItems(
  subscription: Stripe.Subscription,
  change: (item: Stripe.SubscriptionItem) => Stripe.SubscriptionItem,
): Stripe.Subscription['items'] {
  return { ...subscription.items, data: subscription.items.data.map(change) };
}
