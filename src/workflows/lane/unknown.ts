import { condition } from '@temporalio/workflow';
import type { LaneEntry, Settlement, WriteKind, WriteOutcome, WriteRefusal } from '../../domain/lane.ts';
import { TASK_AFTER_MILLISECONDS } from '../../domain/task.ts';
import { DAY_SECONDS } from '../../domain/time.ts';
import { nowSeconds } from '../clock.ts';
import type { Question, Support } from '../people/support.ts';
import { looks } from '../proxies.ts';
import { isWaitedFor, type Looked, writeOf } from './write.ts';

/** Why nothing is sent until a person decides. */
type Stop = 'another_hand' | 'a_day_gone_by' | 'no_access';

/** An entry that may or may not have been carried out, and how far finding out has come. Moments in milliseconds. */
export interface SetAside {
  readonly entry: LaneEntry;
  /** What was there when it was judged, or what a person has seen since. */
  known: readonly string[];
  /** Since when it has been unknown without a person looking at it. */
  since: number;
  /** Counts the keys that it was sent under. */
  generation: number;
  keySince: number;
  /** Since when every look has come back and found nothing. */
  clearSince: number | undefined;
  pause: number;
  /** Stripe has refused our key: only a person can know that it is mended. */
  noAccess: boolean;
  /** Whether the intent was told that it is unknown. */
  told: boolean;
  /** What it came to while the intent waits still, with what it was judged by. */
  answer?: Settlement;
}

/** What finding out needs of the lane around it. */
interface Around {
  readonly tenant: string;
  readonly lane: string;
  readonly support: Support;
  /** Whether the lane is about to continue as new. */
  paused(): boolean;
  /** Whether a decision is one of this lane's own. */
  ours(decision: string): boolean;
}

/** A second key is allowed only after so long without finding anything. */
const SECOND_KEY_MILLISECONDS = 60_000;
const FIRST_PAUSE_MILLISECONDS = 500;
const MOST_PAUSE_MILLISECONDS = 15 * 60_000;

/** An entry whose write came to nothing known just now. */
export function setAsideNow(entry: LaneEntry, known: readonly string[]): SetAside {
  const now = Date.now();
  return {
    entry,
    known,
    since: now,
    generation: 1,
    keySince: now,
    clearSince: undefined,
    pause: FIRST_PAUSE_MILLISECONDS,
    noAccess: false,
    told: false,
  };
}

/**
 * Finds out what became of a write whose answer is unknown: looks it up, and sends it again under the same key while
 * that is safe. Where it is not, or for too long, a person decides; what nobody waits for is given up. Undefined where the
 * lane pauses it.
 */
export async function findOut(one: SetAside, around: Around): Promise<Settlement | undefined> {
  const question = around.support.question(one.entry.decision.id);
  while (!around.paused()) {
    const settled = await lookAndSend(one, around, question);
    if (settled) {
      question.withdraw();
      return settled;
    }
    const isOverdue = Date.now() - one.since >= TASK_AFTER_MILLISECONDS;
    if (isOverdue && !isWaitedFor(one.entry)) return givenUp(one);
    if (isOverdue && !question.isOpen()) ask(question, one, 'no_answer');
    // A decision that waits for a look wakes it once: where Stripe cannot be read, pauses go on growing.
    const waits = question.arrived();
    const isWoken = await condition(() => around.paused() || (!waits && question.arrived()), one.pause);
    one.pause = isWoken ? FIRST_PAUSE_MILLISECONDS : Math.min(one.pause * 2, MOST_PAUSE_MILLISECONDS);
  }
  return undefined;
}

async function lookAndSend(
  one: SetAside,
  around: Around,
  question: Question,
): Promise<Settlement | undefined> {
  const { entry } = one;
  const { id } = entry.decision;
  const found = await lookUp(around.tenant, entry);
  if (!found) {
    one.clearSince = undefined;
    return undefined;
  }
  if (found.made) return { decision: id, kind: 'done', made: found.made };
  one.clearSince ??= Date.now();

  // What stops it is shown before a decision is taken up: one on what was shown before counts no more.
  const stop = reasonToStop(one, found.others, around);
  if (stop && !isWaitedFor(entry)) return givenUp(one);
  if (stop) ask(question, one, stop);
  const person = question.take();
  if (person?.verdict === 'refuse') return { decision: id, kind: 'refused', reason: 'refused_by_support' };
  if (stop && !person) return undefined;
  // A yes is one more send, with what was seen. Should its outcome be unknown as well, all of it holds again.
  if (person) {
    one.known = found.others.map(({ name }) => name);
    one.since = Date.now();
    one.noAccess = false;
  }

  const outcome = await send(around.tenant, entry, one.generation);
  if (outcome.kind === 'done') return { ...outcome, decision: id };
  if (outcome.kind === 'unknown') {
    if (outcome.replayed) useNextKey(one);
    return undefined;
  }
  if (outcome.code === 'no_access') {
    one.noAccess = true;
    return undefined;
  }
  return refusedByStripe(around, entry, outcome.code);
}

/** Sends a decision once. Whatever kept the answer from arriving, the outcome is unknown. */
export async function send(tenant: string, entry: LaneEntry, generation: number): Promise<WriteOutcome> {
  try {
    return await writeOf(entry).send(tenant, entry.decision, generation);
  } catch {
    return { kind: 'unknown', replayed: false };
  }
}

/** What a refusal by Stripe comes to, by what it shows now. Undefined where that cannot be seen. */
export async function refusedByStripe(
  { tenant, lane }: Pick<Around, 'tenant' | 'lane'>,
  entry: LaneEntry,
  code: Exclude<WriteRefusal, 'no_access'>,
): Promise<Settlement | undefined> {
  const { decision } = entry;
  const write = writeOf(entry);
  try {
    const read = await looks.readLane({ tenant, lane, ...write.needs(decision) });
    return { ...write.refused(decision, code, read), decision: decision.id };
  } catch {
    return undefined;
  }
}

function givenUp({ entry }: SetAside): Settlement {
  return { decision: entry.decision.id, kind: 'refused', reason: 'refused_by_stripe' };
}

/** Stripe keeps a failure for this key: another is needed, once looks have found nothing for long enough. */
function useNextKey(one: SetAside): void {
  const now = Date.now();
  if (now - Math.max(one.keySince, one.clearSince ?? now) < SECOND_KEY_MILLISECONDS) return;
  one.generation += 1;
  one.keySince = now;
}

function reasonToStop(
  { entry, known, noAccess }: SetAside,
  others: Looked<WriteKind>['others'],
  around: Around,
): Stop | undefined {
  const isNew = others.some(
    ({ name, decision }) => !known.includes(name) && (decision === undefined || !around.ours(decision)),
  );
  if (isNew) return 'another_hand';
  if (noAccess) return 'no_access';
  return nowSeconds() - entry.decision.decidedAt >= DAY_SECONDS ? 'a_day_gone_by' : undefined;
}

async function lookUp(tenant: string, entry: LaneEntry): Promise<Looked<WriteKind> | undefined> {
  try {
    return await writeOf(entry).look(tenant, entry.decision);
  } catch {
    return undefined;
  }
}

const why: Record<Exclude<Stop, 'another_hand'> | 'no_answer', string> = {
  a_day_gone_by: 'it was decided more than a day ago',
  no_access: 'Stripe refuses our key',
  no_answer: 'Stripe did not say whether it was made',
};

function ask(question: Question, { entry }: SetAside, stop: Stop | 'no_answer'): void {
  const { id, reference } = entry.decision;
  const write = writeOf(entry);
  const shown = write.shown(entry.decision);
  const said = stop === 'another_hand' ? write.anotherHand : { reason: stop, why: why[stop] };
  const summary = `${shown.summary}: ${said.why}. Approve sends it again`;
  question.show({ ...shown, task: id, reason: said.reason, summary, reference });
}
