import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

const SOCKETS = 16;

interface Wanted {
  readonly webhooks: number;
  readonly aSecond: number;
}

/** Sends so many webhooks with a bad signature, as fast as told or as can be; resolves to how many had which status. */
export async function flood(url: string, { webhooks, aSecond }: Wanted): Promise<Map<number, number>> {
  const agent = new Agent({ keepAlive: true, maxSockets: SOCKETS });
  const statuses = new Map<number, number>();
  const body = JSON.stringify({
    object: 'event',
    data: { object: { id: 'pi_1' } },
    filler: 'x'.repeat(2_000),
  });
  const headers = {
    'Stripe-Signature': `t=${Math.floor(Date.now() / 1_000)},v1=${'0'.repeat(64)}`,
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
  };
  const send = () =>
    new Promise<void>((resolve) => {
      const sent = request(`${url}/webhooks/stripe/demo`, { method: 'POST', agent, headers }, (response) => {
        const { statusCode = 0 } = response;
        statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1);
        response.resume().on('end', resolve);
      });
      sent.on('error', () => resolve());
      sent.end(body);
    });
  const began = Date.now();
  let sent = 0;
  const line = async () => {
    while (sent < webhooks) {
      if (sent > ((Date.now() - began) / 1_000) * aSecond) {
        await pause(1);
        continue;
      }
      sent += 1;
      await send();
    }
  };
  await Promise.all(Array.from({ length: SOCKETS }, line));
  agent.destroy();
  return statuses;
}
