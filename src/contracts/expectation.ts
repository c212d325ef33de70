import { z } from 'zod';
import { identityFact } from './identity.ts';
import { moneyShown } from './money.ts';
import { card } from './payment.ts';

const option = z.object({ id: z.string(), say: z.string(), facts: z.unknown() });

/** What an `asking` reply waits for. The answer carries the same kind. */
export const expectation = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('contact'), accepts: z.array(z.enum(['phone', 'email'])) }),
    z.object({
      kind: z.literal('identity'),
      accepts: z.array(identityFact),
      needed: z.int(),
      triesLeft: z.int(),
    }),
    z.object({
      kind: z.literal('one_time_code'),
      sentTo: z.string(),
      channels: z.array(z.enum(['sms', 'email'])),
      digits: z.int(),
      triesLeft: z.int(),
    }),
    z.object({ kind: z.literal('choice'), options: z.array(option) }),
    z.object({ kind: z.literal('amount'), max: moneyShown }),
    z.object({
      kind: z.literal('confirmation'),
      about: z.object({
        action: z.string(),
        amount: moneyShown.exactOptional(),
        card: card.exactOptional(),
        repeats: z
          .object({
            refund: z.string().exactOptional().describe('Absent while nobody knows whether it was made'),
            amount: moneyShown,
            date: z.string(),
            reference: z.string().exactOptional(),
          })
          .exactOptional()
          .describe('What was sent already, and when'),
      }),
    }),
    z.object({ kind: z.literal('text'), about: z.string() }),
  ])
  .meta({ id: 'Expectation' });

export type Expectation = z.infer<typeof expectation>;
export type ExpectationKind = Expectation['kind'];
