import {
  ApplicationFailure,
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { DisputeRead, KnownOfCase } from '../../activities/dispute.ts';
import { isByHand } from '../../domain/by-hand.ts';
import { decideBy, type Evidence } from '../../domain/dispute.ts';
import { caseTask } from '../../domain/dispute-case.ts';
import { draftEvidence, type WordsHeard } from '../../domain/evidence.ts';
import { searchAttributes } from '../../domain/search-attributes.ts';
import type { PersonsDecision } from '../../domain/task.ts';
import { DAY_SECONDS, dayOf } from '../../domain/time.ts';
import { nowSeconds } from '../clock.ts';
import { type CaseResult, type DisputeCaseStart, heard } from '../messages.ts';
import { deskLines } from '../people/desk-lines.ts';
import { openSupport, type SupportCarried } from '../people/support.ts';
import { reads } from '../proxies.ts';
import { openSettling } from '../stage/settling.ts';
import { openLooking } from '../watch/looking.ts';
import { type Carried, carryOut, isToDecide, type Standing, stage } from './answering.ts';
import { askCustomer, tellClosed, tellOpened } from './telling.ts';

/** What a case has come to know, and carries when it continues as new. */
export interface CaseCarried {
  readonly support: SupportCarried;
  readonly heard: readonly WordsHeard[];
  /** Whether the customer has spoken of it with us. */
  readonly concerned: boolean;
  readonly known?: KnownOfCase;
  readonly answering: Carried;
  readonly opened: boolean;
}

/** How soon a change is seen that no webhook tells of. */
const MOST_PAUSE_SECONDS = DAY_SECONDS;
/** One that Stripe does not know for so long is taken for gone: a key of another account may have been there for a while. */
const GONE_SECONDS = 3_600;
const MISSING_PAUSE_SECONDS = 300;
const MOST_WORDS = 20;

/**
 * A dispute, from when the bank has opened it to when it is won, lost or closed: a person decides what is answered, by what
 * is known of the payment. It is nobody's child, and no cancel reaches what was handed to the lane.
 */
export function disputeCase(start: DisputeCaseStart & { carried?: CaseCarried }): Promise<CaseResult> {
  return CancellationScope.nonCancellable(() => followDispute(start));
}

async function followDispute({
  carried,
  ...started
}: DisputeCaseStart & { carried?: CaseCarried }): Promise<CaseResult> {
  const { tenant, dispute, reference, timeZone } = started;
  let start: DisputeCaseStart = started;
  const words: WordsHeard[] = [...(carried?.heard ?? [])];
  let { known, opened = false, concerned = false } = carried ?? {};
  let answering: Carried = carried?.answering ?? { refunds: [] };

  /** Since when every look has shown that Stripe knows no such dispute. */
  let missingSince: number | undefined;

  const looking = openLooking();
  const lane = openSettling(tenant, () => start.language);
  const support = openSupport({
    ...{ tenant, people: start.people, carried: carried?.support },
    changed: () => setCurrentDetails([`### Dispute ${reference}`, ...deskLines(support)].join('\n\n')),
    ask: (task, text) => askCustomer(start, task, text),
  });
  support.listen();
  setHandler(heard, (of) => {
    if (isByHand(of)) return;
    concerned = true;
    const { said, language } = of;
    start = { ...start, language };
    if (said !== undefined)
      words.push({ date: dayOf(nowSeconds(), timeZone), reference: of.reference, said });
    // The first words and the latest: what somebody repeats for ever would fill what is carried.
    if (words.length > MOST_WORDS) words.splice(1, 1);
    looking.wake();
  });
  const question = support.question(dispute);

  for (;;) {
    const isDecided = question.arrived();
    const now = await read();
    if (now) missingSince = now.dispute ? undefined : (missingSince ?? nowSeconds());
    if (now && missingSince !== undefined && nowSeconds() - missingSince >= GONE_SECONDS) return gone();
    const standing = now && standingOf(now);
    if (standing) {
      if (!opened) await tellOpened(start, standing.dispute);
      opened = true;
      if (standing.dispute.outcome !== 'open') {
        question.withdraw();
        await tellClosed(start, standing, concerned || wasHeard());
        return end(standing.dispute.outcome);
      }
      if (!question.isOpen()) show(standing);
      const staged = await stage({ start, lane }, standing, answering);
      if (staged !== answering) {
        answering = staged;
        // What is shown is what would be submitted: as it stands at Stripe once it is staged.
        continue;
      }
      // What has changed is shown before a decision is taken up: one on what was shown before counts no more.
      show(standing);
      const person = question.take();
      if (person) {
        await decided(person, standing);
        continue;
      }
    }
    if (workflowInfo().continueAsNewSuggested) await startAfresh();
    const most = missingSince === undefined ? MOST_PAUSE_SECONDS : MISSING_PAUSE_SECONDS;
    await looking.next(most, () => !isDecided && question.arrived());
  }

  function read(): Promise<DisputeRead | undefined> {
    return looking.read(async ({ readDispute }) => {
      const now = await readDispute({ tenant, dispute });
      if (now.payment && !known) {
        known = await reads.readCase({ tenant, payment: now.payment, timeZone });
        upsertSearchAttributes([{ key: searchAttributes.customer, value: known.key }]);
      }
      return now;
    });
  }

  function standingOf({ dispute: of, payment }: DisputeRead): Standing | undefined {
    if (!of || !payment || !known) return undefined;
    const all = [...known.heard, ...words];
    const draft: Evidence = draftEvidence({ ...known, dispute: of, payment, heard: all, timeZone });
    return { dispute: of, payment, draft, heard: all, known };
  }

  function wasHeard(): boolean {
    const asks = known?.calls.some(({ intent }) => intent === 'dispute') ?? false;
    return asks || (known?.heard.length ?? 0) > 0;
  }

  function show(standing: Standing): void {
    if (!isToDecide(standing, answering)) {
      question.withdraw();
      return;
    }
    const by = decideBy(standing.dispute);
    const { notCarriedOut } = answering;
    question.show({
      ...{ task: dispute, reference },
      ...caseTask({
        ...standing,
        ...(standing.known.customer && { customer: standing.known.customer }),
        ...(notCarriedOut !== undefined && { notCarriedOut }),
      }),
      ...(by !== undefined && { due: new Date(by * 1_000).toISOString() }),
    });
  }

  async function decided(person: PersonsDecision, shown: Standing): Promise<void> {
    const standing = person.verdict === 'refund' ? await withHistory(shown) : shown;
    answering = await carryOut({ start, lane }, standing, { person, before: answering });
  }

  /** With what was refunded meanwhile, here or elsewhere: a person's yes to a refund covers that as well. */
  async function withHistory(standing: Standing): Promise<Standing> {
    try {
      const { history } = await reads.readCase({ tenant, payment: standing.payment, timeZone });
      return { ...standing, known: { ...standing.known, history } };
    } catch {
      // The lane reads it in any case, and what it finds is shown.
      return standing;
    }
  }

  async function end(outcome: CaseResult['outcome']): Promise<CaseResult> {
    await support.said();
    await condition(allHandlersFinished);
    return { outcome, reference, refunds: answering.refunds };
  }

  /** Failed, not ended: should Stripe tell of it again, its case may be opened anew. */
  async function gone(): Promise<never> {
    question.withdraw();
    await support.said();
    await condition(allHandlersFinished);
    throw ApplicationFailure.nonRetryable('Stripe knows no such dispute.', 'dispute-gone');
  }

  async function startAfresh(): Promise<void> {
    await support.said();
    await condition(allHandlersFinished);
    await continueAsNew<typeof disputeCase>({
      ...start,
      carried: {
        ...{ support: support.carry(), heard: words, concerned, answering, opened },
        ...(known && { known }),
      },
    });
  }
}
