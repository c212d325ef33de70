import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { useSession } from '../api/session.ts';
import type { Line } from './connect.ts';
import { openLine } from './line.ts';
import { reactor } from './reactor.ts';
import type { Told } from './told.ts';

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
