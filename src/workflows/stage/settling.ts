import { CancellationScope, condition, setHandler, workflowInfo } from '@temporalio/workflow';
import { isByHand } from '../../domain/by-hand.ts';
import type { Settlement } from '../../domain/lane.ts';
import type { RefundPolicy } from '../../domain/policy.ts';
import type { RefundDecision } from '../../domain/refund.ts';
import { settled } from '../messages.ts';
import { local } from '../proxies.ts';

/** What a decision came to in the end. */
type Settled = Exclude<Settlement, { kind: 'unknown' }>;

/** The way into the lane, and its answers. */
export interface Settling {
  /**
   * Hands a decision to the lane and waits for what it came to. No cancel reaches it from here on. `unknown` is called
   * once where the answer is that nobody knows yet.
   */
  settle(lane: string, decision: RefundDecision, policy: RefundPolicy, unknown: () => void): Promise<Settled>;
}

/** Entering again is harmless, and finds an answer that did not arrive or a lane that was ended from outside. */
const FIRST_PATIENCE_SECONDS = 120;
const MOST_PATIENCE_SECONDS = 6 * 3_600;

/** Sets the handler of Signal `settled`, which the lane answers by. */
export function openSettling(tenant: string): Settling {
  const unknowns = new Set<string>();
  const answers = new Map<string, Settled>();

  setHandler(settled, (answer) => {
    if (isByHand(answer)) return;
    if (answer.kind === 'unknown') unknowns.add(answer.decision);
    else answers.set(answer.decision, answer);
  });

  return {
    settle: (lane, decision, policy, unknown) =>
      CancellationScope.nonCancellable(async () => {
        const { workflowId: replyTo } = workflowInfo();
        const { id } = decision;
        let toldUnknown = false;
        for (
          let patience = FIRST_PATIENCE_SECONDS;
          ;
          patience = Math.min(patience * 4, MOST_PATIENCE_SECONDS)
        ) {
          await local.enterLane({ tenant, lane, entry: { decision, policy, replyTo } });
          const arrived = () => answers.has(id) || (unknowns.has(id) && !toldUnknown);
          while (await condition(arrived, patience * 1_000)) {
            const answer = answers.get(id);
            if (answer) return answer;
            toldUnknown = true;
            unknown();
          }
        }
      }),
  };
}
