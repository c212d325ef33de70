import { z } from 'zod';
import { day, last4, postalCode } from './fields.ts';
import { givenAmount } from './money.ts';

export const identityFact = z.enum(['last4', 'amount', 'date', 'postalCode']);

export const identity = z
  .strictObject({
    last4: last4.optional(),
    amount: givenAmount.optional().describe('The payment’s whole amount'),
    date: day.optional(),
    postalCode: postalCode.optional(),
  })
  .refine((facts) => Object.values(facts).some((fact) => fact !== undefined), 'Must hold a fact.');
