import { z } from 'zod';
import { moneyShown } from './money.ts';

/** What is taken off, as an option or an answer shows it. */
export const reduction = {
  percent: z.number().exactOptional(),
  amount: moneyShown.exactOptional(),
  minimum: moneyShown.exactOptional().describe('What an order has to come to'),
  duration: z
    .union([z.enum(['once', 'forever']), z.object({ months: z.int() })])
    .describe('Which bills of a subscription it is taken off of'),
};

const discountShown = z.object({
  offer: z.string().describe('Its id in the policy, or `approved_by_support`'),
  code: z.string().exactOptional().describe('Absent while nobody knows whether it was made'),
  ...reduction,
  expiresOn: z.string().describe('The last day, YYYY-MM-DD in the tenant’s time zone'),
  state: z
    .enum(['issued', 'already', 'being_confirmed'])
    .describe('`already`: made earlier, and not used yet'),
  sending: z
    .enum(['email', 'sms'])
    .exactOptional()
    .describe('It is on its way to the contact on file as well'),
});

export const discountFacts = z.object({
  discount: discountShown.exactOptional(),
  reason: z.string().exactOptional().describe('Why not, or why a person decides'),
});
