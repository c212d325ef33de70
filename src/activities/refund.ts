import type { WriteOutcome } from '../domain/lane.ts';
import type { RefundRecord } from '../domain/payment.ts';
import type { RefundDecision } from '../domain/refund.ts';
import { createRefund, listRefunds } from '../stripe/refunds.ts';
import { beating } from './beating.ts';
import { reading } from './reading.ts';
import type { World } from './world.ts';

export function refundActivities({ stripe }: Pick<World, 'stripe'>) {
  return {
    /** Sends a refund once. What it came to is a value; only the engine's own troubles are exceptions. */
    async createRefund(of: {
      tenant: string;
      decision: RefundDecision;
      generation: number;
    }): Promise<WriteOutcome<'refund'>> {
      return beating(() => createRefund(stripe(of.tenant).writes, of.decision, of.generation));
    },

    /** Every refund of a payment, for a write whose outcome is unknown. */
    async listRefunds({ tenant, payment }: { tenant: string; payment: string }): Promise<RefundRecord[]> {
      return reading(() => listRefunds(stripe(tenant).reads, payment));
    },
  };
}
