import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import Stripe from 'stripe';

/** One request that a receiver got. */
export interface Received {
  readonly body: string;
  readonly headers: IncomingMessage['headers'];
}

/** What it answers; null for never. */
export type Reply = (received: Received, index: number) => number | null;

/** A receiver of webhooks over real HTTP, that keeps what it got. */
export async function startReceiver(reply: Reply = () => 200) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request
      .on('data', (chunk: Buffer) => chunks.push(chunk))
      .on('end', () => {
        const one = { body: Buffer.concat(chunks).toString(), headers: request.headers };
        const status = reply(one, received.push(one) - 1);
        if (status === null) return;
        const elsewhere = status >= 300 && status < 400;
        response.writeHead(status, elsewhere ? { Location: '/elsewhere' } : {}).end();
      });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
export type Receiver = Awaited<ReturnType<typeof startReceiver>>;

const verifier = new Stripe('sk_test_verifier');

/** The event inside, once its signature was found right. */
export function verified({ body, headers }: Received, secret: string): Stripe.Event {
  return verifier.webhooks.constructEvent(body, String(headers['stripe-signature']), secret);
}
