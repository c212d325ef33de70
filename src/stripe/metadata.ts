import type Stripe from 'stripe';
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
};
