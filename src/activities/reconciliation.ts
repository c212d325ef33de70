import { followerOf, workflowIds } from '../domain/ids.ts';
import { type Compared, type Difference, differenceId } from '../domain/reconciliation.ts';
import { searchAttributes } from '../domain/search-attributes.ts';
import type { UnixSeconds } from '../domain/time.ts';
import { type OurRefund, openDisputes, ourRefunds, undelivered } from '../stripe/reconciliation.ts';
import { look, type RefundWatched } from '../workflows/messages.ts';
import { beating } from './beating.ts';
import { claimsOf } from './claims.ts';
import { compare } from './comparison.ts';
import { openCase } from './open-case.ts';
import { reading } from './reading.ts';
import { startOnce } from './start-once.ts';
import { tell } from './tell.ts';
import type { World } from './world.ts';

interface Span {
  readonly tenant: string;
  readonly since: UnixSeconds;
}

export function reconciliationActivities(world: World) {
  const { stripe, temporal, taskQueue, language, people } = world;

  return {
    /** Takes what Stripe could not deliver as hints, as if it had been. */
    async hintUndelivered({ tenant, since }: Span): Promise<{ events: number }> {
      const { events, objects } = await reading(() => undelivered(stripe(tenant).reads, since));
      await beating(async () => {
        for (const object of objects) await tell(temporal, followerOf(tenant, object), look);
      });
      return { events };
    },

    /** Compares what is of ours at Stripe with what intents say, both ways. */
    async compareMade({ tenant, since }: Span): Promise<Compared> {
      return reading(() => compare(stripe(tenant).reads, claimsOf(temporal, tenant), since));
    },

    /** Has refunds of ours followed that nobody follows; one whose watch has come to its end is left alone. */
    async followRefunds({ tenant, since }: Span): Promise<{ followed: number }> {
      return reading(async () => {
        let followed = 0;
        for await (const one of ourRefunds(stripe(tenant).reads, since))
          if (await follow(tenant, one)) followed += 1;
        return { followed };
      });
    },

    /** Opens the cases of disputes whose webhook was lost; those that have one are left alone. */
    async openDisputes({ tenant, since }: Span): Promise<{ disputes: number }> {
      return reading(async () => {
        let disputes = 0;
        for await (const dispute of openDisputes(stripe(tenant).reads, since))
          if (await openCase(world, { tenant, dispute })) disputes += 1;
        return { disputes };
      });
    },

    /** Has a person look at a difference, once for each. */
    async openDifference(of: { tenant: string; difference: Difference }): Promise<void> {
      await startOnce({ temporal, taskQueue }, 'difference', {
        workflowId: workflowIds.difference(of.tenant, differenceId(of.difference)),
        args: [{ ...of, people: people(of.tenant) }],
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        staticSummary: 'Stripe and Temporal do not agree',
        typedSearchAttributes: [{ key: searchAttributes.tenant, value: of.tenant }],
      });
    },
  };

  async function follow(tenant: string, { record, customer }: OurRefund): Promise<boolean> {
    const { refund, payment, reference = '' } = record;
    const start: RefundWatched = {
      ...{ tenant, refund, payment, reference, language: language(tenant), people: people(tenant) },
      ...(customer !== undefined && { customer }),
    };
    return startOnce({ temporal, taskQueue }, 'watch', {
      workflowId: workflowIds.watch(tenant, refund),
      args: [start],
      workflowTaskTimeout: '2s',
      workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY',
      staticSummary: 'Follows one refund until it is settled',
      typedSearchAttributes: [{ key: searchAttributes.tenant, value: tenant }],
    });
  }
}
