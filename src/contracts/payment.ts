import { z } from 'zod';
import { moneyShown } from './money.ts';

export const card = z.object({ brand: z.string(), last4: z.string() });

export const paymentFacts = z
  .object({
    payment: z.string().describe('pi_… or ch_…'),
    amount: moneyShown,
    refunded: moneyShown,
    date: z.string().describe('YYYY-MM-DD in the tenant’s time zone'),
    state: z.enum(['succeeded', 'processing', 'action_needed', 'authorized', 'failed', 'canceled']),
    disputed: z.boolean(),
    card: card.exactOptional(),
    statementDescriptor: z.string().exactOptional(),
    failure: z.string().exactOptional().describe('Why it failed, in our own words’ code'),
  })
  .meta({ id: 'PaymentFacts' });

export type PaymentFacts = z.infer<typeof paymentFacts>;
