import { z } from 'zod';
import { day, last4, postalCode } from './fields.ts';
import { givenAmount } from './money.ts';

export const identityFact = z.enum(['last4', 'amount', 'date', 'postalCode']);

export const identity = z
  .strictObject({
    last4: last4.exactOptional(),
    amount: givenAmount.exactOptional().describe('The payment’s whole amount'),
    date: day.exactOptional(),
    postalCode: postalCode.exactOptional(),
  })
  .refine((facts) => Object.keys(facts).length > 0, 'Must hold a fact.');
