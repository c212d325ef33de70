import { z } from 'zod';
import { answer } from './answer.ts';

/** `POST /v1/intents/{intentId}/turns`: the answer to a reply, or a cancel. */
export const turnRequest = z
  .union([
    z.strictObject({ turn: z.int().min(1).describe('The number of the reply that is answered'), answer }),
    z.strictObject({ cancel: z.literal(true) }),
  ])
  .meta({ id: 'TurnRequest' });

/** `GET /v1/intents/{intentId}?turn=N&wait=S` */
export const lookRequest = z.strictObject({
  turn: z.coerce.number().int().min(1).exactOptional(),
  wait: z.coerce.number().min(0).max(20).exactOptional().describe('Seconds'),
});
