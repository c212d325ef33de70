import type { Stripe } from 'stripe';
import { idOf } from '../objects.ts';
import type { Work } from '../work.ts';

export interface Reduction {
  amount: number;
  discount: string;
}

/** What the discounts that stand take off an amount, one after the other. */
export function reductionsOf(work: Work, ids: string[], subtotal: number): Reduction[] {
  let left = subtotal;
  return ids.flatMap((id) => {
    const discount = work.find('discount', id);
    const coupon = discount && couponOf(work, discount);
    if (!coupon || (discount.end !== null && discount.end <= work.now)) return [];
    const wanted = coupon.amount_off ?? Math.round((left * (coupon.percent_off ?? 0)) / 100);
    const amount = Math.min(left, wanted);
    left -= amount;
    return [{ amount, discount: id }];
  });
}

/** The discounts that go on after an invoice that they took something off. */
export function remainingDiscounts(work: Work, ids: string[], invoiced: number): string[] {
  return ids.filter((id) => {
    const discount = work.find('discount', id);
    if (!discount || (discount.end !== null && discount.end <= work.now)) return false;
    return invoiced === 0 || couponOf(work, discount)?.duration !== 'once';
  });
}

const couponOf = (work: Work, discount: Stripe.Discount) =>
  work.find('coupon', idOf(discount.source.coupon ?? ''));
