import type Stripe from 'stripe';
import type { DiscountDecision } from '../domain/discount.ts';
import type { DisputeDecision } from '../domain/dispute.ts';
import type { RefundRecord } from '../domain/payment.ts';
import type { RefundDecision } from '../domain/refund.ts';

/** What we write on a refund, and read back: all that is needed to know it as ours, and nothing personal. */
export const refundMetadata = {
  write({ id, call, reference }: Pick<RefundDecision, 'id' | 'call' | 'reference'>) {
    return { tellerline_decision: id, tellerline_call: call, tellerline_reference: reference };
  },
  read(metadata: Stripe.Metadata | null): Pick<RefundRecord, 'decision' | 'call' | 'reference'> {
    const decision = metadata?.['tellerline_decision'];
    const call = metadata?.['tellerline_call'];
    const reference = metadata?.['tellerline_reference'];
    return {
      ...(decision !== undefined && { decision }),
      ...(call !== undefined && { call }),
      ...(reference !== undefined && { reference }),
    };
  },
  /** Whether the decision is named at all: among what has changed it is null where there was none. */
  isIn: (metadata: Stripe.Metadata): boolean => 'tellerline_decision' in metadata,
};

/** What we write on a coupon and its code: as for refunds, and the offer that it is of. */
export const discountMetadata = {
  write({ terms, ...decision }: DiscountDecision) {
    return { ...refundMetadata.write(decision), tellerline_offer: terms.offer };
  },
  /** Codes that others made are of no offer. */
  read(metadata: Stripe.Metadata | null) {
    const { decision, reference } = refundMetadata.read(metadata);
    return {
      offer: metadata?.['tellerline_offer'] ?? '',
      ...(decision !== undefined && { decision }),
      ...(reference !== undefined && { reference }),
    };
  },
};

/** What we write on a dispute that we answered: the latest decision takes the place of the one before. */
export const disputeMetadata = {
  write({ id, reference }: DisputeDecision) {
    return { tellerline_decision: id, tellerline_reference: reference };
  },
  read(metadata: Stripe.Metadata | null) {
    const { decision } = refundMetadata.read(metadata);
    return decision === undefined ? {} : { decision };
  },
};
