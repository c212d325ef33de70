import { z } from 'zod';
import { tasksRequest } from '../../contracts/task.ts';

export const views = ['all', 'mine', 'unassigned', 'due_soon', 'overdue'] as const;
export type View = (typeof views)[number];

const { kind, queue, sort, q } = tasksRequest.shape;

/** What the address says of the queue: a view, filters, an order. What it says wrong counts as not said. */
const placeSchema = z.object({
  view: z.enum(views).catch('all'),
  kind: kind.optional().catch(undefined),
  queue: queue.optional().catch(undefined),
  q: q.optional().catch(undefined),
  sort: sort.catch('due'),
});
export type Place = z.infer<typeof placeSchema>;

/** Reads the search of an address. */
export function readPlace(search: string): Place {
  return placeSchema.parse(Object.fromEntries(new URLSearchParams(search)));
}

/** The search of an address, without what goes without saying: "?view=mine", or nothing. */
export function writePlace({ view, kind: ofKind, queue: ofQueue, q: text, sort: by }: Place): string {
  const search = new URLSearchParams();
  if (view !== 'all') search.set('view', view);
  if (ofKind !== undefined) search.set('kind', ofKind);
  if (ofQueue !== undefined) search.set('queue', ofQueue);
  if (text !== undefined && text !== '') search.set('q', text);
  if (by !== 'due') search.set('sort', by);
  return search.size > 0 ? `?${search}` : '';
}

/** What the API is asked for a place. */
export function filtersOf({
  view,
  kind: ofKind,
  queue: ofQueue,
  q: text,
  sort: by,
}: Place): Record<string, string> {
  return {
    ...((view === 'due_soon' || view === 'overdue') && { status: view }),
    ...(view === 'mine' && { assignee: 'me' }),
    ...(view === 'unassigned' && { assignee: 'none' }),
    ...(ofKind !== undefined && { kind: ofKind }),
    ...(ofQueue !== undefined && { queue: ofQueue }),
    ...(text !== undefined && text.trim() !== '' && { q: text.trim() }),
    sort: by,
  };
}

/** Whether anything but the view and the order is chosen. */
export function isFiltered({ kind: ofKind, queue: ofQueue, q: text }: Place): boolean {
  return ofKind !== undefined || ofQueue !== undefined || (text ?? '') !== '';
}
