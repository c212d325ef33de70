import { z } from 'zod';
import {
  callerToken,
  day,
  email,
  languageRange,
  last4,
  paymentId,
  phone,
  postalCode,
  reference,
  spokenText,
} from './fields.ts';
import { givenAmount } from './money.ts';

/** The intents that can be started. */
export const intentKind = z.enum([
  'payment_confirmation',
  'refund',
  'discount',
  'dispute',
  'follow_up',
  'subscription',
]);
export type IntentKind = z.infer<typeof intentKind>;

/** Hints that the agent may have heard already, so that no question is asked twice. */
export const details = z.strictObject({
  amount: givenAmount
    .exactOptional()
    .describe('refund: what is wanted back, without it all that is left; elsewhere the payment’s'),
  last4: last4.exactOptional(),
  date: day.exactOptional(),
  postalCode: postalCode.exactOptional(),
  payment: paymentId.exactOptional(),
  reason: spokenText.exactOptional().describe('dispute: what happened'),
  promise: spokenText.exactOptional().describe('discount: what the caller says they were promised'),
  reference: reference.exactOptional(),
  action: z
    .enum(['status', 'cancel', 'cancel_now', 'keep', 'pause', 'resume'])
    .exactOptional()
    .describe('subscription: what is wanted; without it, or with `status`, only how it stands'),
});
export type Details = z.infer<typeof details>;

/** `POST /v1/calls/{callId}/intents` */
export const startRequest = z
  .strictObject({
    intent: intentKind,
    caller: z.strictObject({ phone: phone.exactOptional(), email: email.exactOptional() }).default({}),
    callerToken: callerToken.exactOptional(),
    language: languageRange.exactOptional(),
    details: details.default({}),
  })
  .meta({ id: 'StartRequest' });
export type StartRequest = z.infer<typeof startRequest>;
