import { z } from 'zod';
import { moneyShown } from './money.ts';
import { paymentFacts } from './payment.ts';

/** A refund as Stripe shows it. */
export const refundShown = z.object({
  refund: z.string(),
  amount: moneyShown,
  state: z.enum(['issued', 'pending', 'action_needed', 'failed']),
  arrivesBy: z.string().exactOptional().describe('YYYY-MM-DD'),
  bankReference: z.string().exactOptional(),
});

export const refundFacts = z.object({
  payment: paymentFacts.exactOptional(),
  reason: z.string().exactOptional().describe('Why not, or why a person decides'),
  refund: refundShown.exactOptional(),
});
