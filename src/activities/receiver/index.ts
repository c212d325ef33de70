import { Webhook } from 'standardwebhooks';
import type { Tenant } from '../../contracts/tenants.ts';
import type { Notification } from '../../domain/notification.ts';
import { type Delivery, deliveryOf, type Receiver } from '../../domain/receiver.ts';
import { destinationOf } from './destination.ts';
import { post } from './post.ts';
import { type Resolve, resolveByServers } from './resolve.ts';
import { type Room, roomFor } from './room.ts';

/** One try may take so long, finding the name included. */
const LIMIT_MILLISECONDS = 10_000;
/** How many tries of one tenant a worker has under way, and of all: a slow receiver takes no place from calls. */
const MOST_OF_ONE = 4;
const MOST_OF_ALL = 20;

type Notifications = NonNullable<Tenant['notifications']>;

/** What receivers share. */
interface Shared {
  readonly resolve: Resolve;
  readonly room: Room;
}

/** The receivers of one worker's tenants. */
export function receivers(resolve: Resolve = resolveByServers) {
  const shared = { resolve, room: roomFor(MOST_OF_ALL) };
  return (notifications: Notifications): Receiver => receiverAt(notifications, shared);
}

/** Where a tenant wants to be told, as Standard Webhooks. */
function receiverAt(
  { url, secret, types, loopback = false }: Notifications,
  { resolve, room }: Shared,
): Receiver {
  const webhook = new Webhook(secret);
  const own = roomFor(MOST_OF_ONE);

  async function once(notification: Notification): Promise<Delivery> {
    const late = AbortSignal.timeout(LIMIT_MILLISECONDS);
    const destination = await destinationOf(url, { loopback }, resolve);
    if (typeof destination === 'string') return { kind: 'failed', why: destination };
    const body = JSON.stringify(notification);
    try {
      const headers = signed(webhook, notification.id, body);
      return deliveryOf(await post(destination, { headers, body, signal: late }));
    } catch {
      return { kind: 'failed', why: late.aborted ? 'timed_out' : 'unreachable' };
    }
  }

  return {
    wants: (type) => types?.includes(type) ?? true,
    async deliver(notification) {
      if (!own.enter()) return { kind: 'failed', why: 'busy' };
      try {
        if (!room.enter()) return { kind: 'failed', why: 'busy' };
        try {
          return await once(notification);
        } finally {
          room.leave();
        }
      } finally {
        own.leave();
      }
    },
  };
}

function signed(webhook: Webhook, id: string, body: string): Record<string, string> {
  const now = new Date();
  return {
    'Content-Type': 'application/json',
    'User-Agent': 'Tellerline',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
    'webhook-signature': webhook.sign(id, now, body),
  };
}
