import { CancellationScope, condition } from '@temporalio/workflow';
import type { LaneRead } from '../activities/lane.ts';
import type { LaneEntry } from '../domain/lane.ts';
import type { PersonsDecision } from '../domain/task.ts';
import { laneReads, looks } from './proxies.ts';
import { refundSummary } from './stage/board.ts';
import type { Support } from './stage/support.ts';

/** What reading needs of the lane around it. */
interface Around {
  readonly tenant: string;
  readonly lane: string;
  readonly support: Support;
  /** All that wait now. */
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
  const first = await read(around, laneReads.readLane);
  if (first) return first;

  const began = Date.now();
  const delayed = new Set<LaneEntry>();
  const task = new CancellationScope();
  let person: PersonsDecision | undefined;
  let asked = false;
  for (
    let pauseSeconds = 1;
    !around.outgrown();
    pauseSeconds = Math.min(pauseSeconds * 2, MOST_PAUSE_SECONDS)
  ) {
    const again = await read(around, looks.readLane);
    if (again) {
      task.cancel();
      return again;
    }
    if (person?.verdict === 'refuse') return { batch: [...around.waiting()], givenUp: true };
    const news = around.waiting().filter((entry) => !delayed.has(entry));
    for (const entry of news) delayed.add(entry);
    await around.delay(news);

    const [entry] = around.waiting();
    if (!asked && entry && Date.now() - began >= TASK_AFTER_MILLISECONDS) {
      asked = true;
      void task
        .run(() => around.support.decide(taskOf(entry)))
        .then(
          (decided) => {
            person = decided;
          },
          // Withdrawn: Stripe can be read again.
          () => undefined,
        );
    }
    const before = person;
    await condition(() => person !== before, pauseSeconds * 1_000);
  }
  return undefined;
}

async function read(
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

function taskOf({ decision: { id, payment, amount, reference } }: LaneEntry) {
  return {
    task: id,
    kind: 'unknown_refund' as const,
    reason: 'stripe_not_readable',
    summary: `${refundSummary(amount, payment)}, not sent: Stripe cannot be read. Refuse gives up all that wait`,
    reference,
    payment,
    amount,
    whole: true,
  };
}
