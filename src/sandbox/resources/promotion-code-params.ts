import type { Stripe } from 'stripe';
import { invalid } from '../wire/errors.ts';
import { metadata } from '../wire/metadata.ts';
import { requireFuture } from '../wire/moments.ts';
import {
  currency,
  flag,
  group,
  integer,
  type Named,
  oneOf,
  type Read,
  type Reader,
  text,
  unsupported,
} from '../wire/params.ts';
import type { Work } from '../work.ts';

type CurrencyOptions = NonNullable<Stripe.PromotionCode.Restrictions['currency_options']>;

const currencyOptions: Reader<CurrencyOptions> = (value, name) => {
  if (typeof value === 'string') throw invalid('Invalid object', { param: name });
  const option = group({ minimum_amount: integer({ min: 1 }) }, ['minimum_amount']);
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      currency(key, `${name}[${key}]`),
      option(one, `${name}[${key}]`),
    ]),
  );
};

export const creation = {
  active: flag,
  code: text,
  customer: text,
  customer_account: unsupported,
  expires_at: integer(),
  max_redemptions: integer({ min: 1 }),
  metadata,
  promotion: group({ type: oneOf('coupon'), coupon: text }, ['type']),
  restrictions: group({
    currency_options: currencyOptions,
    first_time_transaction: flag,
    minimum_amount: integer({ min: 1 }),
    minimum_amount_currency: currency,
  }),
} satisfies Named<Stripe.PromotionCodeCreateParams>;

export const change = {
  active: flag,
  metadata,
  restrictions: group({ currency_options: currencyOptions }),
} satisfies Named<Stripe.PromotionCodeUpdateParams>;

/** A code reaches no further than its coupon. */
export function requireWithin(work: Work, coupon: Stripe.Coupon, asked: Read<typeof creation>): void {
  const { code, expires_at: expiresAt, max_redemptions: most, restrictions } = asked;
  if (code !== undefined && !/^[A-Za-z0-9_-]+$/.test(code)) {
    throw invalid(
      `This value must match the regex pattern. (/\\A[a-zA-Z0-9\\-_]+\\z/ does not match for the value ${code}).`,
      { param: 'code' },
    );
  }
  requireFuture(work.now, expiresAt, 'expires_at');
  if (expiresAt !== undefined && coupon.redeem_by !== null && expiresAt > coupon.redeem_by) {
    throw invalid("`expires_at` cannot be after the coupon's `redeem_by`.", { param: 'expires_at' });
  }
  if (most !== undefined && coupon.max_redemptions !== null && most > coupon.max_redemptions) {
    throw invalid("`max_redemptions` cannot be greater than the coupon's `max_redemptions`.", {
      param: 'max_redemptions',
    });
  }
  if (
    (restrictions?.minimum_amount === undefined) !==
    (restrictions?.minimum_amount_currency === undefined)
  ) {
    throw invalid('You must pass both `minimum_amount` and `minimum_amount_currency`, or neither.', {
      param: 'restrictions',
    });
  }
}
