import { CancellationScope, condition, setHandler, sleep, workflowInfo } from '@temporalio/workflow';
import { isByHand } from '../../domain/by-hand.ts';
import type { LaneEntry, Settlement, WriteKind } from '../../domain/lane.ts';
import { type IntentStart, settled } from '../messages.ts';
import { handing } from '../proxies.ts';

/** What a decision came to in the end. */
export type Settled<K extends WriteKind> = Exclude<Settlement<K>, { kind: 'unknown' }>;

/** What is handed over; whom to answer, and in which language, is known here. */
type Handed<K extends WriteKind> = Omit<LaneEntry<K>, 'replyTo' | 'language'>;

/** The way into the lane, and its answers. */
export interface Settling {
  /**
   * Hands a decision to the lane and waits for what it came to. No cancel reaches it from here on. `unknown` is called
   * once where the answer is that nobody knows yet.
   */
  settle<K extends WriteKind>(lane: string, entry: Handed<K>, unknown: () => void): Promise<Settled<K>>;
}

/** Entering again is harmless, and finds an answer that did not arrive or a lane that was ended from outside. */
const FIRST_PATIENCE_SECONDS = 120;
const MOST_PATIENCE_SECONDS = 6 * 3_600;

/** Hands over what nobody waits for: it is made all the same, and no cancel reaches it from here on. */
export function handToLane<K extends WriteKind>(
  { tenant, language }: Pick<IntentStart, 'tenant' | 'language'>,
  lane: string,
  handed: Handed<K>,
): Promise<void> {
  const entry = entryOf(handed, language);
  return CancellationScope.nonCancellable(() => handing.enterLane({ tenant, lane, entry }));
}

function entryOf<K extends WriteKind>(handed: Handed<K>, language: string): LaneEntry {
  return { ...handed, replyTo: workflowInfo().workflowId, language } as LaneEntry;
}

/** Sets the handler of Signal `settled`, which the lane answers by. */
export function openSettling(tenant: string, language: () => string): Settling {
  const unknowns = new Set<string>();
  const answers = new Map<string, Settled<WriteKind>>();

  setHandler(settled, (answer) => {
    if (isByHand(answer)) return;
    if (answer.kind === 'unknown') unknowns.add(answer.decision);
    else answers.set(answer.decision, answer);
  });

  return {
    settle: <K extends WriteKind>(lane: string, handed: Handed<K>, unknown: () => void) =>
      CancellationScope.nonCancellable(async () => {
        const entry = entryOf(handed, language());
        const { id } = entry.decision;
        let toldUnknown = false;
        for (
          let patience = FIRST_PATIENCE_SECONDS;
          ;
          patience = Math.min(patience * 4, MOST_PATIENCE_SECONDS)
        ) {
          await handing.enterLane({ tenant, lane, entry });
          const arrived = () => answers.has(id) || (unknowns.has(id) && !toldUnknown);
          // Left to run out: to cancel it would be one event more in every history.
          const impatient = sleep(patience * 1_000).then(() => false);
          while (await Promise.race([condition(arrived).then(() => true), impatient])) {
            const answer = answers.get(id);
            // The decision's id is of one kind of write, and so is its answer.
            if (answer) return answer as Settled<K>;
            toldUnknown = true;
            unknown();
          }
        }
      }),
  };
}
