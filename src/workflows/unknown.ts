import { condition } from '@temporalio/workflow';
import type { LaneEntry, Settlement, StripeRefusal, WriteOutcome } from '../domain/lane.ts';
import type { RefundRecord } from '../domain/payment.ts';
import type { RefundDecision, RefusalReason } from '../domain/refund.ts';
import type { PersonsDecision } from '../domain/task.ts';
import { DAY_SECONDS } from '../domain/time.ts';
import { looks, writes } from './proxies.ts';
import { refundSummary } from './stage/board.ts';
import type { Support } from './stage/support.ts';

/** An entry that may or may not have been carried out. */
export interface SetAside {
  readonly entry: LaneEntry;
  /** Refunds of the payment that were there when it was judged. */
  readonly known: readonly string[];
  /** Milliseconds since 1970 at which it became unknown. */
  readonly since: number;
  /** Counts the keys that it was sent under. */
  generation: number;
  /** Whether the intent was told that it is unknown. */
  told: boolean;
}

/** What finding out needs of the lane around it. */
interface Around {
  readonly tenant: string;
  readonly support: Support;
  /** Whether the lane is about to continue as new. */
  paused(): boolean;
  /** Whether a refund is one that this lane made meanwhile. */
  ours(refund: RefundRecord): boolean;
}

/** A second key is allowed only after so long without finding anything. */
const SECOND_KEY_MILLISECONDS = 60_000;
const TASK_AFTER_MILLISECONDS = 120_000;
const FIRST_PAUSE_MILLISECONDS = 500;
const MOST_PAUSE_MILLISECONDS = 15 * 60_000;

/**
 * Finds out what became of a write whose answer is unknown: looks it up, and sends it again under the same key while
 * that is safe. A refund by another hand, or a day gone by, leaves it to a person. Undefined where the lane pauses it.
 */
export async function findOut(one: SetAside, around: Around): Promise<Settlement | undefined> {
  const { decision } = one.entry;
  let person: PersonsDecision | undefined;
  let asked = false;

  for (let pause = FIRST_PAUSE_MILLISECONDS; !around.paused(); pause = grown(pause)) {
    const refunds = await lookUp(around.tenant, decision);
    const own = ownAmong(refunds, decision);
    if (own) return { decision: decision.id, kind: 'done', refund: own };

    if (refunds && person?.verdict === 'refuse')
      return { decision: decision.id, kind: 'refused', reason: 'refused_by_support' };
    const safe = refunds !== undefined && (person !== undefined || mayResend(one, refunds, around));
    if (safe) {
      const outcome = await send(around.tenant, decision, one.generation);
      if (outcome.kind === 'done') return { decision: decision.id, kind: 'done', refund: outcome.refund };
      if (outcome.kind === 'refused') return await refusedAfterAll(around.tenant, decision, outcome.code);
      if (outcome.replayed && Date.now() - one.since >= SECOND_KEY_MILLISECONDS) one.generation += 1;
    }
    const stopped = refunds !== undefined && !safe;
    if (!asked && (stopped || Date.now() - one.since >= TASK_AFTER_MILLISECONDS)) {
      asked = true;
      void around.support.decide(taskOf(decision, stopped)).then((decided) => {
        if (decided.verdict === 'approve') one.generation += 1;
        person = decided;
      });
    }
    const before = person;
    await condition(() => around.paused() || person !== before, pause);
  }
  return undefined;
}

/** Sends a decision once. Whatever kept the answer from arriving, the outcome is unknown. */
export async function send(
  tenant: string,
  decision: RefundDecision,
  generation: number,
): Promise<WriteOutcome> {
  try {
    return await writes.createRefund({ tenant, decision, generation });
  } catch {
    return { kind: 'unknown', replayed: false };
  }
}

/** What a refusal by Stripe is called when it is spoken of. */
export function refusalOf(code: StripeRefusal): RefusalReason {
  return code === 'other' ? 'refused_by_stripe' : code;
}

function mayResend({ entry, known }: SetAside, refunds: readonly RefundRecord[], around: Around): boolean {
  const young = Date.now() / 1_000 - entry.decision.decidedAt < DAY_SECONDS;
  return young && refunds.every((one) => known.includes(one.refund) || around.ours(one));
}

async function lookUp(tenant: string, { payment }: RefundDecision): Promise<RefundRecord[] | undefined> {
  try {
    return await looks.listRefunds({ tenant, payment });
  } catch {
    return undefined;
  }
}

async function refusedAfterAll(
  tenant: string,
  decision: RefundDecision,
  code: StripeRefusal,
): Promise<Settlement> {
  // What was sent before may have been made between the look and the refusal, and be the reason for it.
  const own = ownAmong(await lookUp(tenant, decision), decision);
  if (own) return { decision: decision.id, kind: 'done', refund: own };
  return { decision: decision.id, kind: 'refused', reason: refusalOf(code) };
}

function ownAmong(
  refunds: readonly RefundRecord[] | undefined,
  { id }: RefundDecision,
): RefundRecord | undefined {
  return refunds?.find(({ decision }) => decision === id);
}

function grown(pause: number): number {
  return Math.min(pause * 2, MOST_PAUSE_MILLISECONDS);
}

function taskOf({ id, payment, amount, reference }: RefundDecision, stopped: boolean) {
  return {
    task: id,
    kind: 'unknown_refund' as const,
    reason: stopped ? 'another_refund_since' : 'no_answer',
    summary: `${refundSummary(amount, payment)}: Stripe did not say whether it was made. Approve sends it again`,
    reference,
    payment,
    amount,
  };
}
