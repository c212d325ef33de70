import { z } from 'zod';
import { discountFacts } from './discount.ts';
import { disputeFacts } from './dispute.ts';
import { expectation } from './expectation.ts';
import { followUpFacts } from './follow-up.ts';
import { type IntentKind, intentKind } from './intent.ts';
import { paymentConfirmationFacts } from './payment-confirmation.ts';
import { refundFacts } from './refund.ts';
import { subscriptionFacts } from './subscription.ts';

export const outcome = z.enum(['completed', 'declined', 'escalated', 'abandoned', 'failed']);
export type Outcome = z.infer<typeof outcome>;

export const handoff = z.object({ queue: z.string(), reason: z.string(), summary: z.string() });

/** What the agent says next, what it needs, and the facts behind it. */
export const reply = z
  .object({
    intentId: z.string(),
    intent: intentKind,
    reference: z.string().describe('What a caller can be given and say back'),
    turn: z.int().describe('This reply’s number'),
    status: z.enum(['asking', 'working', 'with_support', 'done']),
    outcome: outcome.exactOptional(),
    say: z.string().describe('One line, ready for text to speech, in `language`'),
    language: z.string(),
    expects: expectation.exactOptional().describe('Only with `asking`'),
    facts: z
      .union([
        refundFacts,
        discountFacts,
        disputeFacts,
        paymentConfirmationFacts,
        followUpFacts,
        subscriptionFacts,
      ])
      .describe('The same truth as data; {} until the caller is verified'),
    callerToken: z.string().exactOptional(),
    handoff: handoff.exactOptional().describe('When the agent should transfer the call now'),
  })
  .meta({ id: 'Reply' });

/** The facts of each intent. */
export interface Facts {
  payment_confirmation: z.infer<typeof paymentConfirmationFacts>;
  refund: z.infer<typeof refundFacts>;
  discount: z.infer<typeof discountFacts>;
  dispute: z.infer<typeof disputeFacts>;
  follow_up: z.infer<typeof followUpFacts>;
  subscription: z.infer<typeof subscriptionFacts>;
}

export type Handoff = z.infer<typeof handoff>;

export type Reply<K extends IntentKind = IntentKind> = Omit<z.infer<typeof reply>, 'intent' | 'facts'> & {
  intent: K;
  facts: Facts[K];
};
