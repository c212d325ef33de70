import { connect } from 'node:net';
import type { Readiness } from './supervisor.ts';

/** Ready when something accepts connections there. */
export function acceptsConnections(address: { host: string; port: number }): Readiness['isReady'] {
  return () =>
    new Promise((resolve) => {
      const socket = connect(address);
      const answer = (isReady: boolean) => {
        socket.destroy();
        resolve(isReady);
      };
      socket.once('connect', () => answer(true)).once('error', () => answer(false));
      socket.setTimeout(1_000, () => answer(false));
    });
}

/** Ready when a GET is answered 200. */
export function answers(url: string): Readiness['isReady'] {
  return async () => {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
      await response.body?.cancel();
      return response.status === 200;
    } catch {
      return false;
    }
  };
}

/** Ready when it has written a line of JSON whose `msg` is `ready`. */
export function saysReady(said: string): boolean {
  return /^\{.*"msg":"ready"/m.test(said);
}
