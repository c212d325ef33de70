import {
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { isByHand } from '../domain/by-hand.ts';
import {
  changesAt,
  due,
  emptyBook,
  type GuardBook,
  type GuardLock,
  type GuardPolicy,
  lifted,
  type TryAnswer,
  type TryRequest,
  withReport,
  withRequest,
} from '../domain/guard.ts';
import type { PeopleSettings } from '../domain/people.ts';
import type { TaskShown } from '../domain/task-opening.ts';
import { lift, report, reserve } from './messages.ts';
import { deskLines } from './people/desk-lines.ts';
import { openSupport, type SupportCarried } from './people/support.ts';
import { local } from './proxies.ts';

/** What a guard starts with; the rest it carries when it continues as new. */
export interface GuardStart {
  readonly tenant: string;
  /** Keyed hash of the customer or contact. */
  readonly guard: string;
  readonly policy: GuardPolicy;
  readonly people?: PeopleSettings;
  readonly book?: GuardBook;
  readonly support?: SupportCarried;
}

/**
 * Counts the wrong guesses of one customer or contact across calls, and locks out. A try is reserved before it is
 * judged, so that a hundred guesses at once are no more than the policy allows. It runs while it counts.
 */
export function guard(start: GuardStart): Promise<void> {
  return CancellationScope.nonCancellable(() => keepGuard(start));
}

async function keepGuard({ tenant, guard: subject, people, ...carried }: GuardStart): Promise<void> {
  let { policy, book = emptyBook } = carried;
  let changes = 0;
  const support = openSupport({ tenant, people, changed: show, carried: carried.support });
  const lockOut = support.question('lock-out');
  support.listen();
  setHandler(reserve, (request) => {
    if (isByHand(request)) return;
    // A tenant's policy may have changed since the guard began.
    policy = request.policy;
    change(withRequest(book, request));
  });
  setHandler(report, (said) => {
    if (!isByHand(said)) change(withReport(book, said, Date.now()));
  });
  setHandler(lift, (said) => {
    if (!isByHand(said)) change(lifted(book));
  });

  for (;;) {
    const known = changes;
    const now = due(book, policy, Date.now());
    askSupport(book.lock, now.book.lock);
    book = now.book;
    const { granted, locked, spent } = now;
    await Promise.all([
      ...granted.map(grant),
      ...locked.map((request) => answer(request, 'locked')),
      ...spent.map((request) => answer(request, 'spent')),
    ]);
    const person = lockOut.take();
    if (person?.verdict === 'approve') await liftAll();
    if (changes > known) continue;
    const next = changesAt(book, policy);
    if (next === undefined) {
      await support.said();
      if (changes > known) continue;
      break;
    }
    if (workflowInfo().continueAsNewSuggested) await startAfresh();
    await condition(() => changes > known || lockOut.arrived(), Math.max(next - Date.now(), 1));
  }
  await condition(allHandlersFinished);

  function change(changed: GuardBook): void {
    book = changed;
    changes += 1;
  }

  /** Reserved here: the next guard's turn, or the intent may try. */
  async function grant(request: TryRequest): Promise<void> {
    const next = request.guards[request.guards.indexOf(subject) + 1];
    if (next === undefined) await answer(request, 'granted');
    else await local.reserveTry({ tenant, guard: next, request });
  }

  async function answer(request: TryRequest, what: TryAnswer): Promise<void> {
    const isThere = await local.answerTry({ request, answer: what });
    // It ended while it waited: no guard keeps a reservation for it. A code may have been sent since, and counts.
    if (!isThere && request.kind !== 'sending')
      await local.reportTry({ tenant, report: { ...request, result: 'unanswered' } });
  }

  function askSupport(before: GuardLock | undefined, now: GuardLock | undefined): void {
    if (!now) lockOut.withdraw();
    else if (now.reservation !== before?.reservation) lockOut.show(shown(now));
    show();
  }

  /** A caller has several guards: support lifts the lock-out of the caller, not of one guard. */
  async function liftAll(): Promise<void> {
    const { guards = [], reference = '' } = book.lock ?? {};
    change(lifted(book));
    await local.liftLock({ tenant, guards: guards.filter((guard) => guard !== subject), reference });
  }

  async function startAfresh(): Promise<void> {
    await support.said();
    await condition(allHandlersFinished);
    const kept = { tenant, guard: subject, policy, book, ...(people && { people }) };
    await continueAsNew<typeof guard>({ ...kept, support: support.carry() });
  }

  function show(): void {
    const { failures, open, sent, waiting, lock } = book;
    const standing = lock
      ? `locked out until ${new Date(lock.until).toISOString()}`
      : `${failures.length} wrong of ${policy.failures}, ${open.length} being asked, ${waiting.length} waiting, ${sent.length} codes sent`;
    setCurrentDetails([`### Guard · ${standing}`, ...deskLines(support)].join('\n\n'));
  }
}

function shown({ reference, until }: GuardLock): TaskShown {
  return {
    task: 'lock-out',
    kind: 'lift_lockout',
    reason: 'too_many_wrong_guesses',
    summary: `A caller is locked out until ${new Date(until).toISOString()}. Approve lifts it now`,
    reference,
  };
}
