import { condition, setHandler, upsertSearchAttributes } from '@temporalio/workflow';
import { searchAttributes } from '../../domain/search-attributes.ts';
import { type HumanTask, misfit, type PersonsDecision, readDecision } from '../../domain/task.ts';
import { decide, tasks } from '../messages.ts';

/** What is shown to the person who decides. */
export type TaskShown = Pick<
  HumanTask,
  'task' | 'kind' | 'reason' | 'summary' | 'reference' | 'payment' | 'amount'
>;

/** People: whoever may take a decision that neither caller nor policy may take. */
export interface Support {
  /** Opens a human task and durably waits for a person. A cancel withdraws it. */
  decide(shown: TaskShown): Promise<PersonsDecision>;
  /** The tasks that are open. */
  open(): readonly HumanTask[];
}

/** Opens the desk: sets the handlers of Signal `decide` and Query `tasks`. `changed` is called when a task opens or closes. */
export function openSupport(changed: () => void): Support {
  const open = new Map<string, HumanTask>();
  const decided = new Map<string, PersonsDecision>();

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
    for (const [id, task] of open)
      if (about === undefined || about === id)
        open.set(id, { ...task, notes: [...task.notes, text].slice(-20) });
    changed();
  }

  function show(): void {
    const kinds = [...new Set([...open.values()].map(({ kind }) => kind))];
    upsertSearchAttributes([{ key: searchAttributes.openTask, value: kinds[0] ?? null }]);
    changed();
  }

  return {
    async decide(shown) {
      const { task } = shown;
      open.set(task, { ...shown, version: 1, openedAt: new Date().toISOString(), notes: [] });
      show();
      try {
        await condition(() => decided.has(task));
      } finally {
        open.delete(task);
        show();
      }
      return decided.get(task) as PersonsDecision;
    },
    open: () => [...open.values()],
  };
}
