import type { Staff } from '../../domain/staff.ts';

/** How long somebody counts as there after they said so, milliseconds. */
const LASTS_MILLISECONDS = 30_000;
/** How often it is looked whether somebody has gone without a word. */
const LOOK_MILLISECONDS = 5_000;

export interface Present {
  readonly id: string;
  readonly name: string;
  readonly doing: 'reading' | 'writing';
}

/** Who is at a task, as a hint to others: of this process alone, and never a lock. */
export function presenceOf(changed: (task: string, who: readonly Present[]) => void) {
  const tasks = new Map<string, Map<string, Present & { readonly until: number }>>();
  let looking: NodeJS.Timeout | undefined;

  function whoIs(task: string): Present[] {
    return [...(tasks.get(task)?.values() ?? [])].map(({ id, name, doing }) => ({ id, name, doing }));
  }

  function look(): void {
    for (const [task, there] of tasks) {
      const before = there.size;
      for (const [id, { until }] of there) if (until <= Date.now()) there.delete(id);
      if (there.size === 0) tasks.delete(task);
      if (there.size < before) changed(task, whoIs(task));
    }
    if (tasks.size > 0) return;
    clearInterval(looking);
    looking = undefined;
  }

  return {
    /** Somebody says what they do there. */
    note(task: string, { id, name }: Staff, doing: Present['doing'] | 'left'): void {
      const there = tasks.get(task) ?? new Map<string, Present & { readonly until: number }>();
      const before = there.get(id)?.doing;
      if (doing === 'left') there.delete(id);
      else there.set(id, { id, name, doing, until: Date.now() + LASTS_MILLISECONDS });
      if (there.size === 0) tasks.delete(task);
      else tasks.set(task, there);
      looking ??= setInterval(look, LOOK_MILLISECONDS).unref();
      if (before !== there.get(id)?.doing) changed(task, whoIs(task));
    },

    /** Everywhere that somebody is. */
    all: () => [...tasks.keys()].map((task) => ({ task, who: whoIs(task) })),
  };
}
