import type { Payment, RefundRecord } from './payment.ts';
import type { RefundPolicy } from './policy.ts';
import type { RefundDecision, RefusalReason, SupportReason } from './refund.ts';

/** A decision handed to the lane, and where its answer goes. */
export interface LaneEntry {
  readonly decision: RefundDecision;
  readonly policy: RefundPolicy;
  /** Workflow id of the intent that waits. */
  readonly replyTo: string;
}

/** The lane's answer to one decision. After `unknown` a second one follows. */
export type Settlement =
  | { readonly decision: string; readonly kind: 'done'; readonly refund: RefundRecord }
  | (Judged & { readonly kind: 'refused'; readonly reason: RefusalReason; readonly earlier?: RefundRecord })
  | (Judged & { readonly kind: 'ask_support'; readonly reason: SupportReason })
  | (Judged & { readonly kind: 'repeats'; readonly earlier: RefundRecord; readonly sameCall: boolean })
  | { readonly decision: string; readonly kind: 'unknown' };

interface Judged {
  readonly decision: string;
  /** The payment as it was judged, which may have changed since the intent read it. */
  payment?: Payment;
}

/** What a write to Stripe came to. */
export type WriteOutcome =
  | { readonly kind: 'done'; readonly refund: RefundRecord }
  | { readonly kind: 'refused'; readonly code: StripeRefusal }
  /** Nobody knows what happened. `replayed`: Stripe answered with a failure that it keeps for this key. */
  | { readonly kind: 'unknown'; readonly replayed: boolean };

/**
 * Why Stripe refused a refund, as far as it makes a difference. `no_access` is no matter of the payment's: our key was
 * refused, and a person has to mend that.
 */
export type StripeRefusal = 'already_refunded' | 'more_than_left' | 'disputed' | 'no_access' | 'other';
