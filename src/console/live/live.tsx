import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { streamEvents } from '../../contracts/task.ts';
import { setServerTime } from '../api/clock.ts';
import { sessionKey, useSession } from '../api/session.ts';
import { taskKey, tasksKey } from '../api/tasks.ts';
import type { Line, Told } from './connect.ts';
import { openLine } from './line.ts';
import { forgetPresence, setPresence } from './presence.ts';
import { refresher } from './refresher.ts';

/** How the line to the server is. `retryAt` is by this machine's clock. */
export type LineState = { readonly open: true } | { readonly open: false; readonly retryAt: number };

interface Live {
  readonly line: LineState;
  retry(): void;
}

const LiveContext = createContext<Live>({ line: { open: true }, retry: () => undefined });

export const useLive = () => useContext(LiveContext);

/** Keeps all that is shown within as fresh as the server's stream. */
export function LiveUpdates({ children }: { readonly children: ReactNode }) {
  const client = useQueryClient();
  const { staff } = useSession();
  const [line, setLine] = useState<LineState>({ open: true });
  const held = useRef<Line>(undefined);

  useEffect(() => {
    const act = reactor(client);
    const opened = openLine(staff.id, (told) => {
      if (told.name === 'line') setLine(lineState(told));
      act(told);
    });
    held.current = opened;
    return () => opened.close();
  }, [client, staff.id]);

  const live = useMemo(() => ({ line, retry: () => held.current?.retry() }), [line]);
  return <LiveContext value={live}>{children}</LiveContext>;
}

function lineState(told: Told): LineState {
  return 'retryAt' in told ? { open: false, retryAt: told.retryAt } : { open: true };
}

/** What each event of the stream makes the page do. Whatever a line that was lost may have missed is fetched again. */
function reactor(client: QueryClient): (told: Told) => void {
  const refreshQueue = refresher(client, tasksKey);
  const lookAtTask = (id: string) => client.invalidateQueries({ queryKey: taskKey(id) });
  const lookAtAll = () => {
    forgetPresence();
    void client.invalidateQueries();
  };
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
    reset: lookAtAll,
  };
  return (told) => {
    if ('data' in told) on[told.name]?.(JSON.parse(told.data));
    else if ('again' in told && told.again) lookAtAll();
    // A session that has ended looks like a line that is lost: what is shown is asked for, and says which it is.
    else if ('retryAt' in told)
      void client.invalidateQueries({ predicate: ({ queryKey: [of] }) => of !== sessionKey[0] });
  };
}
