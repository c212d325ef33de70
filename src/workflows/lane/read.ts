import { condition } from '@temporalio/workflow';
import type { LaneRead } from '../../activities/lane.ts';
import type { LaneEntry } from '../../domain/lane.ts';
import type { Support, TaskShown } from '../people/support.ts';
import { refundSummary } from '../people/task-lines.ts';
import { laneReads, looks } from '../proxies.ts';

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

/** What Stripe shows for a batch of entries, or that a person gave them up. */
type Outcome =
  | { batch: readonly LaneEntry[]; read: LaneRead }
  | { batch: readonly LaneEntry[]; givenUp: true };

const TASK_AFTER_MILLISECONDS = 120_000;
const MOST_PAUSE_SECONDS = 300;

/**
 * Reads Stripe once for all that wait. Until it can be read nothing is sent: those who wait hear that it takes longer,
 * and after two minutes a person learns of it. Undefined where the lane has to continue as new first.
 */
export async function readForAll(around: Around): Promise<Outcome | undefined> {
  const [first] = around.waiting();
  if (!first) return undefined;
  const shown = taskOf(first);
  const question = around.support.question(shown.task);
  let read = await readOnce(around, laneReads.readLane);

  const delayed = new Set<LaneEntry>();
  let batch: readonly LaneEntry[] = [first];
  let askAt = Date.now() + TASK_AFTER_MILLISECONDS;
  for (let pauseSeconds = 1; !read; pauseSeconds = Math.min(pauseSeconds * 2, MOST_PAUSE_SECONDS)) {
    const news = around.waiting().filter((entry) => !delayed.has(entry));
    for (const entry of news) delayed.add(entry);
    await around.delay(news);
    if (Date.now() >= askAt) {
      batch = [...around.waiting()];
      question.show(shown);
    }
    await condition(() => question.arrived() || around.outgrown(), pauseSeconds * 1_000);

    // A person's no comes before another look: what was given up is not sent because Stripe is back.
    const person = question.take();
    if (person?.verdict === 'refuse') return { batch, givenUp: true };
    if (person) askAt = Date.now() + TASK_AFTER_MILLISECONDS;
    if (around.outgrown()) return undefined;
    read = await readOnce(around, looks.readLane);
  }
  question.withdraw();
  return read;
}

async function readOnce(
  { tenant, lane, waiting }: Around,
  readLane: typeof looks.readLane,
): Promise<Outcome | undefined> {
  const batch = [...waiting()];
  const payments = [...new Set(batch.map(({ decision }) => decision.payment))];
  try {
    return { batch, read: await readLane({ tenant, lane, payments }) };
  } catch {
    return undefined;
  }
}

function taskOf({ decision: { id, payment, amount, reference } }: LaneEntry): TaskShown {
  return {
    task: `${id}-read`,
    kind: 'unknown_refund',
    reason: 'stripe_not_readable',
    summary: `${refundSummary(amount, payment)}, not sent: Stripe cannot be read. Refuse gives up all that wait`,
    reference,
    payment,
    amount,
    whole: true,
  };
}
