import { once } from 'node:events';
import type { Server, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

/** How long clients have to come back on a connection that they keep, and be told that it closes. */
const FAREWELL_MILLISECONDS = 1_000;

/**
 * Has a server close without failing a request: what is under way is finished, and whoever keeps a connection open is
 * told with the next answer that it closes. Closed under a client, it would be reset as the client sends. `endWaits` is
 * called when what may take long is to be answered.
 */
export function drainable(server: Server, endWaits: () => void = () => undefined): () => Promise<void> {
  const open = new Set<ServerResponse>();
  let closing = false;
  const sayFarewell = (response: ServerResponse) => {
    if (!response.headersSent) response.setHeader('Connection', 'close');
  };
  server.prependListener('request', (_request, response: ServerResponse) => {
    if (closing) sayFarewell(response);
    open.add(response);
    response.once('close', () => open.delete(response));
  });

  return async function drain() {
    closing = true;
    for (const response of open) sayFarewell(response);
    for (const until = Date.now() + FAREWELL_MILLISECONDS; Date.now() < until; await pause(50)) {
      if ((await connections(server)) === 0) break;
    }
    endWaits();
    server.close();
    server.closeIdleConnections();
    await once(server, 'close');
  };
}

function connections(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.getConnections((error, count) => (error ? reject(error) : resolve(count)));
  });
}
