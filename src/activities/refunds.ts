import { Context } from '@temporalio/activity';
import type { WriteOutcome } from '../domain/lane.ts';
import type { RefundRecord } from '../domain/payment.ts';
import type { RefundDecision } from '../domain/refund.ts';
import { readFailure } from '../stripe/errors.ts';
import { createRefund, listRefunds } from '../stripe/refunds.ts';
import type { World } from './world.ts';

/** How often a write says that it is alive, so that a dead worker is noticed within two seconds. */
const HEARTBEAT_MILLISECONDS = 500;

export function refundActivities({ stripe }: Pick<World, 'stripe'>) {
  return {
    /** Sends a refund once. What it came to is a value; only the engine's own troubles are exceptions. */
    async createRefund(of: {
      tenant: string;
      decision: RefundDecision;
      generation: number;
    }): Promise<WriteOutcome> {
      const beat = setInterval(() => Context.current().heartbeat(), HEARTBEAT_MILLISECONDS);
      try {
        return await createRefund(stripe(of.tenant).writes, of.decision, of.generation);
      } finally {
        clearInterval(beat);
      }
    },

    /** Every refund of a payment, for a write whose outcome is unknown. */
    async listRefunds({ tenant, payment }: { tenant: string; payment: string }): Promise<RefundRecord[]> {
      try {
        return await listRefunds(stripe(tenant).reads, payment);
      } catch (error) {
        throw readFailure(error);
      }
    },
  };
}
