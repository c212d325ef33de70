import type { Stripe } from 'stripe';
import { thinType } from './deliveries.ts';

/** An event as the second API tells it: what it is about, and nothing of what that has become. */
export function thinEvent(event: Stripe.Event): object {
  const { id, created, data, livemode, request, type } = event;
  const { object: kind, id: about } = data.object as unknown as { object: string; id: string };
  return {
    id: thinId(id),
    object: 'v2.core.event',
    context: null,
    created: new Date(created * 1000).toISOString(),
    livemode,
    reason: request?.id ? { type: 'request', request } : null,
    related_object: { id: about, type: kind, url: `/v1/${kind}s/${about}` },
    snapshot_event: id,
    type: thinType(type),
  };
}

const thinId = (id: string): string => id.replace('evt_', 'evt_test_');
export const snapshotId = (id: string): string => id.replace('evt_test_', 'evt_');
