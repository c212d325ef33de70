import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { taskPage, taskShown } from '../../contracts/task.ts';
import { look } from './ask.ts';
import { setServerTime } from './clock.ts';

/** A list that is on the screen is looked at again after that, even where no event came, milliseconds. */
const LOOK_AGAIN = 60_000;

export const tasksKey = ['tasks'];
export const taskKey = (id: string) => ['task', id];

/** The queue in pages of fifty, by the filters of `GET /v1/tasks`. */
export function useTaskPages(filters: Readonly<Record<string, string>>) {
  return useInfiniteQuery({
    queryKey: [...tasksKey, filters],
    queryFn: async ({ pageParam, signal }) => {
      const search = new URLSearchParams({ ...filters, ...(pageParam !== '' && { cursor: pageParam }) });
      const page = await look(`/v1/tasks?${search}`, taskPage, signal);
      setServerTime(page.now);
      return page;
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    refetchInterval: LOOK_AGAIN,
  });
}

/** One task with all that the decision needs. */
export function useTask(id: string) {
  return useQuery({
    queryKey: taskKey(id),
    queryFn: ({ signal }) => look(`/v1/tasks/${id}`, taskShown, signal),
    refetchInterval: LOOK_AGAIN,
  });
}
