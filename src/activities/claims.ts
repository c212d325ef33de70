import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { isDispute, workflowIds } from '../domain/ids.ts';
import type { Claim, Made } from '../domain/reconciliation.ts';
import { searchAttributes } from '../domain/search-attributes.ts';
import type { UnixSeconds } from '../domain/time.ts';
import type { CaseResult, GivenReply } from '../workflows/messages.ts';

/** Intents that make something. */
const MAKING = "'refund', 'dispute', 'discount', 'subscription'";

/** What a tenant's intents and cases claim to have made. Each is asked once, however often it comes up. */
export function claimsOf(temporal: Client, tenant: string) {
  const known = new Map<string, Promise<Claim | undefined>>();

  async function read(intentId: string, reference: string): Promise<Claim | undefined> {
    // A person refunds an inquiry in its case, which has the dispute's name.
    const of = isDispute(intentId) ? workflowIds.dispute : workflowIds.intent;
    const workflow = temporal.workflow.getHandle(of(tenant, intentId));
    try {
      const { status } = await workflow.describe();
      const claim = { intentId, reference, isOpen: status.name === 'RUNNING', made: [] };
      if (status.name !== 'COMPLETED') return claim;
      return { ...claim, made: madeIn((await workflow.result()) as GivenReply | CaseResult) };
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return undefined;
      throw error;
    }
  }

  /** How an intent or a case stands; undefined where Temporal knows none. */
  function claimOf(intentId: string, reference: string): Promise<Claim | undefined> {
    const claim = known.get(intentId) ?? read(intentId, reference);
    known.set(intentId, claim);
    return claim;
  }

  return {
    of: claimOf,

    /** Of those that ended since and tell of something. */
    async since(since: UnixSeconds): Promise<Claim[]> {
      const { tenant: ofTenant, outcome, reference } = searchAttributes;
      const closed = new Date(since * 1_000).toISOString();
      const query = `${ofTenant.name} = '${tenant}' AND CloseTime > '${closed}' AND ((WorkflowType IN (${MAKING}) AND ${outcome.name} = 'completed') OR (WorkflowType = 'dispute_case' AND ExecutionStatus = 'Completed'))`;
      const claims: Claim[] = [];
      for await (const { workflowId, typedSearchAttributes } of temporal.workflow.list({ query })) {
        const intentId = workflowId.slice(workflowId.lastIndexOf('/') + 1);
        const claim = await claimOf(intentId, typedSearchAttributes.get(reference) ?? '');
        if (claim && claim.made.length > 0) claims.push(claim);
      }
      return claims;
    },
  };
}

function madeIn(result: GivenReply | CaseResult): Made[] {
  if ('refunds' in result) return result.refunds.map((name) => ({ kind: 'refund', name }));
  const { facts } = result;
  const made: Made[] = [];
  if ('refund' in facts) made.push({ kind: 'refund', name: facts.refund.refund });
  if ('discount' in facts && facts.discount.code !== undefined)
    made.push({ kind: 'code', name: facts.discount.code });
  if ('change' in facts && facts.change.state !== 'already') {
    const { action, state } = facts.change;
    const kind = action === 'cancel_now' ? 'end' : 'change';
    const overtaken = state === 'overtaken' && { overtaken: true as const };
    for (const { subscription } of facts.subscriptions ?? [])
      made.push({ kind, name: subscription, ...overtaken });
  }
  return made;
}
