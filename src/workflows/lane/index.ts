import {
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { LaneRead } from '../../activities/lane.ts';
import { isByHand } from '../../domain/by-hand.ts';
import type { LaneEntry, Settlement, WriteKind, Writes } from '../../domain/lane.ts';
import type { PeopleSettings } from '../../domain/people.ts';
import { DAY_SECONDS } from '../../domain/time.ts';
import { nowSeconds } from '../clock.ts';
import { enter } from '../messages.ts';
import { deskLines } from '../people/desk-lines.ts';
import { openSupport, type SupportCarried } from '../people/support.ts';
import { handing, local } from '../proxies.ts';
import { readForAll } from './read.ts';
import { findOut, refusedByStripe, type SetAside, send, setAsideNow } from './unknown.ts';
import { writeOf } from './write.ts';

/** What a lane starts with; the rest it carries when it continues as new. */
export interface LaneStart {
  readonly tenant: string;
  readonly lane: string;
  readonly people?: PeopleSettings;
  readonly queue?: readonly LaneEntry[];
  readonly served?: readonly Settlement[];
  readonly aside?: readonly SetAside[];
  readonly support?: SupportCarried;
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

async function serveLane({ tenant, lane: subject, people, ...carried }: LaneStart): Promise<void> {
  const queue: LaneEntry[] = [];
  const repeated: LaneEntry[] = [];
  const served = new Map((carried.served ?? []).map((answer) => [answer.decision, answer]));
  const aside = new Map<string, SetAside>();
  const findings = new Set<Promise<void>>();
  let draining = false;

  const support = openSupport({ tenant, people, changed: show, carried: carried.support });
  support.listen();
  // What is carried comes first: an entry that comes again meanwhile is then known.
  for (const one of carried.aside ?? []) setAside({ ...one });
  for (const entry of carried.queue ?? []) take(entry);
  // Signals, not Updates: a hundred callers at once are more Updates than a Workflow may have under way.
  setHandler(enter, (entry) => {
    if (!isByHand(entry)) take(entry);
  });
  const waiting = () => queue.length > 0 || repeated.length > 0;
  const outgrown = () => workflowInfo().continueAsNewSuggested;

  for (;;) {
    if (waiting()) await serveAll();
    else if (findings.size > 0) await condition(() => waiting() || findings.size === 0 || outgrown());
    else {
      await condition(waiting, LINGER);
      if (!waiting()) await support.said();
      if (!waiting()) break;
    }
    if (outgrown()) await startAfresh();
  }
  await condition(allHandlersFinished);

  function take(entry: LaneEntry): void {
    const { id } = entry.decision;
    if (served.has(id) || aside.has(id)) repeated.push(entry);
    else if (!queue.some(({ decision }) => decision.id === id)) queue.push(entry);
  }

  async function serveAll(): Promise<void> {
    const told = repeated
      .splice(0)
      .map(({ decision, replyTo }) => tell(replyTo, served.get(decision.id) ?? unknown(decision.id)));
    if (queue.length > 0) {
      // Taken before the read: what is found to be made while it is under way is in neither otherwise.
      const since = [...aside.values()].map(({ entry }) => possiblyMadeBy(entry));
      const outcome = await readForAll({
        tenant,
        lane: subject,
        support,
        delay,
        outgrown,
        waiting: () => queue,
      });
      // Entries stay in the queue until they are answered, so that a repeat meanwhile finds them there.
      if (outcome)
        for (const entry of outcome.batch) {
          const { id } = entry.decision;
          const answer: Settlement =
            'givenUp' in outcome
              ? remember({ decision: id, kind: 'refused', reason: outcome.givenUp })
              : await serve(entry, outcome.read, since);
          if (answer.kind === 'done') since.push({ write: entry.write, made: answer.made });
          if (answer.kind === 'unknown') since.push(possiblyMadeBy(entry));
          queue.shift();
          told.push(finish(entry, answer));
        }
    }
    await Promise.all(told);
  }

  async function delay(entries: readonly LaneEntry[]): Promise<void> {
    await Promise.all(entries.map(({ decision, replyTo }) => tell(replyTo, unknown(decision.id))));
  }

  async function serve(entry: LaneEntry, read: LaneRead, since: readonly Since[]): Promise<Settlement> {
    const { decision } = entry;
    const write = writeOf(entry);
    const now = nowSeconds();
    const made = since.filter((one) => one.write === entry.write).map((one) => one.made);
    const judged = write.judge(entry, read, made, now);
    if (judged.kind !== 'allow') return remember({ ...judged, decision: decision.id });

    const one = setAsideNow(entry, judged.known);
    if (now - decision.decidedAt < DAY_SECONDS) {
      const outcome = await send(tenant, entry, one.generation);
      if (outcome.kind === 'done') return remember({ ...outcome, decision: decision.id });
      if (outcome.kind === 'refused') {
        const { code } = outcome;
        const refused =
          code === 'no_access' ? undefined : await refusedByStripe({ tenant, lane: subject }, entry, code);
        if (refused) return remember(refused);
        one.noAccess = code === 'no_access';
      }
    }
    setAside(one);
    await condition(() => !aside.has(decision.id), ASIDE_AFTER_MILLISECONDS);
    one.told = aside.has(decision.id);
    return one.answer ?? unknown(decision.id);
  }

  /** Finds out beside the lane, which serves the next meanwhile. */
  function setAside(one: SetAside): void {
    const { decision } = one.entry;
    const around = { tenant, lane: subject, support, ours: isOurs, paused: () => draining };
    const finding = findOut(one, around)
      .then(async (answer) => {
        if (!answer) return;
        one.answer = remember(answer);
        aside.delete(decision.id);
        show();
        if (one.told) await finish(one.entry, answer);
      })
      .then(() => {
        findings.delete(finding);
      });
    aside.set(decision.id, one);
    findings.add(finding);
    show();
  }

  async function finish(entry: LaneEntry, answer: Settlement): Promise<void> {
    const following =
      answer.kind === 'done' && writeOf(entry).follow?.(entry, answer.made, { tenant, lane: subject });
    await Promise.all([tell(entry.replyTo, answer), following]);
  }

  function isOurs(decision: string): boolean {
    return (
      served.has(decision) || aside.has(decision) || queue.some((entry) => entry.decision.id === decision)
    );
  }

  function remember(answer: Settlement): Settlement {
    // Whoever enters again gets the answer; what it was judged by would fill what is carried.
    const kept: Settlement = { ...answer };
    if ('payment' in kept) delete kept.payment;
    if ('subscription' in kept) delete kept.subscription;
    if ('found' in kept) delete kept.found;
    served.set(answer.decision, kept);
    const [oldest] = served.keys();
    if (served.size > MOST_REMEMBERED && oldest !== undefined) served.delete(oldest);
    return answer;
  }

  async function startAfresh(): Promise<void> {
    draining = true;
    // What a Workflow says in the very task in which it continues as new is lost: all is said before.
    await Promise.all(findings);
    await support.said();
    await condition(allHandlersFinished);
    await continueAsNew<typeof lane>({
      tenant,
      lane: subject,
      ...(people && { people }),
      queue: [...queue, ...repeated],
      served: [...served.values()],
      aside: [...aside.values()],
      support: support.carry(),
    });
  }

  function show(): void {
    const standing = aside.size > 0 ? `${aside.size} set aside until Stripe says what happened` : 'Serving';
    setCurrentDetails([`### Lane · ${standing}`, ...deskLines(support)].join('\n\n'));
  }
}

/** What was made, or may have been, since Stripe was read. */
interface Since {
  readonly write: WriteKind;
  readonly made: Writes[WriteKind]['made'];
}

function possiblyMadeBy(entry: LaneEntry): Since {
  return { write: entry.write, made: writeOf(entry).possiblyMade(entry.decision) };
}

function unknown(decision: string): Settlement {
  return { decision, kind: 'unknown' };
}

/**
 * What stands at Stripe, or is not known, is told by a Local Activity: an external Signal costs the lane a Workflow task
 * and four events more. What follows from a look is told once that look is in the history: where the task that took it is
 * lost, another look may come to the opposite, and an intent that was told no would have its decision sent.
 */
async function tell(replyTo: string, answer: Settlement): Promise<void> {
  const stands = answer.kind === 'done' || answer.kind === 'unknown';
  await (stands ? local : handing).answerIntent({ replyTo, answer });
}
