import { counts, type Payment, type RefundRecord } from './payment.ts';
import type { RefundPolicy } from './policy.ts';
import { DAY_SECONDS, type UnixSeconds } from './time.ts';

/** What of a request the policy leaves to a person. */
export type PolicyReason = 'inquiry' | 'currency' | 'payment_cap' | 'customer_cap' | 'customer_count';

/** What has come between a person's yes and the refund: it goes back to them, since the caller may have hung up. */
export type DifferenceReason = 'changed_since' | 'more_than_left' | 'repeats' | 'refused_by_stripe';

/** Why a person decides. */
export type SupportReason = PolicyReason | DifferenceReason;

/** All of the reasons, what is new first. */
export type SupportReasons = readonly [SupportReason, ...SupportReason[]];

/** What of a payment a person decides by. */
type Seen = Pick<Payment, 'state' | 'refunded' | 'disputes'>;

/** A person's yes. It covers the reasons that they were shown, of the payment as they saw it, and nothing else. */
export interface Approval {
  readonly reasons: readonly SupportReason[];
  readonly seen: Seen;
}

/** What a refund comes to together with those before it. Amounts in minor units of its currency. */
export interface Measured {
  readonly ofPayment: number;
  readonly ofCustomer: number;
  /** How many refunds of the customer within the period. */
  readonly count: number;
}

/** Why a person decides, and by which figures. */
export interface ForPerson {
  readonly reasons: SupportReasons;
  readonly measured: Measured;
}

/** What policy judges by. */
interface Judged {
  readonly decision: { readonly amount: Payment['amount']; readonly approval?: Approval };
  readonly payment: Payment;
  /** The customer's refunds, of all payments. */
  readonly history: readonly RefundRecord[];
  readonly policy: RefundPolicy;
  readonly now: UnixSeconds;
}

/** A yes to what was shown, on top of what had been approved before. */
export function approvalOf(
  { state, refunded, disputes }: Payment,
  reasons: readonly SupportReason[],
  before: Approval | undefined,
): Approval {
  return {
    reasons: [...new Set([...(before?.reasons ?? []), ...reasons])],
    seen: { state, refunded, disputes },
  };
}

/** Why a person has to decide on this, and what was measured; undefined where nobody has to, or somebody has. */
export function wantsPerson(refund: Judged): ForPerson | undefined {
  const { approval } = refund.decision;
  const reasons = policyReasons(refund);
  const unseen = reasons.filter((reason) => !approval?.reasons.includes(reason));
  const changed = approval && !isAsSeen(refund.payment, approval.seen) ? ['changed_since' as const] : [];
  const [first, ...others] = [...unseen, ...changed];
  if (first === undefined) return undefined;
  const known = reasons.filter((reason) => !unseen.includes(reason));
  return { reasons: [first, ...others, ...known], measured: measure(refund) };
}

export function measure({ decision, payment, history, policy, now }: Judged): Measured {
  const { value, currency } = decision.amount;
  const period = history.filter((one) => counts(one) && now - one.created < policy.periodDays * DAY_SECONDS);
  const inCurrency = period.filter((one) => one.amount.currency === currency);
  return {
    ofPayment: payment.refunded + value,
    ofCustomer: value + inCurrency.reduce((sum, { amount }) => sum + amount.value, 0),
    count: period.length + 1,
  };
}

/** Everything of a request that the policy leaves to a person. */
export function policyReasons(refund: Judged): PolicyReason[] {
  const { decision, payment, policy } = refund;
  const caps = policy.caps[decision.amount.currency];
  const { ofPayment, ofCustomer, count } = measure(refund);
  const holds: Record<PolicyReason, boolean> = {
    inquiry: payment.disputes.some(({ outcome }) => outcome === 'open'),
    currency: caps === undefined,
    payment_cap: caps !== undefined && ofPayment > caps.perPayment,
    customer_cap: caps !== undefined && ofCustomer > caps.perCustomer,
    customer_count: count > policy.countPerCustomer,
  };
  return (Object.keys(holds) as PolicyReason[]).filter((reason) => holds[reason]);
}

function isAsSeen({ state, refunded, disputes }: Payment, seen: Seen): boolean {
  return state === seen.state && refunded === seen.refunded && shownAs(disputes) === shownAs(seen.disputes);
}

function shownAs(disputes: Payment['disputes']): string {
  return disputes
    .map(({ dispute, refundable, outcome }) => `${dispute} ${refundable} ${outcome}`)
    .sort()
    .join();
}
