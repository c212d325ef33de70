import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import type { TaskShown } from '../../contracts/task.ts';
import { searchAttributes } from '../../domain/search-attributes.ts';
import type { IntentMemo } from '../intent-workflow.ts';

const MOST_LISTED = 20;
const { call, customer, outcome, tenant } = searchAttributes;

/** Other intents of the same customer, the latest first. `hash`: the customer's keyed hash, as they are found by. */
export async function earlierIntents(
  temporal: Client,
  of: { workflowId: string; tenant: string; hash: string },
): Promise<TaskShown['earlier']> {
  const query = `${customer.name} = '${of.hash}' AND ${tenant.name} = '${of.tenant}'`;
  const found: WorkflowExecutionInfo[] = [];
  for await (const info of temporal.workflow.list({ query, pageSize: MOST_LISTED + 1 })) {
    found.push(info);
    if (found.length > MOST_LISTED) break;
  }
  const own = found.find(({ workflowId }) => workflowId === of.workflowId);
  const intents = found.filter((info) => info !== own && info.workflowId.startsWith('intent/'));
  intents.sort((one, other) => other.startTime.getTime() - one.startTime.getTime());
  return intents.slice(0, MOST_LISTED).map((info) => {
    const { intent, reference } = info.memo as unknown as IntentMemo;
    const came = info.typedSearchAttributes.get(outcome);
    const isSame = own !== undefined && callOf(info) !== undefined && callOf(info) === callOf(own);
    return {
      reference,
      intent,
      startedAt: info.startTime.toISOString(),
      ...(came !== undefined && { outcome: came }),
      call: isSame ? 'same' : 'another',
    };
  });
}

function callOf(info: WorkflowExecutionInfo): string | undefined {
  return info.typedSearchAttributes.get(call);
}
