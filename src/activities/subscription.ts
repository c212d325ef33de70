import type { WriteOutcome } from '../domain/lane.ts';
import type { OfferDecision } from '../domain/retention-offer.ts';
import type { Subscription } from '../domain/subscription.ts';
import type { SubscriptionDecision } from '../domain/subscription-change.ts';
import {
  changeSubscription,
  findSubscription,
  noteOffer,
  readSubscriptions,
} from '../stripe/subscriptions.ts';
import { beating } from './beating.ts';
import { reading } from './reading.ts';
import type { World } from './world.ts';

export function subscriptionActivities({ stripe }: Pick<World, 'stripe'>) {
  return {
    /** All subscriptions of customers that the caller has proved to be. */
    async readSubscriptions(of: { tenant: string; customers: readonly string[] }): Promise<Subscription[]> {
      const { reads } = stripe(of.tenant);
      return reading(async () => {
        const all = await Promise.all(of.customers.map((customer) => readSubscriptions(reads, customer)));
        return all.flat();
      });
    },

    /** One subscription as Stripe shows it now. */
    async findSubscription(of: { tenant: string; subscription: string }): Promise<Subscription | undefined> {
      return reading(() => findSubscription(stripe(of.tenant).reads, of.subscription));
    },

    /** Sends a change once. What it came to is a value; only the engine's own troubles are exceptions. */
    async changeSubscription(of: {
      tenant: string;
      decision: SubscriptionDecision;
      generation: number;
    }): Promise<WriteOutcome<'subscription'>> {
      return beating(() => changeSubscription(stripe(of.tenant).writes, of.decision, of.generation));
    },

    /** Sends the note of an offer once, as a change is sent. */
    async noteOffer(of: {
      tenant: string;
      decision: OfferDecision;
      generation: number;
    }): Promise<WriteOutcome<'offer'>> {
      return beating(() => noteOffer(stripe(of.tenant).writes, of.decision, of.generation));
    },
  };
}
