import { condition, setHandler, upsertSearchAttributes } from '@temporalio/workflow';
import { searchAttributes } from '../../domain/search-attributes.ts';
import {
  type HumanTask,
  LOOK_AGAIN,
  misfit,
  type PersonsDecision,
  readDecision,
  type TaskEvent,
} from '../../domain/task.ts';
import { decide, tasks } from '../messages.ts';

/** What is shown to the person who decides. */
export type TaskShown = Pick<HumanTask, 'task' | 'kind' | 'reason' | 'summary' | 'reference'> &
  Partial<Pick<HumanTask, 'said' | 'payment' | 'amount' | 'whole' | 'amountIn' | 'verdicts' | 'about'>>;

/** What is open, and what was decided and not taken up yet, when a Workflow continues as new. */
export interface SupportCarried {
  readonly tasks: readonly HumanTask[];
  readonly decisions: readonly PersonsDecision[];
  /** How often each task was shown, closed ones too. */
  readonly versions: Readonly<Record<string, number>>;
  readonly strays: readonly string[];
}

/** One human task, as the story that asks sees it. */
export interface Question {
  /** Opens the task, or shows what has changed: a decision on what was shown before counts no more. */
  show(shown: TaskShown): void;
  isOpen(): boolean;
  /** Whether a person has decided on what is shown. */
  arrived(): boolean;
  /** The decision, once; the task is closed with it. */
  take(): PersonsDecision | undefined;
  /** Closes the task: it was settled without a person. */
  withdraw(): void;
}

/** People: whoever may take a decision that neither caller nor policy may take. */
export interface Support {
  /** Sets the handlers of Signal `decide` and Query `tasks`; what had come in before is handled at once. */
  listen(): void;
  /** The human task of that name, to be opened when it is needed. */
  question(task: string): Question;
  /** Opens a human task and durably waits for a person. A cancel withdraws it. */
  decide(shown: TaskShown): Promise<PersonsDecision>;
  open(): readonly HumanTask[];
  /** What came in for a task that is not open here. */
  strays(): readonly string[];
  carry(): SupportCarried;
}

const MOST_STRAYS = 20;
const MOST_EVENTS = 100;

function withEvent(task: HumanTask, event: Omit<TaskEvent, 'at'>): HumanTask {
  const happened = { at: new Date().toISOString(), ...event };
  return { ...task, changes: task.changes + 1, events: [...task.events, happened].slice(-MOST_EVENTS) };
}

function newTask() {
  const now = new Date().toISOString();
  return {
    openedAt: now,
    dueAt: now,
    changes: 0,
    priority: 'normal',
    queue: 'support',
    role: 'agent',
    needed: 1,
    votes: [],
    events: [],
  } as const;
}

/** Opens the desk. `changed` is called when something shown changes. */
export function openSupport(changed: () => void, carried?: SupportCarried): Support {
  const open = new Map((carried?.tasks ?? []).map((task) => [task.task, task]));
  const decided = new Map((carried?.decisions ?? []).map((decision) => [decision.task, decision]));
  /** Counts on when a task is opened again: a decision on what it was then does not fit. */
  const versions = new Map(Object.entries(carried?.versions ?? {}));
  let strays: readonly string[] = carried?.strays ?? [];

  // A Signal cannot refuse, and one whose handler throws wedges the Workflow: what does not fit is noted.
  function receive(arrived: unknown): void {
    const decision = readDecision(arrived);
    if (typeof decision === 'string') {
      note(decision);
      return;
    }
    const { task } = decision;
    const again = decided.has(task) ? 'It was decided already.' : undefined;
    const problem = misfit(decision, open.get(task)) ?? again;
    if (problem === undefined) decided.set(task, decision);
    else note(problem, task);
  }

  function note(text: string, about?: string): void {
    const task = about === undefined ? [...open.values()].at(-1) : open.get(about);
    if (task) open.set(task.task, withEvent(task, { what: 'not_carried_out', text }));
    else strays = [...strays, text].slice(-MOST_STRAYS);
    changed();
  }

  function showOpen(): void {
    const [kind] = [...open.values()].map((task) => task.kind);
    upsertSearchAttributes([{ key: searchAttributes.openTask, value: kind ?? null }]);
    changed();
  }

  function question(id: string): Question {
    return {
      show(shown) {
        const known = open.get(id);
        if (known?.reason === shown.reason && known.summary === shown.summary) return;
        if (known && decided.delete(id)) note(LOOK_AGAIN, id);
        const version = (versions.get(id) ?? 0) + 1;
        versions.set(id, version);
        const before = open.get(id) ?? newTask();
        const what = open.has(id) ? 'changed' : 'opened';
        open.set(
          id,
          withEvent({ ...before, verdicts: ['approve', 'refuse'], about: {}, ...shown, version }, { what }),
        );
        showOpen();
      },
      isOpen: () => open.has(id),
      arrived: () => decided.has(id),
      take() {
        const decision = decided.get(id);
        if (decision) this.withdraw();
        return decision;
      },
      withdraw() {
        decided.delete(id);
        if (open.delete(id)) showOpen();
      },
    };
  }

  return {
    listen() {
      setHandler(decide, receive);
      setHandler(tasks, () => [...open.values()]);
    },
    question,
    async decide(shown) {
      const asked = question(shown.task);
      asked.show(shown);
      try {
        await condition(asked.arrived);
        return asked.take() as PersonsDecision;
      } finally {
        asked.withdraw();
      }
    },
    open: () => [...open.values()],
    strays: () => strays,
    carry: () => ({
      tasks: [...open.values()],
      decisions: [...decided.values()],
      versions: Object.fromEntries(versions),
      strays,
    }),
  };
}
