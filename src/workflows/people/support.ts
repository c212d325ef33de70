import {
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  condition,
  type defineUpdate,
  setHandler,
  sleep,
} from '@temporalio/workflow';
import { isByHand } from '../../domain/by-hand.ts';
import type { PeopleSettings } from '../../domain/people.ts';
import { defaultPolicy } from '../../domain/policy.ts';
import { operator, type Staff } from '../../domain/staff.ts';
import {
  type HumanTask,
  LOOK_AGAIN,
  type PersonsDecision,
  readDecision,
  type TaskDone,
  withEvent,
} from '../../domain/task.ts';
import {
  type Acted,
  type Around,
  claimed,
  type Decided,
  type DecisionAct,
  type DecisionTaken,
  decided as decidedBy,
  isRefused,
  noted,
  type Refused,
  released,
  type TaskAct,
  whyNot,
} from '../../domain/task-acts.ts';
import { passedBy, type TaskMoments } from '../../domain/task-clock.ts';
import { changedTask, isAsShown, openedTask, type TaskShown } from '../../domain/task-opening.ts';
import * as messages from '../messages.ts';
import { alarm } from './alarm.ts';
import { publisher } from './publishing.ts';
import { tellOfTask } from './telling.ts';

export type { TaskShown } from '../../domain/task-opening.ts';

/** What is open, and what was decided and not taken up yet, when a Workflow continues as new. */
export interface SupportCarried {
  readonly tasks: readonly HumanTask[];
  readonly decisions: readonly PersonsDecision[];
  readonly done: readonly TaskDone[];
  readonly moments: Readonly<Record<string, TaskMoments>>;
  /** How often each task was shown, closed ones too. */
  readonly versions: Readonly<Record<string, number>>;
  /** How often each task that is closed had changed. */
  readonly changes?: Readonly<Record<string, number>>;
  readonly strays: readonly string[];
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

/** People: whoever may take a decision that neither caller nor policy may take. */
export interface Support {
  /** Sets the handlers of support's Updates, Signal and Queries; what had come in before is handled at once. */
  listen(): void;
  /** The human task of that name, to be opened when it is needed. */
  question(task: string): Question;
  /** Opens a human task and durably waits for a person; `opened` is told of it. A cancel withdraws it. */
  decide(shown: TaskShown, opened?: (task: HumanTask) => void): Promise<PersonsDecision>;
  /** Those that wait for a person. */
  open(): readonly HumanTask[];
  /** What came in for a task that is not open here. */
  strays(): readonly string[];
  /** Resolves when all that was said to others has been: before a Workflow ends or continues as new. */
  said(): Promise<void>;
  carry(): SupportCarried;
}

/** The Workflow around the desk. */
export interface Desk {
  readonly tenant: string;
  /** By which rules tasks are kept; without them by what holds for a tenant that sets nothing. */
  readonly people?: PeopleSettings | undefined;
  /** Called when something shown changes. */
  changed(): void;
  readonly carried?: SupportCarried | undefined;
  /** Whether the tenant's own systems have to be told; they are asked for where it is not said. */
  readonly notifies?: boolean;
  /** What the caller was told so far; without it there is none. */
  said?(): readonly messages.SaidLine[];
  /** Writes to the caller what a person asks them. Without it that can be asked of nobody. */
  ask?(task: HumanTask, text: string): Promise<void>;
}

const MOST_STRAYS = 20;
/** Noted where what was decided on needed no decision any more. */
const TOO_LATE = 'It was settled otherwise before that was carried out.';
const MOST_DONE = 20;
const standard: PeopleSettings = { policy: defaultPolicy.people, timeZone: 'UTC' };

/** Opens the desk: the Workflow is the referee of whatever people do to its tasks. */
export function openSupport({
  tenant,
  people = standard,
  changed,
  carried,
  notifies = true,
  said = () => [],
  ask,
}: Desk): Support {
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
  const saying = new Set<Promise<void>>();
  let done: readonly TaskDone[] = carried?.done ?? [];
  let strays: readonly string[] = carried?.strays ?? [];
  const clock = alarm(tick);
  const publish = publisher();

  const waiting = () => [...open.values()].filter(({ task }) => !decided.has(task));
  const around = (): Around => ({ policy: people.policy, now: Date.now() });

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

  /** The task that waits under that name, or why none does. */
  function waitingFor(name: string): HumanTask | Refused {
    const task = open.get(name);
    if (task && !decided.has(name)) return task;
    const was = done.findLast((one) => one.task.task === name);
    return { refused: 'task-done', about: was ? { done: was } : { detail: 'No such task is open here.' } };
  }

  /** Refuses with what is known of a task: that leaves no trace in the history, and nothing of it is replayed. */
  function tellOf(name: string): never {
    const task = waiting().find((one) => one.task === name);
    const was = done.findLast((one) => one.task.task === name);
    const about: messages.TaskLook = { said: said(), ...(task ? { task } : was && { done: was }) };
    throw ApplicationFailure.nonRetryable('task-shown', 'task-shown', about);
  }

  function settle(task: HumanTask, verdict: TaskDone['verdict'], by?: Staff): void {
    const at = new Date().toISOString();
    done = [...done, { task, at, verdict, ...(by && { by }) }].slice(-MOST_DONE);
    open.set(task.task, task);
  }

  /**
   * An Update is in the history only once the Workflow task that took it is: should that be lost, another Update may be the
   * first. What a Local Activity did in it would stay done, so nothing is done on a decision before.
   */
  function takeUpdate(act: DecisionAct, result: Decided): DecisionTaken {
    const { decision } = result;
    const keeping = CancellationScope.nonCancellable(() => sleep(1));
    if (decision) {
      unkept.add(decision);
      void keeping.then(() => unkept.delete(decision));
    }
    return take(act, result, keeping);
  }

  function take(
    act: DecisionAct,
    { task, decision, state }: Decided,
    keeping?: Promise<void>,
  ): DecisionTaken {
    if (decision) {
      decided.set(decision.task, decision);
      settle(task, decision.verdict, act.by);
      show();
    } else put(task);
    if (state === 'asked_caller') say(() => askCaller(task, act.reason, keeping));
    return { state, task };
  }

  async function askCaller(task: HumanTask, text: string, keeping?: Promise<void>): Promise<void> {
    await keeping;
    if (ask) await ask(task, text);
    else note('There is nobody here to write to.', task.task);
  }

  /** Goes on beside the story, whatever becomes of that; what cannot be said is noted. */
  function say(speak: () => Promise<void>): void {
    const speaking = CancellationScope.nonCancellable(speak)
      .catch((error: unknown) => {
        if (!(error instanceof ActivityFailure)) throw error;
        note('What was to be written could not be.');
      })
      .finally(() => saying.delete(speaking));
    saying.add(speaking);
  }

  /** An act as its validator judges it, and as it is carried out. */
  function judged<A extends TaskAct, R extends object>(
    rule: (task: HumanTask, act: A, around: Around) => R | Refused,
  ): (act: A) => R | Refused {
    return (act) => {
      if (isByHand(act))
        return { refused: 'invalid-request', about: { detail: 'Sent by hand: send Signal decide.' } };
      const task = waitingFor(act.task);
      return isRefused(task) ? task : rule(task, act, around());
    };
  }

  const claiming = judged(claimed);
  const releasing = judged(released);
  const noting = judged(noted);
  const deciding = judged(decidedBy);

  // A Signal cannot refuse, and one whose handler throws wedges the Workflow: what does not fit is noted.
  function receive(arrived: unknown): void {
    const decision = readDecision(arrived);
    if (typeof decision === 'string') {
      note(decision);
      return;
    }
    const act = { ...decision, by: operator };
    const result = deciding(act);
    if (isRefused(result)) note(whyNot(result), act.task);
    else take(act, result);
  }

  function note(text: string, about?: string): void {
    const task = about === undefined ? waiting().at(-1) : open.get(about);
    if (task && !decided.has(task.task)) put(withEvent(task, { what: 'not_carried_out', text }, Date.now()));
    else {
      strays = [...strays, text].slice(-MOST_STRAYS);
      changed();
    }
  }

  /** Some moment has come. */
  function tick(): void {
    for (const task of waiting()) {
      const { task: name } = task;
      const now = passedBy(task, moments.get(name) ?? {}, Date.now());
      moments.set(name, now.moments);
      if (now.passed.length > 0) open.set(name, now.task);
      if (now.passed.includes('escalated')) tell('task.overdue', now.task);
      if (!now.passed.includes('expired')) continue;
      decided.set(name, { task: name, verdict: 'expired', reason: 'not_decided' });
      settle(now.task, 'expired');
    }
    show();
  }

  function tell(type: 'task.opened' | 'task.overdue', task: HumanTask): void {
    if (notifies) say(() => tellOfTask(tenant, type, task));
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
    listen() {
      onUpdate(messages.claim, claiming, (_act, task) => put(task));
      onUpdate(messages.release, releasing, (_act, task) => put(task));
      onUpdate(messages.note, noting, (_act, task) => put(task));
      onUpdate(messages.decision, deciding, takeUpdate);
      setHandler(messages.decide, receive);
      setHandler(messages.lookAtTask, () => undefined, { validator: tellOf });
      setHandler(messages.tasks, waiting);
      setHandler(messages.said, () => [...said()]);
      setHandler(messages.tasksDone, () => [...done]);
      if (open.size > 0) show();
    },
    question,
    async decide(shown, opened) {
      const asked = question(shown.task);
      const task = asked.show(shown);
      opened?.(task);
      try {
        await condition(asked.arrived);
        return asked.take() as PersonsDecision;
      } finally {
        asked.withdraw();
      }
    },
    open: waiting,
    strays: () => strays,
    async said() {
      await Promise.all(saying);
    },
    carry: () => ({
      tasks: [...open.values()],
      decisions: [...decided.values()],
      done,
      moments: Object.fromEntries(moments),
      versions: Object.fromEntries(versions),
      changes: Object.fromEntries(changes),
      strays,
    }),
  };
}

/** Sets an Update's handler: what is refused by its validator leaves no trace. What it comes to says for which request. */
function onUpdate<A extends TaskAct, R extends object, T extends object>(
  update: ReturnType<typeof defineUpdate<Acted<T>, [A]>>,
  judge: (act: A) => R | Refused,
  take: (act: A, result: R) => T,
): void {
  const allowed = (act: A): R => {
    const result = judge(act);
    if (!isRefused(result)) return result as R;
    const { refused: type, about } = result;
    throw ApplicationFailure.create({ type, message: type, nonRetryable: true, details: [about] });
  };
  const carryOut = (act: A): Acted<T> => {
    const { body } = act;
    return { ...take(act, allowed(act)), ...(body !== undefined && { body }) };
  };
  setHandler(update, carryOut, {
    validator: (act: A) => {
      allowed(act);
    },
  });
}
