import type { Stripe } from 'stripe';
import type { RetiredCoupon } from '../objects.ts';
import type { Work } from '../work.ts';
import { previousOf, recordEvent } from './events.ts';

/** Whether it was redeemed as often as it may be. */
export const isUsedUp = (one: { max_redemptions: number | null; times_redeemed: number }): boolean =>
  one.max_redemptions !== null && one.times_redeemed >= one.max_redemptions;

/** One more has it. */
export function redeemCoupon(work: Work, before: Stripe.Coupon): void {
  const coupon = { ...before, times_redeemed: before.times_redeemed + 1 };
  if (isUsedUp(coupon)) endCoupon(work, coupon);
  else work.save(coupon);
}

/** Nobody can redeem it from now on, by whichever code. */
export function endCoupon(work: Work, coupon: Stripe.Coupon | RetiredCoupon): void {
  work.save({ ...coupon, valid: false });
  retireCodes(work, coupon.id);
}

/** A code is active only while its coupon is valid. */
function retireCodes(work: Work, coupon: string): void {
  const codes = work.all('promotion_code').filter((one) => one.promotion.coupon === coupon && one.active);
  for (const code of codes) endPromotionCode(work, code);
}

/** One more has used it. */
export function redeemCode(work: Work, before: Stripe.PromotionCode): void {
  const used = { ...before, times_redeemed: before.times_redeemed + 1 };
  changeCode(work, before, { ...used, active: used.active && !isUsedUp(used) });
}

export function endPromotionCode(work: Work, code: Stripe.PromotionCode): void {
  changeCode(work, code, { ...code, active: false });
}

function changeCode(work: Work, before: Stripe.PromotionCode, after: Stripe.PromotionCode): void {
  work.save(after);
  recordEvent(work, 'promotion_code.updated', after, previousOf(before, after));
}
