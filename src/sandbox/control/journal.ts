import type { Control } from './routes.ts';

/** The requests received so far, oldest first; `method` and `path` (a prefix) narrow them. */
export function readJournal({ account, query }: Control) {
  const { method, path = '' } = query;
  const data = account.journal.filter(
    (entry) => (method === undefined || entry.method === method.toUpperCase()) && entry.path.startsWith(path),
  );
  return { data };
}

export function clearJournal({ account }: Control) {
  account.journal = [];
  return { data: [] };
}
