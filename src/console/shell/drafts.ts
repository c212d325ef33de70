import { useEffect, useState } from 'react';
import { useSession } from '../api/session.ts';

const PREFIX = 'tellerline.draft.';

/** What somebody has begun to write about a task: it survives a reload, a lost line and a sign-in. */
export function useDraft(task: string, field: string): readonly [string, (text: string) => void] {
  const { staff } = useSession();
  const name = `${PREFIX}${staff.id}.${task}.${field}`;
  const [text, setText] = useState(() => localStorage.getItem(name) ?? '');
  useEffect(() => setText(localStorage.getItem(name) ?? ''), [name]);
  return [
    text,
    (next) => {
      setText(next);
      if (next === '') localStorage.removeItem(name);
      else localStorage.setItem(name, next);
    },
  ];
}

/** Forgets what was begun about one task, or about all where none is named. */
export function eraseDrafts(staff: string, task?: string): void {
  const prefix = task === undefined ? PREFIX : `${PREFIX}${staff}.${task}.`;
  const names = Object.keys(localStorage).filter((name) => name.startsWith(prefix));
  for (const name of names) localStorage.removeItem(name);
}
