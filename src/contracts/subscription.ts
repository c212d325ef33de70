import { z } from 'zod';
import { moneyShown } from './money.ts';

const day = z.string().describe('YYYY-MM-DD in the tenant’s time zone');

/** A subscription as Stripe shows it; what is not surely known is absent. */
export const subscriptionShown = z
  .object({
    subscription: z.string(),
    plan: z.string().exactOptional().describe('The product’s name'),
    state: z.enum(['active', 'trialing', 'past_due', 'unpaid', 'incomplete', 'paused', 'ended', 'other']),
    price: moneyShown.exactOptional().describe('Of all items together, before discounts, each `every`'),
    every: z.object({ unit: z.enum(['day', 'week', 'month', 'year']), count: z.int() }).exactOptional(),
    renewsOn: day.exactOptional(),
    nextAmount: moneyShown.exactOptional().describe('After the discounts that hold then'),
    trialUntil: day.exactOptional(),
    endsOn: day.exactOptional().describe('It is canceled, and ends then'),
    endedOn: day.exactOptional(),
    paused: z
      .object({ until: day.exactOptional() })
      .exactOptional()
      .describe('Its collection is paused, whatever its state says'),
    owed: moneyShown.exactOptional().describe('What its latest invoice waits for'),
    failure: z.string().exactOptional().describe('Why that was not paid, in our own words’ code'),
  })
  .meta({ id: 'SubscriptionShown' });

export type SubscriptionShown = z.infer<typeof subscriptionShown>;

export const changeAction = z.enum(['cancel', 'cancel_now', 'keep', 'pause', 'resume', 'accept_offer']);

export const subscriptionFacts = z.object({
  subscriptions: z.array(subscriptionShown).exactOptional(),
  change: z
    .object({
      action: changeAction,
      state: z
        .enum(['done', 'already', 'overtaken'])
        .describe('`overtaken`: it was made, and is not so any more'),
      on: day.exactOptional().describe('When it ends or has ended, is charged next, or goes on'),
    })
    .exactOptional(),
  reason: z.string().exactOptional().describe('Why not, or why a person decides'),
});
