import { CancellationScope, condition } from '@temporalio/workflow';
import type { LaneEntry, Settlement, StripeRefusal, WriteOutcome } from '../domain/lane.ts';
import type { RefundRecord } from '../domain/payment.ts';
import type { RefundDecision, RefusalReason } from '../domain/refund.ts';
import type { PersonsDecision } from '../domain/task.ts';
import { DAY_SECONDS } from '../domain/time.ts';
import { looks, writes } from './proxies.ts';
import { refundSummary } from './stage/board.ts';
import type { Support } from './stage/support.ts';

/** Why nothing is sent until a person decides. */
type Stop = 'another_refund_since' | 'a_day_gone_by' | 'no_access';

/** An entry that may or may not have been carried out, and how far finding out has come. Moments in milliseconds. */
export interface SetAside {
  readonly entry: LaneEntry;
  /** Refunds of the payment that were there when it was judged. */
  readonly known: readonly string[];
  readonly since: number;
  /** Counts the keys that it was sent under. */
  generation: number;
  keySince: number;
  /** Since when every look has come back and found nothing. */
  clearSince: number | undefined;
  pause: number;
  stopped: Stop | undefined;
  person: PersonsDecision | undefined;
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

/** An entry whose write came to nothing known just now. */
export function setAsideNow(entry: LaneEntry, known: readonly string[], stopped?: Stop): SetAside {
  const now = Date.now();
  return {
    entry,
    known,
    since: now,
    generation: 1,
    keySince: now,
    clearSince: undefined,
    pause: FIRST_PAUSE_MILLISECONDS,
    stopped,
    person: undefined,
    told: false,
  };
}

/**
 * Finds out what became of a write whose answer is unknown: looks it up, and sends it again under the same key while
 * that is safe. Undefined where the lane pauses it.
 */
export async function findOut(one: SetAside, around: Around): Promise<Settlement | undefined> {
  const task = new CancellationScope();
  let asked = false;
  while (!around.paused()) {
    const before = one.person;
    const settled = await lookAndSend(one, around);
    if (settled) {
      task.cancel();
      return settled;
    }
    if (!one.person && before) asked = false;
    if (!asked && needsPerson(one)) {
      asked = true;
      void task
        .run(() => around.support.decide(taskOf(one)))
        .then(
          (decided) => {
            one.person = decided;
          },
          // Withdrawn: it was found out without a person.
          () => undefined,
        );
    }
    await condition(() => around.paused() || one.person !== before, one.pause);
    one.pause = Math.min(one.pause * 2, MOST_PAUSE_MILLISECONDS);
  }
  return undefined;
}

async function lookAndSend(one: SetAside, around: Around): Promise<Settlement | undefined> {
  const { decision } = one.entry;
  const refunds = await lookUp(around.tenant, decision);
  if (!refunds) {
    one.clearSince = undefined;
    return undefined;
  }
  const own = madeBy(decision, refunds);
  if (own) return own;
  one.clearSince ??= Date.now();

  if (one.person?.verdict === 'refuse') return refused(decision, 'refused_by_support');
  if (!one.person) one.stopped ??= reasonToStop(one, refunds, around);
  if (one.stopped && !one.person) return undefined;

  const outcome = await send(around.tenant, decision, one.generation);
  switch (outcome.kind) {
    case 'done':
      return { decision: decision.id, kind: 'done', refund: outcome.refund };
    case 'unknown':
      if (outcome.replayed) useNextKey(one);
      return undefined;
    case 'refused': {
      const { code } = outcome;
      if (code === 'no_access') {
        one.stopped = code;
        one.person = undefined;
        return undefined;
      }
      // What was sent before may have been made between the look and the refusal, and be the reason for it.
      const after = await lookUp(around.tenant, decision);
      return after && (madeBy(decision, after) ?? refused(decision, refusalReason(code)));
    }
  }
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
export function refusalReason(code: Exclude<StripeRefusal, 'no_access'>): RefusalReason {
  return code === 'other' ? 'refused_by_stripe' : code;
}

/** Stripe keeps a failure for this key: another is needed, once looks have found nothing for long enough. */
function useNextKey(one: SetAside): void {
  const now = Date.now();
  if (now - Math.max(one.keySince, one.clearSince ?? now) < SECOND_KEY_MILLISECONDS) return;
  one.generation += 1;
  one.keySince = now;
}

function reasonToStop({ entry, known }: SetAside, refunds: readonly RefundRecord[], around: Around) {
  if (Date.now() / 1_000 - entry.decision.decidedAt >= DAY_SECONDS) return 'a_day_gone_by';
  const byAnotherHand = refunds.some((one) => !known.includes(one.refund) && !around.ours(one));
  return byAnotherHand ? 'another_refund_since' : undefined;
}

function needsPerson({ person, stopped, since }: SetAside): boolean {
  return !person && (stopped !== undefined || Date.now() - since >= TASK_AFTER_MILLISECONDS);
}

async function lookUp(tenant: string, { payment }: RefundDecision): Promise<RefundRecord[] | undefined> {
  try {
    return await looks.listRefunds({ tenant, payment });
  } catch {
    return undefined;
  }
}

function madeBy({ id }: RefundDecision, refunds: readonly RefundRecord[]): Settlement | undefined {
  const own = refunds.find(({ decision }) => decision === id);
  return own && { decision: id, kind: 'done', refund: own };
}

function refused({ id }: RefundDecision, reason: RefusalReason): Settlement {
  return { decision: id, kind: 'refused', reason };
}

function taskOf({ entry, stopped }: SetAside) {
  const { id, payment, amount, reference } = entry.decision;
  return {
    task: id,
    kind: 'unknown_refund' as const,
    reason: stopped ?? 'no_answer',
    summary: `${refundSummary(amount, payment)}: it is not known whether it was made. Approve sends it again`,
    reference,
    payment,
    amount,
    whole: true,
  };
}
