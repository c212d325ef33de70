import { z } from 'zod';
import { reduction } from './discount.ts';
import { intentKind } from './intent.ts';
import { paymentFacts } from './payment.ts';
import { refundShown } from './refund.ts';
import { changeAction, subscriptionShown } from './subscription.ts';

const request = z.object({
  reference: z.string(),
  intent: intentKind,
  date: z.string().describe('When it was asked, YYYY-MM-DD in the tenant’s time zone'),
  status: z.enum(['done', 'with_support', 'open']),
  outcome: z
    .enum(['completed', 'declined', 'escalated', 'abandoned', 'failed'])
    .exactOptional()
    .describe('How it ended then; absent while it is open, and where nobody can say'),
  reason: z.string().exactOptional().describe('Why not, or why a person decides'),
  question: z.string().exactOptional().describe('What a person wants to know of the caller'),
  payment: paymentFacts.exactOptional().describe('As it is now'),
  refund: refundShown.exactOptional().describe('As it is now'),
  subscription: subscriptionShown.exactOptional().describe('As it is now'),
  change: z
    .object({
      action: changeAction,
      overtaken: z.boolean().describe('Whether it is not so any more'),
    })
    .exactOptional()
    .describe('What was done to the subscription then'),
  discount: z
    .object({
      offer: z.string(),
      code: z.string(),
      ...reduction,
      expiresOn: z.string(),
      state: z.enum(['unused', 'used', 'ran_out', 'withdrawn']),
    })
    .exactOptional()
    .describe('The code that was made, as it is now'),
});

export const followUpFacts = z.object({
  requests: z.array(request).exactOptional().describe('Newest first; empty where nothing was found'),
});
