import type { PeopleSettings } from '../../domain/people.ts';
import type { Staff } from '../../domain/staff.ts';
import {
  type HumanTask,
  LOOK_AGAIN,
  type PersonsDecision,
  type TaskDone,
  withEvent,
} from '../../domain/task.ts';
import type { Refused } from '../../domain/task-acts.ts';
import { passedBy, type TaskMoments } from '../../domain/task-clock.ts';
import { changedTask, isAsShown, openedTask, type TaskShown } from '../../domain/task-opening.ts';
import { alarm } from './alarm.ts';
import { publisher } from './publishing.ts';
import type { TaskNews } from './telling.ts';

/** What is open, and what was decided and not taken up yet, when a Workflow continues as new. */
export interface BookCarried {
  readonly tasks: readonly HumanTask[];
  readonly decisions: readonly PersonsDecision[];
  readonly done: readonly TaskDone[];
  readonly moments: Readonly<Record<string, TaskMoments>>;
  /** How often each task was shown, closed ones too. */
  readonly versions: Readonly<Record<string, number>>;
  /** How often each task that is closed had changed. */
  readonly changes?: Readonly<Record<string, number>>;
}

/** One human task, as the story that asks sees it. */
export interface Question {
  /** Opens the task, or shows what has changed: a decision on what was shown before counts no more. */
  show(shown: TaskShown): HumanTask;
  isOpen(): boolean;
  /** Whether a person has decided on what is shown, or nobody has in time. */
  arrived(): boolean;
  /** The decision, once; the task is closed with it. */
  take(): PersonsDecision | undefined;
  /** Closes the task: it was settled without a person. What one has decided meanwhile is not carried out, and told so. */
  withdraw(): void;
}

/** The tasks of one Workflow, with what people and the clock have done to them. */
export interface TaskBook {
  question(name: string): Question;
  /** Those that wait for a person. */
  waiting(): readonly HumanTask[];
  /** The task that waits under that name, or why none does. */
  find(name: string): HumanTask | Refused;
  /** Those that were settled, the latest last. */
  done(): readonly TaskDone[];
  put(task: HumanTask): HumanTask;
  /** Settles a task by a person's decision, which is acted on once `kept` resolves; without it at once. */
  decide(task: HumanTask, decision: PersonsDecision, by: Staff, kept?: Promise<void>): void;
  /** Notes on a task that is settled that its decision could not be carried out, and why. */
  notCarriedOut(name: string, why: string): void;
  /** Publishes what is open, and sets the clock. */
  show(): void;
  carry(): BookCarried;
}

/** What a book is kept by, and whom it tells. */
interface Keeping {
  readonly people: PeopleSettings;
  readonly carried?: BookCarried | undefined;
  /** Called when something shown changes. */
  changed(): void;
  /** Called when a task opens, when one is due soon, and when it is overdue. */
  tell(type: TaskNews, task: HumanTask): void;
}

/** Noted where what was decided on needed no decision any more. */
const TOO_LATE = 'It was settled otherwise before that was carried out.';
const MOST_DONE = 20;

/** Opens the book of a Workflow's tasks. */
export function openBook({ people, carried, changed, tell }: Keeping): TaskBook {
  const open = new Map((carried?.tasks ?? []).map((task) => [task.task, task]));
  /** Taken by a person, and not taken up yet. */
  const decided = new Map((carried?.decisions ?? []).map((decision) => [decision.task, decision]));
  const moments = new Map(Object.entries(carried?.moments ?? {}));
  /** Counts on when a task is opened again: a decision on what it was then does not fit. */
  const versions = new Map(Object.entries(carried?.versions ?? {}));
  /** Counts on as well: what is sent for a change is named by it. */
  const changes = new Map(Object.entries(carried?.changes ?? {}));
  /** Decisions that are not in the history yet. */
  const unkept = new Set<PersonsDecision>();
  let done: readonly TaskDone[] = carried?.done ?? [];
  const clock = alarm(tick);
  const publish = publisher();

  const waiting = () => [...open.values()].filter(({ task }) => !decided.has(task));

  function show(): void {
    const tasks = waiting();
    publish(tasks);
    clock.set(tasks.map(({ task }) => moments.get(task) ?? {}));
    changed();
  }

  function put(task: HumanTask): HumanTask {
    open.set(task.task, task);
    show();
    return task;
  }

  function settle(task: HumanTask, verdict: TaskDone['verdict'], by?: Staff): void {
    const at = new Date().toISOString();
    done = [...done, { task, at, verdict, ...(by && { by }) }].slice(-MOST_DONE);
    open.set(task.task, task);
  }

  /** Some moment has come. */
  function tick(): void {
    for (const task of waiting()) {
      const { task: name } = task;
      const now = passedBy(task, moments.get(name) ?? {}, Date.now());
      moments.set(name, now.moments);
      if (now.passed.length > 0) open.set(name, now.task);
      if (now.passed.includes('escalated')) tell('task.overdue', now.task);
      else if (now.passed.includes('reminded')) tell('task.due_soon', now.task);
      if (!now.passed.includes('expired')) continue;
      decided.set(name, { task: name, verdict: 'expired', reason: 'not_decided' });
      settle(now.task, 'expired');
    }
    show();
  }

  function question(name: string): Question {
    return {
      show(shown) {
        const known = open.get(name);
        if (known && isAsShown(known, shown)) return known;
        const version = (versions.get(name) ?? 0) + 1;
        versions.set(name, version);
        const opening = { version, settings: people, now: Date.now() };
        const before = known && { task: undecided(known, LOOK_AGAIN), moments: moments.get(name) ?? {} };
        const { task, moments: toCome } = before
          ? changedTask(before, shown, opening)
          : openedTask(shown, { ...opening, changes: changes.get(name) });
        moments.set(name, toCome);
        if (!before) tell('task.opened', task);
        return put(task);
      },
      isOpen: () => open.has(name),
      arrived: () => arrived(name) !== undefined,
      take() {
        const decision = arrived(name);
        if (decision) close(name);
        return decision;
      },
      withdraw() {
        const task = open.get(name);
        if (task && decided.get(name)?.verdict !== 'expired')
          settle(withEvent(undecided(task, TOO_LATE), { what: 'withdrawn' }, Date.now()), 'withdrawn');
        close(name);
      },
    };
  }

  /** A task after a decision on it that is not carried out: it stands in no record as what was done. */
  function undecided(task: HumanTask, why: string): HumanTask {
    if (!decided.delete(task.task)) return task;
    done = done.filter((one) => one.task.task !== task.task || one.task.version !== task.version);
    return withEvent(task, { what: 'not_carried_out', text: why }, Date.now());
  }

  /** Decided on what is shown, by a person or the clock, and kept. */
  function arrived(name: string): PersonsDecision | undefined {
    const decision = decided.get(name);
    return decision && !unkept.has(decision) ? decision : undefined;
  }

  function close(name: string): void {
    decided.delete(name);
    moments.delete(name);
    const task = open.get(name);
    if (!task) return;
    changes.set(name, task.changes);
    open.delete(name);
    show();
  }

  return {
    question,
    waiting,
    find(name) {
      const task = open.get(name);
      if (task && !decided.has(name)) return task;
      const was = done.findLast((one) => one.task.task === name);
      return { refused: 'task-done', about: was ? { done: was } : { detail: 'No such task is open here.' } };
    },
    done: () => done,
    put,
    decide(task, decision, by, kept) {
      if (kept) {
        unkept.add(decision);
        void kept.then(() => unkept.delete(decision));
      }
      decided.set(decision.task, decision);
      settle(task, decision.verdict, by);
      show();
    },
    notCarriedOut(name, text) {
      const at = done.findLastIndex((one) => one.task.task === name);
      const was = done[at];
      if (!was) return;
      const task = withEvent(was.task, { what: 'not_carried_out', text }, Date.now());
      done = done.with(at, { ...was, task });
    },
    show,
    carry: () => ({
      tasks: [...open.values()],
      decisions: [...decided.values()],
      done,
      moments: Object.fromEntries(moments),
      versions: Object.fromEntries(versions),
      changes: Object.fromEntries(changes),
    }),
  };
}
