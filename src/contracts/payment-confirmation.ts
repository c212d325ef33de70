import { z } from 'zod';
import { paymentFacts } from './payment.ts';

export const paymentConfirmationFacts = z.object({ payments: z.array(paymentFacts).exactOptional() });
