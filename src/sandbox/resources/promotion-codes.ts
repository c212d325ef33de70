import type { Stripe } from 'stripe';
import type { Call } from '../exchange.ts';
import { newId, randomText } from '../ids.ts';
import { invalid, missing, refused } from '../wire/errors.ts';
import { mergeMetadata } from '../wire/metadata.ts';
import { createdFilter, pageOf, pageParams } from '../wire/pagination.ts';
import { flag, readParams, text, unsupported } from '../wire/params.ts';
import type { Work } from '../work.ts';
import { isUsedUp } from './coupon-use.ts';
import { liveCoupon } from './coupons.ts';
import { liveCustomer } from './customers.ts';
import { previousOf, recordEvent } from './events.ts';
import { change, creation, requireWithin } from './promotion-code-params.ts';

export function createPromotionCode(work: Work, { params }: Call): object {
  const asked = readParams(params, creation, ['promotion']);
  const coupon = promotedCoupon(work, asked.promotion.coupon);
  if (asked.customer !== undefined) liveCustomer(work, asked.customer, 'customer', 400);
  requireWithin(work, coupon, asked);
  const { restrictions } = asked;
  const code: Stripe.PromotionCode = {
    id: newId('promo'),
    object: 'promotion_code',
    active: asked.active ?? true,
    code: asked.code ?? randomText(8).toUpperCase(),
    created: work.now,
    customer: asked.customer ?? null,
    customer_account: null,
    expires_at: asked.expires_at ?? null,
    livemode: false,
    max_redemptions: asked.max_redemptions ?? null,
    metadata: mergeMetadata({}, asked.metadata),
    promotion: { type: 'coupon', coupon: coupon.id },
    restrictions: {
      ...(restrictions?.currency_options && { currency_options: restrictions.currency_options }),
      first_time_transaction: restrictions?.first_time_transaction ?? false,
      minimum_amount: restrictions?.minimum_amount ?? null,
      minimum_amount_currency: restrictions?.minimum_amount_currency ?? null,
    },
    times_redeemed: 0,
  };
  if (code.active) requireUnique(work, code);
  work.save(code);
  recordEvent(work, 'promotion_code.created', code);
  return code;
}

function promotedCoupon(work: Work, id: string | undefined): Stripe.Coupon {
  if (id !== undefined) return liveCoupon(work, id, 'promotion[coupon]', 400);
  throw invalid('You must pass promotion.coupon when passing promotion', { param: 'promotion.coupon' });
}

/** One active code for whoever may use it: what is open to all stands in the way of every customer's own. */
function requireUnique(work: Work, { id, code, customer }: Stripe.PromotionCode): void {
  const taken = work
    .all('promotion_code')
    .filter((one) => one.id !== id && one.active && one.code.toLowerCase() === code.toLowerCase())
    .some((one) => one.customer === null || customer === null || one.customer === customer);
  if (taken) throw invalid(`An active promotion code with \`code: ${code}\` already exists.`);
}

export function retrievePromotionCode(work: Work, { id, params }: Call): object {
  readParams(params, {});
  return findPromotionCode(work, id, 'promotion_code');
}

export function listPromotionCodes(work: Work, { params }: Call): object {
  const { code, coupon, ...asked } = readParams(params, {
    ...pageParams,
    active: flag,
    code: text,
    coupon: text,
    created: createdFilter,
    customer: text,
    customer_account: unsupported,
  });
  if (coupon !== undefined) liveCoupon(work, coupon, 'coupon', 400);
  const matched = work
    .all('promotion_code')
    .filter((one) => code === undefined || one.code.toLowerCase() === code.toLowerCase())
    .filter((one) => coupon === undefined || one.promotion.coupon === coupon);
  return pageOf(matched, asked, ['active', 'customer'], '/v1/promotion_codes');
}

export function updatePromotionCode(work: Work, { id, params }: Call): object {
  const asked = readParams(params, change);
  const before = findPromotionCode(work, id, 'promotion_code');
  const code: Stripe.PromotionCode = {
    ...before,
    active: asked.active ?? before.active,
    metadata: mergeMetadata(before.metadata, asked.metadata),
    restrictions: { ...before.restrictions, ...asked.restrictions },
  };
  if (code.active && !before.active) requireRevivable(work, code);
  work.save(code);
  recordEvent(work, 'promotion_code.updated', code, previousOf(before, code));
  return code;
}

/** What is over stays over. */
function requireRevivable(work: Work, code: Stripe.PromotionCode): void {
  const coupon = work.find('coupon', String(code.promotion.coupon));
  const isOver = code.expires_at !== null && code.expires_at <= work.now;
  if (isOver || isUsedUp(code) || !coupon?.valid) {
    throw refused('This promotion code cannot be activated because it has expired or has been redeemed.', {
      param: 'active',
    });
  }
  requireUnique(work, code);
}

export function findPromotionCode(work: Work, id: string, param: string, status = 404): Stripe.PromotionCode {
  const code = work.find('promotion_code', id);
  if (!code) throw missing('promotion code', id, param, status);
  return code;
}
