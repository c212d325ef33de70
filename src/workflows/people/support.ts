import {
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  condition,
  setHandler,
  sleep,
} from '@temporalio/workflow';
import { isByHand } from '../../domain/by-hand.ts';
import type { PeopleSettings } from '../../domain/people.ts';
import { defaultPolicy } from '../../domain/policy.ts';
import { operator } from '../../domain/staff.ts';
import {
  type HumanTask,
  lastAsked,
  type PersonsDecision,
  readDecision,
  withEvent,
} from '../../domain/task.ts';
import {
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
import type { TaskShown } from '../../domain/task-opening.ts';
import * as messages from '../messages.ts';
import { type BookCarried, openBook, type Question } from './book.ts';
import { onUpdate } from './on-update.ts';
import { tellOfTask } from './telling.ts';

export type { TaskShown } from '../../domain/task-opening.ts';
export type { Question } from './book.ts';

/** What a desk takes with it when its Workflow continues as new. */
export interface SupportCarried extends BookCarried {
  readonly strays: readonly string[];
}

/** People: whoever may take a decision that neither caller nor policy may take. */
export interface Support {
  /** Sets the handlers of support's Updates, Signal and Queries; what had come in before is handled at once. */
  listen(): void;
  /** The human task of that name, to be opened when it is needed. */
  question(task: string): Question;
  /** Opens a human task and durably waits for a person; `opened` is told of it. A cancel withdraws it. */
  decide(shown: TaskShown, opened?: (task: HumanTask) => void): Promise<PersonsDecision>;
  /** Notes that what was decided on a task could not be carried out, and why: else it stands as done. */
  notCarriedOut(task: string, why: string): void;
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

const unwritten: Record<messages.Unwritten['why'], string> = {
  no_contact: 'Nobody was written to: nothing is on file that they could be reached by.',
  not_wanted: 'Nobody was written to: by policy such messages are not sent.',
  given_up: 'Nobody was written to: no try of a whole day got through.',
};
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
  const saying = new Set<Promise<void>>();
  let strays: readonly string[] = carried?.strays ?? [];
  const book = openBook({
    people,
    carried,
    changed,
    tell(type, task) {
      if (notifies) say(() => tellOfTask(tenant, type, task));
    },
  });
  const around = (): Around => ({ policy: people.policy, now: Date.now() });

  /** Refuses with what is known of a task: that leaves no trace in the history, and nothing of it is replayed. */
  function tellOf(name: string): never {
    const task = book.waiting().find((one) => one.task === name);
    const was = book.done().findLast((one) => one.task.task === name);
    const about: messages.TaskLook = { said: said(), ...(task ? { task } : was && { done: was }) };
    throw ApplicationFailure.nonRetryable('task-shown', 'task-shown', about);
  }

  /**
   * An Update is in the history only once the Workflow task that took it is: should that be lost, another Update may be the
   * first. What a Local Activity did in it would stay done, so nothing is done on a decision before.
   */
  function takeUpdate(act: DecisionAct, result: Decided): DecisionTaken {
    return take(
      act,
      result,
      CancellationScope.nonCancellable(() => sleep(1)),
    );
  }

  function take(act: DecisionAct, { task, decision, state }: Decided, kept?: Promise<void>): DecisionTaken {
    if (decision) book.decide(task, decision, act.by, kept);
    else book.put(task);
    if (state === 'asked_caller') say(() => askCaller(task, act.reason, kept));
    return { state, task };
  }

  async function askCaller(task: HumanTask, text: string, kept?: Promise<void>): Promise<void> {
    await kept;
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
      const task = book.find(act.task);
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
    const task = book.waiting().findLast((one) => about === undefined || one.task === about);
    if (task) book.put(withEvent(task, { what: 'not_carried_out', text }, Date.now()));
    else {
      strays = [...strays, text].slice(-MOST_STRAYS);
      changed();
    }
  }

  /** The task of whoever waits for an answer of the caller's. */
  const asking = () => book.waiting().findLast((one) => lastAsked(one) !== undefined);

  function hear({ said: text }: { said: string }): void {
    const task = asking();
    if (task) book.put(withEvent(task, { what: 'caller_said', text }, Date.now()));
  }

  /** What is not asked any more is not said to be passed on. */
  function mayHear(of: object): void {
    if (isByHand(of) || !asking()) throw ApplicationFailure.nonRetryable('nothing-asked', 'nothing-asked');
  }

  return {
    listen() {
      onUpdate(messages.claim, claiming, (_act, task) => book.put(task));
      onUpdate(messages.release, releasing, (_act, task) => book.put(task));
      onUpdate(messages.note, noting, (_act, task) => book.put(task));
      onUpdate(messages.decision, deciding, takeUpdate);
      setHandler(messages.decide, receive);
      setHandler(messages.callerSaid, hear, { validator: mayHear });
      setHandler(messages.unwritten, (of) => {
        if (!isByHand(of)) note(unwritten[of.why], of.task);
      });
      setHandler(messages.lookAtTask, () => undefined, { validator: tellOf });
      setHandler(messages.tasks, () => [...book.waiting()]);
      setHandler(messages.said, () => [...said()]);
      setHandler(messages.tasksDone, () => [...book.done()]);
      if (book.waiting().length > 0) book.show();
    },
    question: book.question,
    async decide(shown, opened) {
      const asked = book.question(shown.task);
      const task = asked.show(shown);
      opened?.(task);
      try {
        await condition(asked.arrived);
        return asked.take() as PersonsDecision;
      } finally {
        asked.withdraw();
      }
    },
    notCarriedOut: book.notCarriedOut,
    open: book.waiting,
    strays: () => strays,
    async said() {
      await Promise.all(saying);
    },
    carry: () => ({ ...book.carry(), strays }),
  };
}
