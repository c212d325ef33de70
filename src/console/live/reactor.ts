import type { QueryClient } from '@tanstack/react-query';
import { streamEvents } from '../../contracts/task.ts';
import { setServerTime } from '../api/clock.ts';
import { sessionKey } from '../api/session.ts';
import { taskKey, tasksKey } from '../api/tasks.ts';
import { forgetPresence, setPresence } from './presence.ts';
import { refresher } from './refresher.ts';
import type { Told } from './told.ts';

/** What each event of the stream makes the page do. */
export function reactor(client: QueryClient): (told: Told) => void {
  const refreshQueue = refresher(client, tasksKey);
  const lookAtTask = (id: string) => client.invalidateQueries({ queryKey: taskKey(id) });
  const on: Record<string, (data: unknown) => void> = {
    hello: (data) => setServerTime(streamEvents.hello.parse(data).now),
    task(data) {
      void lookAtTask(streamEvents.task.parse(data).id);
      refreshQueue();
    },
    done(data) {
      void lookAtTask(streamEvents.done.parse(data).id);
      refreshQueue();
    },
    presence(data) {
      const { id, who } = streamEvents.presence.parse(data);
      setPresence(id, who);
    },
    reset: () => void client.invalidateQueries(),
  };
  return (told) => {
    if ('data' in told) on[told.name]?.(JSON.parse(told.data));
    // Whatever was looked at before the line stood, the first time as well, may have changed unheard.
    else if (told.open) void client.invalidateQueries();
    else {
      forgetPresence();
      // A session that has ended looks like a line that is lost: what is shown is asked for, and says which it is.
      void client.invalidateQueries({ predicate: ({ queryKey: [of] }) => of !== sessionKey[0] });
    }
  };
}
