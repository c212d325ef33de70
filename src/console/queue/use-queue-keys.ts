import type { RefObject } from 'react';
import { useCommands } from '../shell/commands.ts';

const rows = () => [...document.querySelectorAll<HTMLElement>('.queue-rows [role=row]')];
const isFocused = (row: HTMLElement) => row.contains(document.activeElement);

/** Puts the focus on the row that is so many further on; from elsewhere on the first. */
function move(by: 1 | -1): void {
  const all = rows();
  const at = all.findIndex(isFocused);
  all[at === -1 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))]?.focus();
}

/** The keys of the queue. `claim` gets the id of the row that has the focus. */
export function useQueueKeys(search: RefObject<HTMLInputElement | null>, claim: (id: string) => void): void {
  useCommands('Queue', [
    { label: 'Next task', key: 'j', run: () => move(1) },
    { label: 'Previous task', key: 'k', run: () => move(-1) },
    {
      label: 'Claim the task',
      key: 'c',
      run() {
        const id = rows().find(isFocused)?.dataset['key'];
        if (id !== undefined) claim(id);
      },
    },
    { label: 'Search by reference', key: '/', run: () => search.current?.focus() },
  ]);
}
