import type { Money } from './money.ts';
import type { DiscountOffer, DiscountPolicy, Duration, Reduction } from './policy.ts';
import { DAY_SECONDS, type UnixSeconds } from './time.ts';

/** What a code takes off, and within which limits. */
export type DiscountTerms = Reduction & {
  /** The offer's id; `APPROVED` where a person granted it. */
  readonly offer: string;
  readonly duration: Duration;
  /** The order has to come to this. */
  readonly minimum?: Money;
};

/** Stands for an offer where a person granted an amount. */
export const APPROVED = 'approved_by_support';

/** A code that is to be made. All that is sent follows from it alone. */
export interface DiscountDecision {
  /** Names the decision; keys, the coupon's id and the code are derived from it. */
  readonly id: string;
  /** Whose code it is; a guest's is bound to nobody. */
  readonly customer?: string;
  readonly terms: DiscountTerms;
  readonly expires: UnixSeconds;
  readonly call: string;
  readonly reference: string;
  readonly decidedAt: UnixSeconds;
}

/** What became of a code. `unknown`: sent, and nobody knows yet whether it was made. */
export type DiscountState = 'usable' | 'used' | 'over' | 'unknown';

/** How a code that was made stands now. `withdrawn`: it was made invalid before its time. */
export type CodeStanding = 'unused' | 'used' | 'ran_out' | 'withdrawn';

/** A one-time code as Stripe shows it. */
export interface DiscountRecord {
  /** `promo_…` */
  readonly promotion: string;
  readonly code: string;
  readonly terms: DiscountTerms;
  readonly expires: UnixSeconds;
  readonly created: UnixSeconds;
  readonly state: DiscountState;
  /** What our metadata says; absent on codes that others made. */
  readonly decision?: string;
  readonly reference?: string;
}

/** Why a person has to decide. */
export type DiscountSupportReason = 'not_covered' | 'code_count' | 'guest';

/** Why there is no code. */
export type DiscountRefusal = 'refused_by_support' | 'expired' | 'refused_by_stripe';

export type DiscountVerdict =
  | { readonly kind: 'allow' }
  /** There is a code of that offer that was not used, or may be. */
  | { readonly kind: 'already'; readonly made: DiscountRecord }
  | { readonly kind: 'ask_support'; readonly reason: DiscountSupportReason };

/** What the lane answers where it makes no code. */
export type DiscountAnswer =
  | Exclude<DiscountVerdict, { kind: 'allow' }>
  | { readonly kind: 'refused'; readonly reason: DiscountRefusal };

/** All that a code is judged by. `codes`: the customer's, by whomever made. */
export interface DiscountCase {
  readonly decision: Pick<DiscountDecision, 'terms'>;
  readonly codes: readonly DiscountRecord[];
  readonly policy: DiscountPolicy;
  readonly now: UnixSeconds;
}

/** Judges a code: by the one that is there already, then by how many the tenant gives. What a person granted is made. */
export function judgeDiscount({ decision, codes, policy, now }: DiscountCase): DiscountVerdict {
  const { offer } = decision.terms;
  if (offer === APPROVED) return { kind: 'allow' };
  const limits = policy.offers.find(({ id }) => id === offer);
  if (!limits) return { kind: 'ask_support', reason: 'not_covered' };

  const same = codes.filter(({ terms }) => terms.offer === offer).sort((a, b) => b.expires - a.expires);
  const usable = same.filter((code) => isUsable(code, now));
  const made = usable.find(({ state }) => state === 'usable') ?? usable[0];
  if (made) return { kind: 'already', made };
  const lately = same.filter(({ created }) => now - created < limits.periodDays * DAY_SECONDS);
  if (lately.length >= limits.countPerCustomer) return { kind: 'ask_support', reason: 'code_count' };
  return { kind: 'allow' };
}

/** A code that a person granted and that was not used: the one that holds longest. */
export function grantedIn(codes: readonly DiscountRecord[], now: UnixSeconds): DiscountRecord | undefined {
  return codes
    .filter((code) => code.terms.offer === APPROVED && isUsable(code, now))
    .sort((a, b) => b.expires - a.expires)[0];
}

/** How a code that Stripe shows stands now. */
export function standingOf({ state, expires }: DiscountRecord, now: UnixSeconds): CodeStanding {
  if (state === 'used') return 'used';
  if (expires <= now) return 'ran_out';
  return state === 'over' ? 'withdrawn' : 'unused';
}

function isUsable({ state, expires }: DiscountRecord, now: UnixSeconds): boolean {
  return (state === 'usable' || state === 'unknown') && expires > now;
}

/** Codes that are known, and those that were not among them. */
export function withCodes(
  known: readonly DiscountRecord[],
  more: readonly DiscountRecord[],
): readonly DiscountRecord[] {
  const namesOf = ({ promotion, decision }: DiscountRecord) =>
    decision === undefined ? [promotion] : [promotion, decision];
  const names = new Set(known.flatMap(namesOf));
  return [...known, ...more.filter((one) => !namesOf(one).some((name) => names.has(name)))];
}

/** What may have been made by a decision whose outcome nobody knows: it counts as a code until it is known. */
export function possiblyMadeCode({
  id,
  terms,
  expires,
  decidedAt,
  reference,
}: DiscountDecision): DiscountRecord {
  return {
    promotion: `unknown-${id}`,
    code: '',
    terms,
    expires,
    created: decidedAt,
    state: 'unknown',
    decision: id,
    reference,
  };
}

/** What a code of an offer is made of. */
export function termsOf({ id, duration, minimum, ...offer }: DiscountOffer): DiscountTerms {
  const limits = { offer: id, duration, ...(minimum && { minimum }) };
  return 'percent' in offer ? { ...limits, percent: offer.percent } : { ...limits, amount: offer.amount };
}
