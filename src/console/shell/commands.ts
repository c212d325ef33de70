import { useEffect, useId } from 'react';

/** Something that can be done here and now: by its key, from the list of all (Ctrl+K), or both. */
export interface Command {
  readonly label: string;
  /** A letter, `/`, `?`, `Enter` or `Escape`. */
  readonly key?: string;
  readonly run: () => void;
}

/** A heading of the list of keys, and what stands below it. */
export interface CommandGroup {
  readonly title: string;
  readonly commands: readonly Command[];
}

const groups = new Map<string, CommandGroup>();

/** Offers commands as long as the component is on the page. */
export function useCommands(title: string, commands: readonly Command[]): void {
  const id = useId();
  useEffect(() => {
    groups.set(id, { title, commands });
    return () => {
      groups.delete(id);
    };
  });
}

/** All that can be done now, by heading; the page's own first. */
export function offered(): readonly CommandGroup[] {
  const titles = [...new Set([...groups.values()].map(({ title }) => title))];
  const withTitle = (title: string) => [...groups.values()].filter((group) => group.title === title);
  return titles.map((title) => ({ title, commands: withTitle(title).flatMap(({ commands }) => commands) }));
}

/** The command of a key, where there is one now. */
export function commandOf(key: string): Command | undefined {
  return offered()
    .flatMap(({ commands }) => commands)
    .find((command) => command.key === key);
}
