import { z } from 'zod';
import { day, email, languageRange, last4, paymentId, phone, postalCode, spokenText } from './fields.ts';
import { givenAmount } from './money.ts';

/** The intents that can be started. */
export const intentKind = z.enum(['payment_confirmation', 'refund']);
export type IntentKind = z.infer<typeof intentKind>;

/** Hints that the agent may have heard already, so that no question is asked twice. */
export const details = z.strictObject({
  amount: givenAmount
    .optional()
    .describe('refund: what is wanted back, without it all that is left; elsewhere the payment’s'),
  last4: last4.optional(),
  date: day.optional(),
  postalCode: postalCode.optional(),
  payment: paymentId.optional(),
  reason: spokenText.optional(),
});
export type Details = z.infer<typeof details>;

/** `POST /v1/calls/{callId}/intents` */
export const startRequest = z
  .strictObject({
    intent: intentKind,
    caller: z.strictObject({ phone: phone.optional(), email: email.optional() }).default({}),
    callerToken: z.string().max(4_096).optional(),
    language: languageRange.optional(),
    details: details.default({}),
  })
  .meta({ id: 'StartRequest' });
export type StartRequest = z.infer<typeof startRequest>;
