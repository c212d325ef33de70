import { useSyncExternalStore } from 'react';
import { useSession } from '../api/session.ts';
import { draftName, draftsOf } from './draft-names.ts';

/** What is written from now on, or what follows from what is written by then. */
type Next = string | ((now: string) => string);

const listeners = new Set<() => void>();

/** What somebody has begun to write about a task: it survives a reload, a lost line and a sign-in. */
export function useDraft(task: string, field: string): readonly [string, (next: Next) => void] {
  const { staff } = useSession();
  const name = draftName({ staff: staff.id, task, field });
  const now = () => localStorage.getItem(name) ?? '';
  const text = useSyncExternalStore(subscribe, now);
  return [
    text,
    (change) => {
      const next = typeof change === 'string' ? change : change(now());
      if (next === '') localStorage.removeItem(name);
      else localStorage.setItem(name, next);
      tell();
    },
  ];
}

/** Forgets what somebody has begun about one task, or about all where none is named. */
export function eraseDrafts(staff: string, task?: string): void {
  for (const name of draftsOf(Object.keys(localStorage), staff, task)) localStorage.removeItem(name);
  tell();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  // Of the browser's other pages.
  addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    removeEventListener('storage', listener);
  };
}

function tell(): void {
  for (const listener of listeners) listener();
}
