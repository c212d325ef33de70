import { WorkflowNotFoundError } from '@temporalio/client';
import { followerOf, intentOf, isDispute, workflowIds } from '../domain/ids.ts';
import type { RefundRecord } from '../domain/payment.ts';
import { type Claim, type Difference, missing, unclaimed } from '../domain/reconciliation.ts';
import { searchAttributes } from '../domain/search-attributes.ts';
import type { UnixSeconds } from '../domain/time.ts';
import { isMissing } from '../stripe/errors.ts';
import { type OurRefund, openDisputes, ourRefunds, undelivered } from '../stripe/reconciliation.ts';
import { readRefund } from '../stripe/refunds.ts';
import { type CaseResult, type GivenReply, look, type RefundWatched } from '../workflows/messages.ts';
import { beating } from './beating.ts';
import { openCase } from './open-case.ts';
import { reading } from './reading.ts';
import { startOnce } from './start-once.ts';
import { tell } from './tell.ts';
import type { World } from './world.ts';

/** What one comparison found. */
export interface Compared {
  readonly refunds: number;
  readonly intents: number;
  readonly differences: readonly Difference[];
}

type ClaimOf = (intentId: string, reference: string) => Promise<Claim | undefined>;

interface Span {
  readonly tenant: string;
  readonly since: UnixSeconds;
}

export function reconciliationActivities(world: World) {
  const { stripe, temporal, taskQueue, language, people } = world;

  /** How an intent stands; undefined where Temporal knows none. */
  async function claimOf(tenant: string, intentId: string, reference: string): Promise<Claim | undefined> {
    // A person refunds an inquiry in its case, which has the dispute's name.
    const of = isDispute(intentId) ? workflowIds.dispute : workflowIds.intent;
    const workflow = temporal.workflow.getHandle(of(tenant, intentId));
    try {
      const { status } = await workflow.describe();
      if (status.name === 'RUNNING') return { intentId, reference, isOpen: true };
      if (status.name !== 'COMPLETED') return { intentId, reference, isOpen: false };
      return {
        intentId,
        reference,
        isOpen: false,
        ...claimed((await workflow.result()) as GivenReply | CaseResult),
      };
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return undefined;
      throw error;
    }
  }

  /** The same, asked of each intent once, however often it comes up. */
  function claimsOf(tenant: string): ClaimOf {
    const known = new Map<string, Promise<Claim | undefined>>();
    return (intentId, reference) => {
      const claim = known.get(intentId) ?? claimOf(tenant, intentId, reference);
      known.set(intentId, claim);
      return claim;
    };
  }

  /** What the intents claim that ended in this time. */
  async function claimsSince({ tenant, since }: Span, claimOf: ClaimOf): Promise<Claim[]> {
    const { tenant: ofTenant, outcome } = searchAttributes;
    const closed = new Date(since * 1_000).toISOString();
    const query = `${ofTenant.name} = '${tenant}' AND WorkflowType IN ('refund', 'dispute') AND ${outcome.name} = 'completed' AND CloseTime > '${closed}'`;
    const claims: Claim[] = [];
    for await (const { workflowId, typedSearchAttributes } of temporal.workflow.list({ query })) {
      const intentId = workflowId.slice(workflowIds.intent(tenant, '').length);
      const claim = await claimOf(intentId, typedSearchAttributes.get(searchAttributes.reference) ?? '');
      if (claim) claims.push(claim);
    }
    return claims;
  }

  /** Those that Stripe shows, whenever they were made. */
  async function shown(
    tenant: string,
    claims: readonly Claim[],
    known: ReadonlySet<string>,
  ): Promise<Set<string>> {
    const all = new Set(known);
    for (const { refund } of claims) {
      if (refund === undefined || all.has(refund)) continue;
      const isThere = await readRefund(stripe(tenant).reads, refund).then(
        () => true,
        (error: unknown) => {
          if (isMissing(error)) return false;
          throw error;
        },
      );
      if (isThere) all.add(refund);
    }
    return all;
  }

  return {
    /** Takes what Stripe could not deliver as hints, as if it had been. */
    async hintUndelivered({ tenant, since }: Span): Promise<{ events: number }> {
      const { events, objects } = await reading(() => undelivered(stripe(tenant).reads, since));
      await beating(async () => {
        for (const object of objects) await tell(temporal, followerOf(tenant, object), look);
      });
      return { events };
    },

    /** Compares refunds at Stripe with what intents say, both ways. */
    async compareRefunds(span: Span): Promise<Compared> {
      const { tenant, since } = span;
      return reading(async () => {
        const refunds: RefundRecord[] = [];
        for await (const { record } of ourRefunds(stripe(tenant).reads, since)) refunds.push(record);
        const intents = new Map(
          refunds.map(({ decision = '', reference = '' }) => [intentOf(decision), reference]),
        );
        const claimOf = claimsOf(tenant);
        const claims: Claim[] = [];
        for (const [intentId, reference] of intents) {
          const claim = await claimOf(intentId, reference);
          if (claim) claims.push(claim);
        }
        const said = await claimsSince(span, claimOf);
        const atStripe = await shown(tenant, said, new Set(refunds.map(({ refund }) => refund)));
        return {
          refunds: refunds.length,
          intents: said.length,
          differences: [...unclaimed(refunds, claims), ...missing(said, atStripe)],
        };
      });
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
      const { kind, refund } = of.difference;
      await startOnce({ temporal, taskQueue }, 'difference', {
        workflowId: workflowIds.difference(of.tenant, `${kind}-${refund}`),
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

function claimed(result: GivenReply | CaseResult): Pick<Claim, 'refund' | 'refunds'> {
  if ('refunds' in result) return { refunds: result.refunds };
  const { facts } = result;
  const refund = 'refund' in facts ? facts.refund.refund : undefined;
  return refund === undefined ? {} : { refund };
}
