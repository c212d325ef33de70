import { type Client, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import type { Tenant } from '../contracts/tenants.ts';
import { caseWorkflow } from '../domain/dispute-case.ts';
import type { Identity } from '../platform/identity.ts';
import type { DisputeCaseStart } from '../workflows/messages.ts';
import { defaultLanguage } from './tenant.ts';

/** All that the case of a dispute starts with. */
export function disputeCaseStart(
  { id: tenant, policy, timeZone, ...settings }: Tenant,
  identity: Identity,
  dispute: string,
): DisputeCaseStart {
  return {
    ...{ tenant, dispute, timeZone },
    reference: identity.reference(dispute),
    language: defaultLanguage(settings),
    people: { policy: policy.people, timeZone },
    refunds: policy.refund,
  };
}

/** Opens the case of a dispute, once in its life: whoever tells of it again changes nothing, unless it has failed. */
export async function startDispute(
  { temporal, taskQueue }: { temporal: Client; taskQueue: string },
  start: DisputeCaseStart,
): Promise<void> {
  try {
    await temporal.workflow.start('dispute_case', { ...caseWorkflow(start), taskQueue, args: [start] });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}
