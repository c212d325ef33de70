import type { Stripe } from 'stripe';
import { newId } from '../ids.ts';
import { idOf } from '../objects.ts';
import { missing, refused } from '../wire/errors.ts';
import { group, list, type Reader, text } from '../wire/params.ts';
import type { Work } from '../work.ts';
import { monthsAfter } from './billing-periods.ts';
import { isUsedUp, redeemCode, redeemCoupon } from './coupon-use.ts';
import { liveCoupon } from './coupons.ts';
import { findPromotionCode } from './promotion-codes.ts';

interface Wanted {
  discount?: string;
  coupon?: string;
  promotion_code?: string;
}

/** The `discounts` parameter: `''` for none. */
export const discounts: Reader<Wanted[]> = (value, name) =>
  value === '' ? [] : list(group({ coupon: text, promotion_code: text, discount: text }))(value, name);

/** Who redeems, and for what amount. */
export interface Redemption {
  customer: string;
  subscription: string;
  subtotal: number;
  currency: string;
  /** The discounts that it has already. */
  standing?: string[];
}

/** Redeems coupons and promotion codes; gives the ids of the discounts that they become. */
export function redeem(work: Work, wanted: Wanted[], redemption: Redemption): string[] {
  return wanted.map((one, index) => {
    const at = `discounts[${index}]`;
    if (one.discount !== undefined) return standing(redemption, one.discount, at);
    if (one.promotion_code === undefined && one.coupon === undefined) {
      throw refused('Each discount must name a coupon or a promotion code.', { param: at });
    }
    const code =
      one.promotion_code === undefined
        ? undefined
        : findPromotionCode(work, one.promotion_code, `${at}[promotion_code]`, 400);
    if (code) useCode(work, code, redemption, `${at}[promotion_code]`);
    const coupon = liveCoupon(
      work,
      code ? idOf(code.promotion.coupon ?? '') : (one.coupon ?? ''),
      `${at}[coupon]`,
      400,
    );
    useCoupon(work, coupon, redemption, at);
    const discount = newDiscount(work, coupon, code, redemption);
    work.save(discount);
    return discount.id;
  });
}

/** What it has already goes on, and is not redeemed again. */
function standing(redemption: Redemption, id: string, at: string): string {
  if (redemption.standing?.includes(id)) return id;
  throw missing('discount', id, `${at}[discount]`, 400);
}

function useCode(work: Work, code: Stripe.PromotionCode, redemption: Redemption, param: string): void {
  const { customer, subtotal, currency } = redemption;
  const { first_time_transaction: firstOnly, minimum_amount: minimum } = code.restrictions;
  const wrong = (why: string, details: { code?: string } = {}) =>
    refused(`This promotion code cannot be redeemed because ${why}.`, { param, ...details });
  if (!code.active) throw wrong('it is not active');
  if (code.customer !== null && code.customer !== customer) {
    throw wrong('it is restricted to another customer');
  }
  if (firstOnly && hasPaid(work, customer)) {
    throw wrong('the associated customer has prior transactions', {
      code: 'promotion_code_customer_not_first_time',
    });
  }
  const least =
    code.restrictions.minimum_amount_currency === currency
      ? minimum
      : code.restrictions.currency_options?.[currency]?.minimum_amount;
  if (minimum !== null && (least === undefined || least === null || subtotal < least)) {
    throw wrong('the associated purchase does not meet the minimum amount requirement');
  }
  redeemCode(work, code);
}

const hasPaid = (work: Work, customer: string): boolean =>
  work.all('charge').some((charge) => charge.customer === customer && charge.status === 'succeeded');

function useCoupon(work: Work, coupon: Stripe.Coupon, { currency }: Redemption, param: string): void {
  if (isUsedUp(coupon)) throw refused(`Coupon ${coupon.id} is used up and cannot be applied.`, { param });
  if (!coupon.valid) throw refused(`Coupon expired: ${coupon.id}`, { code: 'coupon_expired', param });
  if (coupon.currency !== null && coupon.currency !== currency) {
    throw refused(`The coupon's currency (${coupon.currency}) is not the subscription's (${currency}).`, {
      param,
    });
  }
  redeemCoupon(work, coupon);
}

function newDiscount(
  work: Work,
  coupon: Stripe.Coupon,
  code: Stripe.PromotionCode | undefined,
  { customer, subscription }: Redemption,
): Stripe.Discount {
  const months = coupon.duration === 'repeating' ? coupon.duration_in_months : null;
  return {
    id: newId('di'),
    object: 'discount',
    checkout_session: null,
    customer,
    customer_account: null,
    end: months === null ? null : monthsAfter(work.now, months),
    invoice: null,
    invoice_item: null,
    promotion_code: code?.id ?? null,
    source: { coupon: coupon.id, type: 'coupon' },
    start: work.now,
    subscription,
    subscription_item: null,
  };
}
