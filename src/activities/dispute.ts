import type { Dispute, DisputeDecision } from '../domain/dispute.ts';
import type { WriteOutcome } from '../domain/lane.ts';
import { answerDispute, findDispute, listDisputes } from '../stripe/disputes.ts';
import { beating } from './beating.ts';
import { reading } from './reading.ts';
import type { World } from './world.ts';

export function disputeActivities({ stripe }: Pick<World, 'stripe'>) {
  return {
    /** Sends an answer to a dispute, once. The lane repeats it, not the engine. */
    async answerDispute(of: {
      tenant: string;
      decision: DisputeDecision;
      generation: number;
    }): Promise<WriteOutcome<'dispute'>> {
      return beating(() => answerDispute(stripe(of.tenant).writes, of.decision, of.generation));
    },

    /** A dispute as it is now, for looking up what became of an answer; undefined where Stripe knows none of that name. */
    async findDispute(of: { tenant: string; dispute: string }): Promise<Dispute | undefined> {
      return reading(() => findDispute(stripe(of.tenant).reads, of.dispute));
    },

    /** Every dispute of a payment, closed ones too. */
    async listDisputes(of: { tenant: string; payment: string }): Promise<Dispute[]> {
      return reading(() => listDisputes(stripe(of.tenant).reads, of.payment));
    },
  };
}
