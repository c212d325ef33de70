import { useRef } from 'react';
import { useLocation, useSearch } from 'wouter';
import { useTaskPages } from '../api/tasks.ts';
import { filtersOf, readPlace, writePlace } from '../queue/place.ts';

/** From a task to its neighbours in the queue that it was opened from. */
export interface WayOn {
  /** Where it stands in its view: "3 of 12". */
  readonly position?: string;
  next(): void;
  previous(): void;
  back(): void;
}

export function useWayOn(id: string): WayOn {
  const place = readPlace(useSearch());
  const [, go] = useLocation();
  const { data } = useTaskPages(filtersOf(place));
  const tasks = data?.pages.flatMap((page) => page.tasks) ?? [];
  const found = tasks.findIndex((task) => task.id === id);
  // Once it is settled it is in the queue no more: the next is the one that stands in its stead.
  const stood = useRef(0);
  if (found !== -1) stood.current = found;
  const search = writePlace(place);
  const back = () => go(`/tasks${search}`);
  const open = (index: number) => {
    const task = tasks[index];
    if (task && task.id !== id) go(`/tasks/${task.id}${search}`);
    else back();
  };
  return {
    ...(found !== -1 && {
      position: `${found + 1} of ${data?.pages.at(-1)?.counts.matching ?? tasks.length}`,
    }),
    next: () => open(found === -1 ? stood.current : found + 1),
    previous: () => open(stood.current - 1),
    back,
  };
}
