import { useEffect } from 'react';
import { commandOf } from './commands.ts';
import { usePreferences } from './preferences.ts';

// Where letters belong to what is written or chosen.
const ELSEWHERE = 'input, textarea, select, [contenteditable], [role=dialog], [role=menu], [role=listbox]';

/** Runs the command of a key that is pressed outside of fields, menus and dialogs. */
export function useKeys(openAll: () => void): void {
  const { letters } = usePreferences();
  useEffect(() => {
    function pressed(event: KeyboardEvent): void {
      if (event.isComposing || event.defaultPrevented) return;
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        openAll();
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target instanceof Element ? event.target : document.body;
      if (target.closest(ELSEWHERE) !== null || document.querySelector('[role=dialog]') !== null) return;
      if (event.key.length === 1 && !letters) return;
      const command = commandOf(event.key.length === 1 ? event.key.toLowerCase() : event.key);
      if (command === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      command.run();
    }
    // Before a list that would look for rows that begin with the letter.
    document.addEventListener('keydown', pressed, true);
    return () => document.removeEventListener('keydown', pressed, true);
  }, [letters, openAll]);
}
