import type { PeopleSettings } from './people.ts';
import { type HumanTask, withEvent } from './task.ts';
import { momentsOf, type TaskMoments } from './task-clock.ts';
import { peopleNeeded } from './who-decides.ts';

/** What is shown to the person who decides. */
export type TaskShown = Pick<HumanTask, 'task' | 'kind' | 'reason' | 'summary' | 'reference'> &
  Partial<Pick<HumanTask, 'said' | 'payment' | 'amount' | 'whole' | 'amountIn' | 'verdicts' | 'about'>> & {
    /** A deadline of its own, RFC 3339: the earlier of it and what is agreed for its kind counts. */
    readonly due?: string;
  };

/** How a task is opened or changed; `now` in milliseconds since 1970. */
interface TaskOpening {
  readonly version: number;
  readonly settings: PeopleSettings;
  readonly now: number;
}

/**
 * A new task by the tenant's terms, and what is to come of it by the clock alone. `changes`: how often one of its name, that
 * was settled before, has changed; it counts on from there.
 */
export function openedTask(
  { due, ...shown }: TaskShown,
  { version, settings, now, changes = 0 }: TaskOpening & { readonly changes?: number | undefined },
): { task: HumanTask; moments: TaskMoments } {
  const { policy } = settings;
  const moments = momentsOf(shown.kind, now, settings, due);
  const { priority, role } = policy.terms[shown.kind];
  const task: HumanTask = {
    ...{ verdicts: ['approve', 'refuse'], about: {} },
    ...shown,
    ...{ version, changes, openedAt: new Date(now).toISOString(), dueAt: moments.escalate },
    ...(moments.expire !== undefined && { expiresAt: moments.expire }),
    ...{
      priority,
      role,
      queue: 'support',
      needed: peopleNeeded(shown.amount, policy),
      votes: [],
      events: [],
    },
  };
  return { task: withEvent(task, { what: 'opened' }, now), moments };
}

/** Whether what is shown is what was shown before, so that a decision on that holds. */
export function isAsShown(before: TaskShown, { reason, summary, about }: TaskShown): boolean {
  return (
    before.reason === reason && before.summary === summary && evidenceIn(before.about) === evidenceIn(about)
  );
}

/** What would be sent to a bank, in whatever order its fields came. */
function evidenceIn(about: TaskShown['about']): string {
  return JSON.stringify(Object.entries(about?.dispute?.evidence ?? {}).sort());
}

/**
 * A task whose matter has changed: what was said of it before counts no more. It is due as before, or earlier where its own
 * deadline is earlier now.
 */
export function changedTask(
  { task: before, moments }: { task: HumanTask; moments: TaskMoments },
  { due, ...shown }: TaskShown,
  { version, settings, now }: TaskOpening,
): { task: HumanTask; moments: TaskMoments } {
  const { votes, ...task } = before;
  const needed = peopleNeeded(shown.amount, settings.policy);
  const { expire } = moments;
  const sooner = { ...momentsOf(shown.kind, now, settings, due), ...(expire !== undefined && { expire }) };
  // What is overdue already has moved to the second queue.
  const isSooner = moments.escalate !== undefined && sooner.escalate < moments.escalate;
  const dueAt = isSooner ? sooner.escalate : before.dueAt;
  const changed = withEvent(
    { ...task, ...shown, version, needed, votes: [], dueAt },
    { what: 'changed' },
    now,
  );
  const free = votes.reduce(
    (after, { by, amount }) =>
      withEvent(after, { what: 'approval_void', by, ...(amount && { amount }) }, now),
    changed,
  );
  return { task: free, moments: isSooner ? sooner : moments };
}
