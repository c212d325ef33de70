import { z } from 'zod';
import { answer } from './answer.ts';

/** The answer to a reply. */
export const turnAnswer = z.strictObject({
  turn: z.int().min(1).describe('The number of the reply that is answered'),
  answer,
});

/** The caller wants to stop. */
export const turnCancel = z.strictObject({ cancel: z.literal(true) });

/** `POST /v1/intents/{intentId}/turns` */
export const turnRequest = z.union([turnAnswer, turnCancel]).meta({ id: 'TurnRequest' });
export type TurnRequest = z.infer<typeof turnRequest>;

/** `GET /v1/intents/{intentId}?turn=N&wait=S` */
export const lookRequest = z.strictObject({
  turn: z.coerce.number().int().min(1).exactOptional(),
  wait: z.coerce.number().min(0).max(20).exactOptional().describe('Seconds'),
});

/** `POST /v1/calls/{callId}/ended` */
export const endedRequest = z.strictObject({});
