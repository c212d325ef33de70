import { condition } from '@temporalio/workflow';
import type { LaneNeeds, LaneRead } from '../../activities/lane.ts';
import type { LaneEntry } from '../../domain/lane.ts';
import { TASK_AFTER_MILLISECONDS } from '../../domain/task.ts';
import type { Support, TaskShown } from '../people/support.ts';
import { looks, quickReads } from '../proxies.ts';
import { isWaitedFor, writeOf } from './write.ts';

/** What reading needs of the lane around it. */
interface Around {
  readonly tenant: string;
  readonly lane: string;
  readonly support: Support;
  /** All that wait now, in their order. */
  waiting(): readonly LaneEntry[];
  /** Tells the intents of entries that it will take longer. */
  delay(entries: readonly LaneEntry[]): Promise<void>;
  /** Whether the lane has to continue as new first. */
  outgrown(): boolean;
}

/** What Stripe shows for a batch of entries, or why they were given up. */
type Outcome =
  | { batch: readonly LaneEntry[]; read: LaneRead }
  | { batch: readonly LaneEntry[]; givenUp: 'refused_by_support' | 'refused_by_stripe' };

const MOST_PAUSE_SECONDS = 300;

/**
 * Reads Stripe once for all that wait. Until it can be read nothing is sent: those who wait hear that it takes longer,
 * and after two minutes a person learns of it, or what nobody waits for is given up. Undefined where the lane has to
 * continue as new first.
 */
export async function readForAll(around: Around): Promise<Outcome | undefined> {
  const [first] = around.waiting();
  if (!first) return undefined;
  // One task for all, by the first that somebody waits for: which one that is does not change while they wait.
  const asked = () => around.waiting().filter(isWaitedFor).slice(0, 1).map(taskOf)[0];
  const questionOf = (shown = asked()) => shown && around.support.question(shown.task);
  const delayed = new Set<LaneEntry>();
  // A task that is open already was carried here: those who wait were waiting when it was shown.
  let batch: readonly LaneEntry[] = questionOf()?.isOpen() ? [...around.waiting()] : [first];
  let askAt = Date.now() + TASK_AFTER_MILLISECONDS;
  let ways = [quickReads, looks];
  for (let pauseSeconds = 1; ; pauseSeconds = Math.min(pauseSeconds * 2, MOST_PAUSE_SECONDS)) {
    // A person's no comes before another look: what was given up is not sent because Stripe is back.
    const person = questionOf()?.take();
    if (person?.verdict === 'refuse') return { batch, givenUp: 'refused_by_support' };
    if (person) askAt = Date.now() + TASK_AFTER_MILLISECONDS;
    const read = await readOnce(around, ways);
    if (read) {
      questionOf()?.withdraw();
      return read;
    }

    ways = [looks];
    const news = around.waiting().filter((entry) => !delayed.has(entry));
    for (const entry of news) delayed.add(entry);
    await around.delay(news);
    if (Date.now() >= askAt) {
      batch = [...around.waiting()];
      const shown = asked();
      if (!shown) return { batch, givenUp: 'refused_by_stripe' };
      questionOf(shown)?.show(shown);
    }
    const question = questionOf();
    await condition(() => question?.arrived() || around.outgrown(), pauseSeconds * 1_000);
    if (around.outgrown() && !question?.arrived()) return undefined;
  }
}

/** Quickly at first, then with more time: a customer with hundreds of charges is no reason to say that it takes longer. */
async function readOnce(
  { tenant, lane, waiting }: Around,
  ways: readonly (typeof looks)[],
): Promise<Outcome | undefined> {
  for (const { readLane } of ways) {
    const batch = [...waiting()];
    try {
      return { batch, read: await readLane({ tenant, lane, ...needsOf(batch) }) };
    } catch {
      // With more time, or after a pause.
    }
  }
  return undefined;
}

function needsOf(batch: readonly LaneEntry[]): LaneNeeds {
  const all = batch.map((entry) => writeOf(entry).needs(entry.decision));
  return {
    payments: [...new Set(all.flatMap(({ payments = [] }) => payments))],
    subscriptions: [...new Set(all.flatMap(({ subscriptions = [] }) => subscriptions))],
    disputes: [...new Set(all.flatMap(({ disputes = [] }) => disputes))],
    codes: all.flatMap(({ codes = [] }) => codes),
  };
}

function taskOf(entry: LaneEntry): TaskShown {
  const { id, reference } = entry.decision;
  const shown = writeOf(entry).shown(entry.decision);
  return {
    ...shown,
    task: `${id}-read`,
    reason: 'stripe_not_readable',
    summary: `${shown.summary}, not sent: Stripe cannot be read. Refuse gives up all that wait`,
    reference,
  };
}
