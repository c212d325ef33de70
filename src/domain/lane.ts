import type { DiscountAnswer, DiscountDecision, DiscountRecord } from './discount.ts';
import type { DisputeAnswer, DisputeChange, DisputeDecision } from './dispute.ts';
import type { RefundRecord } from './payment.ts';
import type { DiscountPolicy, RefundPolicy, SubscriptionPolicy } from './policy.ts';
import type { RefundAnswer, RefundDecision } from './refund.ts';
import type { OfferAnswer, OfferDecision, OfferRecord } from './retention-offer.ts';
import type { ChangeAnswer, ChangeRecord, SubscriptionDecision } from './subscription-change.ts';

/** What can be written at Stripe, and what each kind of write is made of. */
export interface Writes {
  readonly refund: {
    readonly decision: RefundDecision;
    readonly policy: RefundPolicy;
    readonly made: RefundRecord;
    /** What is answered where nothing is written. */
    readonly answer: RefundAnswer;
  };
  readonly subscription: {
    readonly decision: SubscriptionDecision;
    readonly policy: SubscriptionPolicy;
    readonly made: ChangeRecord;
    readonly answer: ChangeAnswer;
  };
  readonly offer: {
    readonly decision: OfferDecision;
    /** Whether it is made was judged before. */
    readonly policy: Record<string, never>;
    readonly made: OfferRecord;
    readonly answer: OfferAnswer;
  };
  readonly discount: {
    readonly decision: DiscountDecision;
    readonly policy: DiscountPolicy;
    readonly made: DiscountRecord;
    readonly answer: DiscountAnswer;
  };
  readonly dispute: {
    readonly decision: DisputeDecision;
    /** What is done to a dispute only a person decides. */
    readonly policy: Record<string, never>;
    readonly made: DisputeChange;
    readonly answer: DisputeAnswer;
  };
}

export type WriteKind = keyof Writes;

/** A decision handed to the lane, and where its answer goes. */
export type LaneEntry<K extends WriteKind = WriteKind> = {
  readonly [Kind in K]: {
    readonly write: Kind;
    readonly decision: Writes[Kind]['decision'];
    readonly policy: Writes[Kind]['policy'];
    /** Workflow id of the intent that waits. */
    readonly replyTo: string;
    /** In which is written to the caller what comes of it later. */
    readonly language: string;
  };
}[K];

/** What a decision came to. */
export type Answer<K extends WriteKind = WriteKind> =
  | { readonly kind: 'done'; readonly made: Writes[K]['made'] }
  | Writes[K]['answer'];

/** The lane's answer to one decision, by its id. After `unknown` a second one follows. */
export type Settlement<K extends WriteKind = WriteKind> = { readonly decision: string } & (
  | Answer<K>
  | { readonly kind: 'unknown' }
);

/** What one send to Stripe came to. */
export type WriteOutcome<K extends WriteKind = WriteKind> =
  | { readonly kind: 'done'; readonly made: Writes[K]['made'] }
  | { readonly kind: 'refused'; readonly code: WriteRefusal }
  /** Nobody knows what happened. `replayed`: Stripe answered with a failure that it keeps for this key. */
  | { readonly kind: 'unknown'; readonly replayed: boolean };

/**
 * Why Stripe refused a write, as far as it makes a difference. `no_access` is no matter of the object's: our key was
 * refused, and a person has to mend that.
 */
export type WriteRefusal = 'already_refunded' | 'more_than_left' | 'disputed' | 'no_access' | 'other';
