import type { Money } from './money.ts';
import { counts, left, type Payment, type RefundRecord } from './payment.ts';
import type { RefundPolicy } from './policy.ts';
import { type Approval, type ForPerson, wantsPerson } from './refund-approval.ts';
import { DAY_SECONDS, type UnixSeconds } from './time.ts';

/** What a caller, a policy or a person settled on. It is carried out at most once. */
export interface RefundDecision {
  /** Names the decision; the key at Stripe and our metadata are derived from it. */
  readonly id: string;
  readonly payment: string;
  readonly amount: Money;
  /** Keyed hash of the call, so that Stripe's record tells one call's repeat from another's. */
  readonly call: string;
  readonly reference: string;
  /** When the caller asked for it. It is never renewed, however long people take to decide. */
  readonly askedAt: UnixSeconds;
  readonly decidedAt: UnixSeconds;
  /** Refunds of the same amount that the caller was told of, and wants another beside. */
  readonly besides: readonly string[];
  /** A person's yes, where one was asked. */
  readonly approval?: Approval;
  /** That the caller has said a one-time code. */
  readonly authenticated?: true;
}

/** Why a refund cannot be made. */
export type RefusalReason =
  | 'not_paid'
  | 'disputed'
  | 'already_refunded'
  | 'more_than_left'
  | 'too_old'
  | 'partial_not_allowed'
  | 'refused_by_support'
  /** Nobody has decided in time. */
  | 'expired'
  | 'refused_by_stripe';

/** Why a refund cannot be made at all; where only less is left, the caller is asked how much. */
export type FinalRefusal = Exclude<RefusalReason, 'more_than_left'>;

export type RefundVerdict =
  | { readonly kind: 'allow' }
  /** The caller has to say a one-time code first. */
  | { readonly kind: 'needs_code' }
  | ({ readonly kind: 'ask_support' } & ForPerson)
  | {
      readonly kind: 'refused';
      readonly reason: RefusalReason;
      readonly earlier?: RefundRecord;
    }
  | { readonly kind: 'repeats'; readonly earlier: RefundRecord; readonly sameCall: boolean };

/** What the lane answers where it makes no refund, with the payment as it was judged. */
export type RefundAnswer = { payment?: Payment } & Exclude<RefundVerdict, { kind: 'allow' }>;

interface Refused {
  readonly kind: 'refused';
  readonly reason: FinalRefusal;
  readonly earlier?: RefundRecord;
}

/** All that a refund is judged by. `history`: the customer's refunds, of all payments. `now` in seconds. */
export interface RefundCase {
  readonly decision: Pick<
    RefundDecision,
    'amount' | 'call' | 'besides' | 'askedAt' | 'approval' | 'authenticated'
  >;
  readonly payment: Payment;
  readonly history: readonly RefundRecord[];
  /** The intent's copy from its start counts, however long it waits: what a caller was told does not change under them. */
  readonly policy: RefundPolicy;
  readonly now: UnixSeconds;
}

/** How long the same payment and amount count as the same thing asked twice. */
export const REPEAT_SECONDS = DAY_SECONDS;

/** Judges a refund: by what cannot be, then by what was already done, then by the tenant's policy. */
export function judgeRefund(refund: RefundCase): RefundVerdict {
  return (
    notPossible(refund) ??
    repeatsThisCall(refund) ??
    nothingLeft(refund) ??
    moreThanLeft(refund) ??
    repeatsAnother(refund) ??
    forbidden(refund) ??
    needsCode(refund) ??
    needsPerson(refund) ?? { kind: 'allow' }
  );
}

function notPossible({ payment }: Pick<RefundCase, 'payment'>): Refused | undefined {
  // What is reserved and not captured moved no money: Stripe refuses to refund it.
  if (payment.state !== 'succeeded') return { kind: 'refused', reason: 'not_paid' };
  if (payment.disputes.some(({ refundable }) => !refundable)) return { kind: 'refused', reason: 'disputed' };
  return undefined;
}

/**
 * Judges a payment whatever is wanted of it, for whoever names no amount of it: what cannot be, or that nothing is left.
 * Undefined where something is left to ask for.
 */
export function judgePayment({
  payment,
  call,
  now,
}: {
  readonly payment: Payment;
  readonly call: string;
  readonly now: UnixSeconds;
}): Refused | Extract<RefundVerdict, { kind: 'repeats' }> | undefined {
  const refused = notPossible({ payment });
  if (refused || left(payment) > 0) return refused;
  // All was wanted: what this call sent of it is what is meant.
  const own = recent(payment, now).find((earlier) => earlier.call === call);
  return own ? { kind: 'repeats', earlier: own, sameCall: true } : nothingLeft({ payment });
}

function repeatsThisCall(refund: RefundCase): RefundVerdict | undefined {
  const { call, approval } = refund.decision;
  // What a person has approved is theirs to look at again, as any repeat is, while something is left to decide on.
  if (approval && left(refund.payment) > 0) return undefined;
  // Whatever it says that it is beside: a call is never told twice that the same thing was sent.
  const earlier = sameThing(refund).find((one) => one.call === call);
  return earlier && { kind: 'repeats', earlier, sameCall: true };
}

function nothingLeft({ payment }: Pick<RefundCase, 'payment'>): Refused | undefined {
  if (left(payment) > 0) return undefined;
  const latest = payment.refunds.filter(counts).sort((a, b) => b.created - a.created)[0];
  return { kind: 'refused', reason: 'already_refunded', ...(latest && { earlier: latest }) };
}

function moreThanLeft(refund: RefundCase): RefundVerdict | undefined {
  const { decision, payment } = refund;
  const { value, currency } = decision.amount;
  const fits = currency === payment.amount.currency && value >= 1 && value <= left(payment);
  if (fits) return undefined;
  // Whoever asks the same again after a part was sent is told of that, not only of what is left.
  const earlier = sameThing(refund)[0];
  return { kind: 'refused', reason: 'more_than_left', ...(earlier && { earlier }) };
}

function repeatsAnother(refund: RefundCase): RefundVerdict | undefined {
  const { besides, call } = refund.decision;
  const earlier = sameThing(refund).find((one) => !besides.includes(one.refund));
  return earlier && { kind: 'repeats', earlier, sameCall: earlier.call === call };
}

function sameThing({ decision, payment, now }: RefundCase): RefundRecord[] {
  // Not by the clock alone: what was made while this one waited for people was made after it was asked for.
  return recent(payment, Math.min(now, decision.askedAt)).filter(
    ({ amount }) => amount.value === decision.amount.value,
  );
}

function recent({ refunds }: Payment, now: UnixSeconds): RefundRecord[] {
  return refunds.filter((earlier) => counts(earlier) && now - earlier.created < REPEAT_SECONDS);
}

function forbidden({ decision, payment, policy }: RefundCase): RefundVerdict | undefined {
  // Whoever asked in time is not too late because people took long.
  const age = decision.askedAt - payment.created;
  if (age > policy.windowDays * DAY_SECONDS) return { kind: 'refused', reason: 'too_old' };
  const partial = decision.amount.value < left(payment);
  if (partial && !policy.partial) return { kind: 'refused', reason: 'partial_not_allowed' };
  return undefined;
}

/** What one payment gives back in all decides, as it stands now. Of what a person has approved they answer for who asks. */
function needsCode({ decision, payment, policy }: RefundCase): RefundVerdict | undefined {
  const { amount, approval, authenticated } = decision;
  const above = policy.authenticateAbove?.[amount.currency];
  if (authenticated || approval || above === undefined) return undefined;
  return payment.refunded + amount.value > above ? { kind: 'needs_code' } : undefined;
}

function needsPerson(refund: RefundCase): RefundVerdict | undefined {
  const asked = wantsPerson(refund);
  return asked && { kind: 'ask_support', ...asked };
}

/** A payment with refunds that were made, or may have been made, since it was read. */
export function withRefunds(payment: Payment, more: readonly RefundRecord[]): Payment {
  const refunds = together(
    payment.refunds,
    more.filter((one) => one.payment === payment.payment),
  );
  const added = refunds.slice(payment.refunds.length).filter(counts);
  return {
    ...payment,
    refunded: payment.refunded + added.reduce((sum, { amount }) => sum + amount.value, 0),
    refunds,
  };
}

/** Refunds that are known, and those that were not among them. */
export function together(known: readonly RefundRecord[], more: readonly RefundRecord[]): RefundRecord[] {
  const all = [...known];
  for (const one of more)
    if (!all.some((other) => other.refund === one.refund || sameDecision(other, one))) all.push(one);
  return all;
}

/** What may have been made by a decision whose outcome nobody knows: it counts as refunded until it is known. */
export function possiblyMade({
  id,
  payment,
  amount,
  call,
  reference,
  decidedAt,
}: RefundDecision): RefundRecord {
  return {
    refund: `unknown-${id}`,
    payment,
    amount,
    created: decidedAt,
    state: 'unknown',
    decision: id,
    call,
    reference,
  };
}

function sameDecision(one: RefundRecord, other: RefundRecord): boolean {
  return one.decision !== undefined && one.decision === other.decision;
}
