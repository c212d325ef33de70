import { z } from 'zod';
import { disputeOutcomes } from '../domain/payment.ts';
import { moneyShown } from './money.ts';
import { paymentFacts } from './payment.ts';
import { refundShown } from './refund.ts';

/** A dispute of a payment at the payer's bank. */
export const disputeFactsShown = z.object({
  dispute: z.string(),
  stage: z.enum(['inquiry', 'chargeback']).describe('An inquiry has taken no money yet'),
  outcome: z.enum(disputeOutcomes).describe('As the merchant sees it: `lost` gave the caller their money'),
  amount: moneyShown,
});

export const disputeFacts = z.object({
  payment: paymentFacts.exactOptional(),
  reason: z.string().exactOptional().describe('Why not, or why a person decides'),
  dispute: disputeFactsShown.exactOptional(),
  refund: refundShown.exactOptional(),
  said: z.string().exactOptional().describe('What happened, in the caller’s words'),
});
