import type { ApiRequest } from './wire/request.ts';

/** One request that the sandbox received, for tests that count. */
export interface JournalEntry {
  id: string;
  method: string;
  path: string;
  params: Record<string, string>;
  idempotencyKey: string | null;
  /** Unix seconds, by the account's clock. */
  created: number;
  /** null while it runs, and where no answer was given. */
  status: number | null;
  replayed: boolean;
  /** The fault that decided it. */
  fault: string | null;
}

const longest = 20_000;

export function journalize(
  journal: JournalEntry[],
  { request, params, created }: { request: ApiRequest; params: Record<string, string>; created: number },
): JournalEntry {
  const entry = {
    id: request.id,
    method: request.method,
    path: request.path,
    params,
    idempotencyKey: request.idempotencyKey ?? null,
    created,
    status: null,
    replayed: false,
    fault: null,
  };
  journal.push(entry);
  if (journal.length > longest) journal.splice(0, longest / 2);
  return entry;
}
