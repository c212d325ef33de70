import {
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  getExternalWorkflowHandle,
  setCurrentDetails,
  setHandler,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import type { LaneRead } from '../activities/lane.ts';
import type { LaneEntry, Settlement } from '../domain/lane.ts';
import type { RefundRecord } from '../domain/payment.ts';
import { judgeRefund, possiblyMade, together, withRefunds } from '../domain/refund.ts';
import { isByHand } from '../domain/task.ts';
import { DAY_SECONDS } from '../domain/time.ts';
import { enter, settled } from './messages.ts';
import { laneReads, reads } from './proxies.ts';
import { taskLines } from './stage/board.ts';
import { openSupport } from './stage/support.ts';
import { findOut, refusalOf, type SetAside, send } from './unknown.ts';

/** What a lane starts with; the rest it carries when it continues as new. */
export interface LaneStart {
  readonly tenant: string;
  readonly lane: string;
  readonly queue?: readonly LaneEntry[];
  readonly served?: readonly Settlement[];
  readonly aside?: readonly SetAside[];
}

/** How long a lane stays after its last entry. */
const LINGER = '60s';
/** How many answers it remembers; older repeats are recognised by Stripe's own record. */
const MOST_REMEMBERED = 2_000;
/** How long an outcome may stay unknown before it is set aside and the next entry is served. */
const ASIDE_AFTER_MILLISECONDS = 5_000;

/**
 * Every write for one customer goes through here, first come, first served. It is nobody's child: no cancel or close
 * of an intent reaches a write under way, nor does a cancel of the lane itself.
 */
export function lane(start: LaneStart): Promise<void> {
  return CancellationScope.nonCancellable(() => serveLane(start));
}

async function serveLane({ tenant, lane: subject, ...carried }: LaneStart): Promise<void> {
  const queue = [...(carried.queue ?? [])];
  const served = new Map((carried.served ?? []).map((answer) => [answer.decision, answer]));
  const aside = new Map<string, SetAside>();
  const findings = new Set<Promise<void>>();
  const repeated: LaneEntry[] = [];
  let draining = false;

  const support = openSupport(show);
  // Signals, not Updates: a hundred callers at once are more Updates than a Workflow may have under way.
  setHandler(enter, (entry) => {
    if (isByHand(entry)) return;
    const { id } = entry.decision;
    if (served.has(id)) repeated.push(entry);
    else if (!aside.has(id) && !queue.some(({ decision }) => decision.id === id)) queue.push(entry);
  });

  const waiting = () => queue.length > 0 || repeated.length > 0;
  const outgrown = () => workflowInfo().continueAsNewSuggested;

  for (const one of carried.aside ?? []) setAside({ ...one });
  for (;;) {
    if (waiting()) await serveAll();
    else if (aside.size > 0) await condition(() => waiting() || aside.size === 0 || outgrown());
    else {
      await condition(waiting, LINGER);
      if (!waiting()) break;
    }
    if (outgrown()) await startAfresh();
  }
  await condition(allHandlersFinished);

  async function serveAll(): Promise<void> {
    const told = repeated.splice(0).map(async ({ decision, replyTo }) => {
      const answer = served.get(decision.id);
      if (answer) await tell(replyTo, answer);
    });
    // Entries stay in the queue until they are answered, so that a repeat meanwhile finds them there.
    const batch = [...queue];
    if (batch.length > 0) {
      const read = await look(batch);
      const since = [...aside.values()].map(({ entry }) => possiblyMade(entry.decision));
      for (const entry of batch) {
        const answer = await serve(entry, read, since);
        if (answer.kind === 'done') since.push(answer.refund);
        if (answer.kind === 'unknown') since.push(possiblyMade(entry.decision));
        queue.shift();
        told.push(tell(entry.replyTo, answer));
      }
    }
    await Promise.all(told);
  }

  /** Reads Stripe once for all that wait. Until it can be read, nothing is sent. */
  async function look(batch: readonly LaneEntry[]): Promise<LaneRead> {
    const payments = [...new Set(batch.map(({ decision }) => decision.payment))];
    const wanted = { tenant, lane: subject, payments };
    try {
      return await laneReads.readLane(wanted);
    } catch {
      // Too long for a Local Activity: tried as an Activity from here on.
    }
    for (let pauseSeconds = 1; ; pauseSeconds = Math.min(pauseSeconds * 2, 60)) {
      try {
        return await reads.readLane(wanted);
      } catch {
        if (pauseSeconds === 1)
          await Promise.all(batch.map(({ decision, replyTo }) => tell(replyTo, unknown(decision.id))));
        await sleep(pauseSeconds * 1_000);
      }
    }
  }

  async function serve(
    entry: LaneEntry,
    read: LaneRead,
    since: readonly RefundRecord[],
  ): Promise<Settlement> {
    const { decision, policy } = entry;
    const found = read.payments.find(({ payment }) => payment === decision.payment);
    if (!found) return remember({ decision: decision.id, kind: 'refused', reason: 'refused_by_stripe' });
    const payment = withRefunds(found, since);
    const own = payment.refunds.find((refund) => refund.decision === decision.id);
    if (own) return remember({ decision: decision.id, kind: 'done', refund: own });

    const history = together(read.history, since);
    const now = Math.floor(Date.now() / 1_000);
    const verdict = judgeRefund({ decision, payment, history, policy, now });
    if (verdict.kind === 'refuse') return remember({ ...verdict, decision: decision.id, kind: 'refused' });
    if (verdict.kind !== 'allow') return remember({ ...verdict, decision: decision.id });

    if (now - decision.decidedAt < DAY_SECONDS) {
      const outcome = await send(tenant, decision, 1);
      if (outcome.kind === 'done') return remember({ ...outcome, decision: decision.id });
      if (outcome.kind === 'refused')
        return remember({ decision: decision.id, kind: 'refused', reason: refusalOf(outcome.code) });
    }
    const known = payment.refunds.map(({ refund }) => refund);
    const one: SetAside = { entry, known, since: Date.now(), generation: 1, told: false };
    setAside(one);
    await condition(() => !aside.has(decision.id), ASIDE_AFTER_MILLISECONDS);
    one.told = aside.has(decision.id);
    return served.get(decision.id) ?? unknown(decision.id);
  }

  /** Finds out beside the lane, which serves the next meanwhile. */
  function setAside(one: SetAside): void {
    const { decision, replyTo } = one.entry;
    const ours = (refund: RefundRecord) => refund.decision !== undefined && served.has(refund.decision);
    const finding = findOut(one, { tenant, support, ours, paused: () => draining }).then(async (answer) => {
      findings.delete(finding);
      if (!answer) return;
      remember(answer);
      aside.delete(decision.id);
      show();
      if (one.told) await tell(replyTo, answer);
    });
    aside.set(decision.id, one);
    findings.add(finding);
    show();
  }

  function remember(answer: Settlement): Settlement {
    served.set(answer.decision, answer);
    const [oldest] = served.keys();
    if (served.size > MOST_REMEMBERED && oldest !== undefined) served.delete(oldest);
    return answer;
  }

  async function startAfresh(): Promise<void> {
    draining = true;
    await Promise.all(findings);
    await condition(allHandlersFinished);
    await continueAsNew<typeof lane>({
      tenant,
      lane: subject,
      queue,
      served: [...served.values()],
      aside: [...aside.values()],
    });
  }

  function show(): void {
    const open = support.open();
    const standing = aside.size > 0 ? `${aside.size} set aside until Stripe says what happened` : 'Serving';
    setCurrentDetails([`### Lane · ${standing}`, ...open.map(taskLines)].join('\n\n'));
  }
}

function unknown(decision: string): Settlement {
  return { decision, kind: 'unknown' };
}

async function tell(intent: string, answer: Settlement): Promise<void> {
  try {
    await getExternalWorkflowHandle(intent).signal(settled, answer);
  } catch {
    // The intent has ended: nobody waits for the answer, which stands at Stripe.
  }
}
