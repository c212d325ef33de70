import { condition, setHandler, upsertSearchAttributes } from '@temporalio/workflow';
import { searchAttributes } from '../../domain/search-attributes.ts';
import { type HumanTask, misfit, type PersonsDecision, readDecision } from '../../domain/task.ts';
import { decide, tasks } from '../messages.ts';

/** What is shown to the person who decides. */
export type TaskShown = Omit<HumanTask, 'version' | 'openedAt' | 'notes'>;

/** How many notes are kept, of a task and of what came in for none. */
const MOST_NOTES = 20;

/** People: whoever may take a decision that neither caller nor policy may take. */
export interface Support {
  /** Opens a human task and durably waits for a person. A cancel withdraws it. */
  decide(shown: TaskShown): Promise<PersonsDecision>;
  /** The tasks that are open. */
  open(): readonly HumanTask[];
  /** What came in for a task that is not open here. */
  strays(): readonly string[];
  /** Decisions that nobody has taken up yet; carried when a Workflow continues as new. */
  pending(): readonly PersonsDecision[];
}

/** Opens the desk: sets the handlers of Signal `decide` and Query `tasks`. `changed` is called when something shown changes. */
export function openSupport(changed: () => void, carried: readonly PersonsDecision[] = []): Support {
  const open = new Map<string, HumanTask>();
  const decided = new Map(carried.map((decision) => [decision.task, decision]));
  const strays: string[] = [];

  // A Signal cannot refuse, and one whose handler throws wedges the Workflow: what does not fit is noted.
  setHandler(decide, (arrived: unknown) => {
    const decision = readDecision(arrived);
    if (typeof decision === 'string') return note(decision);
    const problem = misfit(decision, open.get(decision.task));
    if (problem !== undefined) return note(problem, decision.task);
    if (decided.has(decision.task)) return note('It was decided already.', decision.task);
    decided.set(decision.task, decision);
  });
  setHandler(tasks, () => [...open.values()]);

  function note(text: string, about?: string): void {
    const task = about === undefined ? [...open.values()].at(-1) : open.get(about);
    if (task) open.set(task.task, { ...task, notes: [...task.notes, text].slice(-MOST_NOTES) });
    else strays.splice(0, strays.length, ...[...strays, text].slice(-MOST_NOTES));
    changed();
  }

  function show(): void {
    const [kind] = [...open.values()].map((task) => task.kind);
    upsertSearchAttributes([{ key: searchAttributes.openTask, value: kind ?? null }]);
    changed();
  }

  return {
    async decide(shown) {
      const { task } = shown;
      open.set(task, { ...shown, version: 1, openedAt: new Date().toISOString(), notes: [] });
      show();
      try {
        await condition(() => decided.has(task));
        return decided.get(task) as PersonsDecision;
      } finally {
        decided.delete(task);
        open.delete(task);
        show();
      }
    },
    open: () => [...open.values()],
    strays: () => strays,
    pending: () => [...decided.values()],
  };
}
