import type { Stripe } from 'stripe';

/** A customer who can be billed by a card that pays, unless another one is named. */
export function subscriber(stripe: Stripe, card = 'pm_card_visa'): Promise<Stripe.Response<Stripe.Customer>> {
  return stripe.customers.create({
    payment_method: card,
    invoice_settings: { default_payment_method: card },
  });
}

/** A price of 20 dollars a month, unless something else is said. */
export function monthly(
  stripe: Stripe,
  params: Partial<Stripe.PriceCreateParams> = {},
): Promise<Stripe.Response<Stripe.Price>> {
  return stripe.prices.create({
    currency: 'usd',
    unit_amount: 2_000,
    recurring: { interval: 'month' },
    product_data: { name: 'Gold' },
    ...params,
  });
}

/** A monthly subscription that has been paid for, as most tests need one. */
export async function subscribe(
  stripe: Stripe,
  params: Partial<Stripe.SubscriptionCreateParams> = {},
): Promise<Stripe.Response<Stripe.Subscription>> {
  const customer = params.customer ?? (await subscriber(stripe)).id;
  const items = params.items ?? [{ price: (await monthly(stripe)).id }];
  return stripe.subscriptions.create({ ...params, customer, items });
}

/** When a subscription's period ends. */
export function periodEndOf({ items }: Stripe.Subscription): number {
  const end = items.data[0]?.current_period_end;
  if (end === undefined) throw new Error('The subscription has no period.');
  return end;
}

/** A promotion code of a coupon of its own. */
export async function offer(
  stripe: Stripe,
  params: Partial<Stripe.PromotionCodeCreateParams> = {},
  coupon: Stripe.CouponCreateParams = { percent_off: 25 },
): Promise<Stripe.PromotionCode> {
  const { id } = await stripe.coupons.create(coupon);
  return stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon: id }, ...params });
}
