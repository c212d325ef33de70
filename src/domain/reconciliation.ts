import { intentOf } from './ids.ts';
import type { Money } from './money.ts';
import type { RefundRecord } from './payment.ts';

/** What an intent says that it came to. */
export interface Claim {
  readonly intentId: string;
  readonly reference: string;
  readonly isOpen: boolean;
  /** The refund that its last reply names. */
  readonly refund?: string;
  /** Those that a person has decided on in a case. */
  readonly refunds?: readonly string[];
}

/** What Stripe shows and what Temporal shows do not agree on. */
export interface Difference {
  /** `unclaimed`: a refund of ours that its intent does not tell of. `missing`: one that an intent told, and Stripe does not show. */
  readonly kind: 'refund_unclaimed' | 'refund_missing';
  readonly refund: string;
  readonly reference: string;
  readonly payment?: string;
  readonly amount?: Money;
}

/** Refunds of ours that their intents do not tell of. What is still open may yet tell. */
export function unclaimed(refunds: readonly RefundRecord[], claims: readonly Claim[]): Difference[] {
  const byIntent = new Map(claims.map((claim) => [claim.intentId, claim]));
  return refunds.flatMap(({ refund, decision, reference = '', payment, amount }) => {
    if (decision === undefined) return [];
    const claim = byIntent.get(intentOf(decision));
    if (claim && (claim.isOpen || [claim.refund, ...(claim.refunds ?? [])].includes(refund))) return [];
    return [{ kind: 'refund_unclaimed' as const, refund, reference, payment, amount }];
  });
}

/** Refunds that intents told of and that are not among those at Stripe. */
export function missing(claims: readonly Claim[], atStripe: ReadonlySet<string>): Difference[] {
  return claims.flatMap(({ refund, reference }) =>
    refund === undefined || atStripe.has(refund)
      ? []
      : [{ kind: 'refund_missing' as const, refund, reference }],
  );
}

/** Those that were there before as well: what only one look shows may have been under way. */
export function lasting(before: readonly Difference[], now: readonly Difference[]): Difference[] {
  return now.filter((one) => before.some(({ kind, refund }) => kind === one.kind && refund === one.refund));
}

/** What one reconciliation came to. */
export interface Reconciled {
  /** Events that Stripe could not deliver, and that were taken as hints now. */
  readonly events: number;
  /** Refunds of ours that were compared, and how many of them are followed until they are settled. */
  readonly refunds: number;
  readonly followed: number;
  /** Open disputes whose webhook was lost, and whose case was opened now. */
  readonly disputes: number;
  /** Intents whose word was compared. */
  readonly intents: number;
  /** What a person has to look at. */
  readonly differences: readonly Difference[];
}
