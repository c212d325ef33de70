import type { Stripe } from 'stripe';
import type { Call } from '../exchange.ts';
import { randomText } from '../ids.ts';
import type { RetiredCoupon } from '../objects.ts';
import { invalid, missing, refused } from '../wire/errors.ts';
import { mergeMetadata, metadata } from '../wire/metadata.ts';
import { requireFuture } from '../wire/moments.ts';
import { createdFilter, pageOf, pageParams } from '../wire/pagination.ts';
import {
  currency,
  integer,
  type Named,
  oneOf,
  type Read,
  type Reader,
  readParams,
  text,
  textUpTo,
  unsupported,
} from '../wire/params.ts';
import type { Work } from '../work.ts';
import { endCoupon } from './coupon-use.ts';
import { previousOf, recordEvent } from './events.ts';

const percent: Reader<number> = (value, name) => {
  const given = text(value, name);
  const number = Number(given);
  if (!/^\d+(\.\d+)?$/.test(given)) throw invalid(`Invalid decimal: ${given}`, { param: name });
  const wrong = (bound: string) =>
    invalid(`This value must be ${bound} (it currently is '${number.toFixed(1)}').`, { param: name });
  if (number < 0.01) throw wrong('greater than or equal to 0.01');
  if (number > 100) throw wrong('less than or equal to 100');
  return number;
};

const couponName = textUpTo(40);

const creation = {
  amount_off: integer({ min: 1 }),
  applies_to: unsupported,
  currency,
  currency_options: unsupported,
  duration: oneOf('forever', 'once', 'repeating'),
  duration_in_months: integer({ min: 1 }),
  id: text,
  max_redemptions: integer({ min: 1 }),
  metadata,
  name: couponName,
  percent_off: percent,
  redeem_by: integer(),
} satisfies Named<Stripe.CouponCreateParams>;

export function createCoupon(work: Work, { params }: Call): object {
  const asked = readParams(params, creation);
  requireOneReduction(asked);
  requireFuture(work.now, asked.redeem_by, 'redeem_by');
  const id = asked.id ?? randomText(8);
  // A deleted coupon's id is free again.
  const holder = work.find('coupon', id);
  if (holder && !holder.deleted) {
    throw refused('Coupon already exists.', { code: 'resource_already_exists' });
  }
  const coupon: Stripe.Coupon = {
    id,
    object: 'coupon',
    amount_off: asked.amount_off ?? null,
    created: work.now,
    currency: asked.amount_off === undefined ? null : (asked.currency ?? null),
    duration: asked.duration ?? 'once',
    duration_in_months: asked.duration_in_months ?? null,
    livemode: false,
    max_redemptions: asked.max_redemptions ?? null,
    metadata: mergeMetadata({}, asked.metadata),
    name: asked.name ?? null,
    percent_off: asked.percent_off ?? null,
    redeem_by: asked.redeem_by ?? null,
    times_redeemed: 0,
    valid: true,
  };
  work.save(coupon);
  recordEvent(work, 'coupon.created', coupon);
  return coupon;
}

function requireOneReduction(asked: Read<typeof creation>): void {
  const { amount_off, percent_off, duration, duration_in_months: months } = asked;
  if (amount_off === undefined && percent_off === undefined) {
    throw invalid('Must provide percent_off or amount_off.', { code: 'parameter_missing' });
  }
  if (amount_off !== undefined && percent_off !== undefined) {
    throw invalid('Received both percent_off and amount_off parameters. Please pass in only one.');
  }
  if (amount_off !== undefined && asked.currency === undefined) {
    throw invalid('You must pass currency when passing amount_off', { param: 'currency' });
  }
  if (duration === 'repeating' && months === undefined) {
    throw invalid(
      'The duration_in_months param must be set when creating a coupon with a repeating duration',
      { param: 'duration' },
    );
  }
  if (duration !== 'repeating' && months !== undefined) {
    throw invalid('The duration_in_months param can only be set for a repeating duration', {
      param: 'duration_in_months',
    });
  }
}

export function retrieveCoupon(work: Work, { id, params }: Call): object {
  readParams(params, {});
  return liveCoupon(work, id, 'coupon');
}

export function listCoupons(work: Work, { params }: Call): object {
  const asked = readParams(params, { ...pageParams, created: createdFilter });
  const live = work.all('coupon').filter((coupon) => !coupon.deleted);
  return pageOf(live, asked, [], '/v1/coupons');
}

export function updateCoupon(work: Work, { id, params }: Call): object {
  const { metadata: metadataChange, ...asked } = readParams(params, {
    currency_options: unsupported,
    metadata,
    name: couponName,
  } satisfies Named<Stripe.CouponUpdateParams>);
  const before = liveCoupon(work, id, 'coupon');
  const coupon = { ...before, ...asked, metadata: mergeMetadata(before.metadata, metadataChange) };
  work.save(coupon);
  recordEvent(work, 'coupon.updated', coupon, previousOf(before, coupon));
  return coupon;
}

export function deleteCoupon(work: Work, { id, params }: Call): object {
  readParams(params, {});
  const coupon: RetiredCoupon = { ...liveCoupon(work, id, 'coupon'), valid: false, deleted: true };
  endCoupon(work, coupon);
  recordEvent(work, 'coupon.deleted', coupon);
  return { id, object: 'coupon', deleted: true } satisfies Stripe.DeletedCoupon;
}

export function liveCoupon(work: Work, id: string, param: string, status = 404): Stripe.Coupon {
  const coupon = work.find('coupon', id);
  if (!coupon || coupon.deleted) throw missing('coupon', id, param, status);
  return coupon;
}
