import type { IncomingMessage } from 'node:http';
import Stripe from 'stripe';

/** The API version that every request is made under; Stripe's shapes in this code are of this version. */
export const API_VERSION = '2026-10-28.endive';

/** Where and as whom a tenant's Stripe is reached. */
export interface StripeAccess {
  readonly secretKey: string;
  /** Another Stripe than Stripe's own: the sandbox. */
  readonly apiBase?: string;
}

/** One client a purpose, since a caller waits for reads and nobody waits for a write's answer in vain. */
export interface StripeClients {
  readonly reads: Stripe;
  readonly writes: Stripe;
}

/**
 * The clients of one tenant. The SDK's own retries are off: the engine repeats reads, and the lane repeats writes,
 * under the key of the decision.
 */
export function stripeClients(access: StripeAccess): StripeClients {
  return { reads: client(access, 2_500), writes: client(access, 6_000) };
}

function client({ secretKey, apiBase }: StripeAccess, timeout: number): Stripe {
  return new Stripe(secretKey, {
    apiVersion: API_VERSION,
    timeout,
    maxNetworkRetries: 0,
    telemetry: false,
    httpClient: wholeInTime(),
    ...(apiBase !== undefined && address(apiBase)),
  });
}

/**
 * The SDK's own way over HTTP, which also ends what has not come whole in time: the SDK's time-out is for what has gone
 * silent, and an answer that comes byte after byte never does.
 */
function wholeInTime(): Stripe.HttpClient {
  const node = Stripe.createNodeHttpClient();
  return {
    getClientName: () => node.getClientName(),
    async makeRequest(...request) {
      const [, , , , , , , timeout] = request;
      const began = Date.now();
      const response = await node.makeRequest(...request);
      const raw = response.getRawResponse() as IncomingMessage;
      const late = setTimeout(() => raw.destroy(), timeout - (Date.now() - began));
      raw.once('close', () => clearTimeout(late));
      return response;
    },
  };
}

function address(apiBase: string): { protocol: 'http' | 'https'; host: string; port: string } {
  const { protocol, hostname, port } = new URL(apiBase);
  const secure = protocol === 'https:';
  return { protocol: secure ? 'https' : 'http', host: hostname, port: port || (secure ? '443' : '80') };
}
