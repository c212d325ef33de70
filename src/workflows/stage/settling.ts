import { CancellationScope, condition, setHandler, workflowInfo } from '@temporalio/workflow';
import type { Settlement } from '../../domain/lane.ts';
import type { RefundPolicy } from '../../domain/policy.ts';
import type { RefundDecision } from '../../domain/refund.ts';
import { isByHand } from '../../domain/task.ts';
import { settled } from '../messages.ts';
import { local } from '../proxies.ts';

/** The way into the lane, and its answers. */
export interface Settling {
  /** Hands a decision to the lane and waits for its answer. No cancel reaches it from here on. */
  settle(lane: string, decision: RefundDecision, policy: RefundPolicy): Promise<Settlement>;
  /** Waits for what an `unknown` came to. */
  settleAtLast(decision: RefundDecision): Promise<Exclude<Settlement, { kind: 'unknown' }>>;
}

/** Sets the handler of Signal `settled`, which the lane answers by. */
export function openSettling(tenant: string): Settling {
  const answers = new Map<string, Settlement[]>();

  setHandler(settled, (answer) => {
    if (isByHand(answer)) return;
    answers.set(answer.decision, [...(answers.get(answer.decision) ?? []), answer]);
  });

  const first = (decision: string) => answers.get(decision)?.[0];
  const last = (decision: string) => answers.get(decision)?.find((answer) => answer.kind !== 'unknown');

  return {
    settle: (lane, decision, policy) =>
      CancellationScope.nonCancellable(async () => {
        const { workflowId } = workflowInfo();
        await local.enterLane({ tenant, lane, entry: { decision, policy, replyTo: workflowId } });
        await condition(() => first(decision.id) !== undefined);
        return last(decision.id) ?? (first(decision.id) as Settlement);
      }),
    settleAtLast: (decision) =>
      CancellationScope.nonCancellable(async () => {
        await condition(() => last(decision.id) !== undefined);
        return last(decision.id) as NonNullable<ReturnType<typeof last>>;
      }),
  };
}
