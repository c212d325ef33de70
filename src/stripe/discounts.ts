import type Stripe from 'stripe';
import type { DiscountDecision, DiscountRecord, DiscountTerms } from '../domain/discount.ts';
import type { WriteOutcome } from '../domain/lane.ts';
import { isMissing, isTaken, writeOutcome } from './errors.ts';
import { discountMetadata } from './metadata.ts';

/** A code to be made, under the names that follow from its decision. */
export interface NewDiscount {
  readonly decision: DiscountDecision;
  /** The coupon's id. */
  readonly coupon: string;
  readonly code: string;
  /** Counts the keys, of which a second is used only as DESIGN.md allows. */
  readonly generation: number;
}

/**
 * Makes a one-time code: a coupon, then a promotion code for it. Ids and parameters follow from the decision alone, so that
 * sending it again is the same request; what an earlier send has made of it already is taken up.
 */
export async function createDiscount(
  { reads, writes }: { reads: Stripe; writes: Stripe },
  discount: NewDiscount,
): Promise<WriteOutcome<'discount'>> {
  const outcome = await createCoupon(writes, discount);
  // Where the answer was lost, the coupon itself tells that the code can be made.
  if (outcome && !(outcome.kind === 'unknown' && (await isThere(reads, discount.coupon)))) return outcome;
  return createCode(writes, discount);
}

/** Undefined where there is one now. Its id is ours alone, so that one that is there is the decision's own. */
async function createCoupon(
  stripe: Stripe,
  { decision, coupon, generation }: NewDiscount,
): Promise<Exclude<WriteOutcome, { kind: 'done' }> | undefined> {
  const { id, terms, expires } = decision;
  const { duration } = terms;
  const repeats = typeof duration === 'object' && duration;
  try {
    const made = await stripe.coupons.create(
      {
        id: coupon,
        ...('percent' in terms
          ? { percent_off: terms.percent }
          : { amount_off: terms.amount.value, currency: terms.amount.currency }),
        ...(repeats
          ? { duration: 'repeating', duration_in_months: repeats.months }
          : { duration: duration === 'forever' ? duration : 'once' }),
        max_redemptions: 1,
        redeem_by: expires,
        metadata: discountMetadata.write(decision),
      },
      { idempotencyKey: `tellerline-discount-${id}-coupon-${generation}` },
    );
    return made.id === coupon ? undefined : { kind: 'unknown', replayed: false };
  } catch (error) {
    return isTaken(error) ? undefined : writeOutcome(error);
  }
}

async function createCode(
  stripe: Stripe,
  { decision, coupon, code, generation }: NewDiscount,
): Promise<WriteOutcome<'discount'>> {
  const { id, customer, terms, expires } = decision;
  const { minimum } = terms;
  try {
    const made = await stripe.promotionCodes.create(
      {
        promotion: { type: 'coupon', coupon },
        code,
        ...(customer !== undefined && { customer }),
        max_redemptions: 1,
        expires_at: expires,
        ...(minimum && {
          restrictions: { minimum_amount: minimum.value, minimum_amount_currency: minimum.currency },
        }),
        metadata: discountMetadata.write(decision),
      },
      { idempotencyKey: `tellerline-discount-${id}-code-${generation}` },
    );
    // A body that is no promotion code is no answer: whether one was made has to be looked up.
    if (typeof made.id !== 'string' || typeof made.code !== 'string')
      return { kind: 'unknown', replayed: false };
    return { kind: 'done', made: recordOf(made, terms) };
  } catch (error) {
    return writeOutcome(error);
  }
}

async function isThere(stripe: Stripe, coupon: string): Promise<boolean> {
  try {
    return (await stripe.coupons.retrieve(coupon)).id === coupon;
  } catch {
    return false;
  }
}

/** Every code of a customer: all pages, used and expired ones too, by whomever made. */
export function listDiscounts(stripe: Stripe, customer: string): Promise<DiscountRecord[]> {
  return list(stripe, { customer });
}

/** The codes of one name: at most one of them is valid. */
export function discountsNamed(stripe: Stripe, code: string): Promise<DiscountRecord[]> {
  return list(stripe, { code });
}

/** The codes of one coupon; none where there is no such coupon. */
export async function discountsOf(stripe: Stripe, coupon: string): Promise<DiscountRecord[]> {
  try {
    return await list(stripe, { coupon });
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

async function list(
  stripe: Stripe,
  of: { customer: string } | { coupon: string } | { code: string },
): Promise<DiscountRecord[]> {
  const expand = ['data.promotion.coupon'];
  const codes = await stripe.promotionCodes
    .list({ ...of, limit: 100, expand })
    .autoPagingToArray({ limit: 10_000 });
  return codes.flatMap((code) => {
    const terms = termsIn(code);
    return terms ? [recordOf(code, terms)] : [];
  });
}

/** Undefined where the coupon has been deleted, and the code with it. */
function termsIn({ promotion, restrictions, metadata }: Stripe.PromotionCode): DiscountTerms | undefined {
  const { coupon } = promotion;
  if (coupon === null || typeof coupon === 'string') return undefined;
  const { percent_off: percent, amount_off: value, currency, duration_in_months: months } = coupon;
  const { minimum_amount: least, minimum_amount_currency: of } = restrictions;
  const limits = {
    offer: discountMetadata.read(metadata).offer,
    duration: months === null ? (coupon.duration === 'forever' ? 'forever' : 'once') : { months },
    ...(least !== null && of !== null && { minimum: { value: least, currency: of } }),
  } as const;
  if (percent !== null) return { ...limits, percent };
  return value === null || currency === null ? undefined : { ...limits, amount: { value, currency } };
}

function recordOf(made: Stripe.PromotionCode, terms: DiscountTerms): DiscountRecord {
  const { id, code, created, active, expires_at: expires, metadata } = made;
  const { decision, reference } = discountMetadata.read(metadata);
  return {
    promotion: id,
    code,
    terms,
    expires: expires ?? Number.MAX_SAFE_INTEGER,
    created,
    state: made.times_redeemed > 0 ? 'used' : active ? 'usable' : 'over',
    ...(decision !== undefined && { decision }),
    ...(reference !== undefined && { reference }),
  };
}
