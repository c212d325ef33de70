import { Agent as PlainAgent, request as plainRequest } from 'node:http';
import { Agent, request } from 'node:https';
import { isIPv6 } from 'node:net';
import type { Destination } from './destination.ts';

/** How much of an answer is read. Nothing is done with it: only its status counts. */
const MOST_BYTES = 16_384;

/**
 * Posts to a destination and resolves to the status of the answer. Connects to the addresses that were checked and
 * follows no redirect. Rejects where there is no answer until the signal.
 */
export function post(
  { url, addresses }: Destination,
  { headers, body, signal }: { headers: Record<string, string>; body: string; signal: AbortSignal },
): Promise<number> {
  const pinned = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
  const options = {
    method: 'POST',
    headers: { ...headers, 'Content-Length': String(Buffer.byteLength(body)), Connection: 'close' },
    signal,
    lookup: (_name: string, _wanted: unknown, found: (error: null, all: typeof pinned) => void) =>
      found(null, pinned),
    // Else a server with many addresses is tried at one of them only.
    autoSelectFamily: true,
  };
  return new Promise((resolve, reject) => {
    const sent =
      url.protocol === 'https:'
        ? request(url, { ...options, agent: new Agent({ maxCachedSessions: 0 }) })
        : plainRequest(url, { ...options, agent: new PlainAgent() });
    sent.on('error', reject);
    sent.on('response', (response) => {
      let bytes = 0;
      response.on('error', () => undefined);
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > MOST_BYTES) response.destroy();
      });
      resolve(response.statusCode ?? 0);
    });
    sent.end(body);
  });
}
