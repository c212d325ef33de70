import { z } from 'zod';
import { intentKind } from './intent.ts';
import { paymentFacts } from './payment.ts';
import { refundShown } from './refund.ts';

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
  payment: paymentFacts.exactOptional().describe('As it is now'),
  refund: refundShown.exactOptional().describe('As it is now'),
});

export const followUpFacts = z.object({
  requests: z.array(request).exactOptional().describe('Newest first; empty where nothing was found'),
});
