import type { Stripe } from 'stripe';
import { type Account, collection } from '../account.ts';
import type { Delivery, Destination } from '../objects.ts';
import type { Work } from '../work.ts';
import { matchesType } from './event-types.ts';

/** Addresses an event to whoever wants it. Saved with the event, so that neither is ever there alone. */
export function address(work: Work, event: Stripe.Event): void {
  for (const destination of collection(work.account, 'webhook_endpoint').values()) {
    if (!destination.deleted && wants(destination, event.type)) {
      work.save(newDelivery(event.id, destination.id));
    }
  }
}

function wants({ status, payload, enabled_events: patterns }: Destination, type: string): boolean {
  const name = payload === 'thin' ? thinType(type) : type;
  return status === 'enabled' && patterns.some((pattern) => matchesType(pattern, name));
}

export const thinType = (type: string): string => `v1.${type}`;

function newDelivery(event: string, destination: string): Delivery {
  return {
    id: deliveryId(event, destination),
    object: 'delivery',
    created: Math.floor(Date.now() / 1000),
    event,
    destination,
    status: 'pending',
    attempts: 0,
    next_attempt_at: Date.now(),
    last: null,
  };
}

/** Named after both, so that it is found without an index. */
export const deliveryId = (event: string, destination: string): string =>
  `dlv_${event.replace('evt_', '')}_${destination.replace(/^[a-z]+_/, '')}`;

/** An event as it is shown: it says how many have not got it yet, for whatever reason. */
export function shown(account: Account, event: Stripe.Event): Stripe.Event {
  return { ...event, pending_webhooks: deliveriesOf(account, event.id).filter(isOpen).length };
}

const isOpen = ({ status }: Delivery): boolean => status !== 'delivered';

export function deliveriesOf(account: Account, event: string): Delivery[] {
  const deliveries = collection(account, 'delivery');
  return [...collection(account, 'webhook_endpoint').keys()].flatMap(
    (destination) => deliveries.get(deliveryId(event, destination)) ?? [],
  );
}
