import { Webhook } from 'standardwebhooks';
import type { Tenant } from '../../contracts/tenants.ts';
import type { Delivery, Receiver } from '../../domain/receiver.ts';
import { destinationOf } from './destination.ts';
import { post } from './post.ts';
import { type Resolve, resolveByServers } from './resolve.ts';

/** One try may take so long, finding the name included. */
const LIMIT_MILLISECONDS = 10_000;

type Notifications = NonNullable<Tenant['notifications']>;

/** Where a tenant wants to be told, as Standard Webhooks. */
export function receiverAt(
  { url, secret, types, loopback = false }: Notifications,
  resolve: Resolve = resolveByServers,
): Receiver {
  const webhook = new Webhook(secret);
  return {
    wants: (type) => types?.includes(type) ?? true,
    async deliver(notification) {
      const signal = AbortSignal.timeout(LIMIT_MILLISECONDS);
      const destination = await destinationOf(url, { loopback }, resolve);
      if (typeof destination === 'string') return { kind: 'failed', why: destination };
      const { id } = notification;
      const body = JSON.stringify(notification);
      const now = new Date();
      const headers = {
        'Content-Type': 'application/json',
        'User-Agent': 'Tellerline',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
        'webhook-signature': webhook.sign(id, now, body),
      };
      try {
        return judged(await post(destination, { headers, body, signal }));
      } catch {
        return { kind: 'failed', why: signal.aborted ? 'timed_out' : 'unreachable' };
      }
    },
  };
}

function judged(status: number): Delivery {
  if (status >= 200 && status < 300) return { kind: 'delivered' };
  if (status === 410) return { kind: 'failed', why: 'gone' };
  return { kind: 'failed', why: status >= 300 && status < 400 ? 'redirected' : `status_${status}` };
}
