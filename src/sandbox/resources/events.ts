import type { Stripe } from 'stripe';
import type { Call } from '../exchange.ts';
import { newId } from '../ids.ts';
import type { StoredObject } from '../objects.ts';
import { apiVersion } from '../version.ts';
import { address, deliveriesOf, shown } from '../webhooks/deliveries.ts';
import { matchesType } from '../webhooks/event-types.ts';
import { snapshotId, thinEvent } from '../webhooks/thin-event.ts';
import { missing } from '../wire/errors.ts';
import { createdFilter, pageParams, paginate } from '../wire/pagination.ts';
import { flag, list, readParams, text } from '../wire/params.ts';
import type { Work } from '../work.ts';

/** Records that something happened, in the order in which it is called, and addresses it to whoever wants to know. */
export function recordEvent(
  work: Work,
  type: Stripe.Event.Type,
  object: StoredObject,
  previous?: Record<string, unknown>,
): void {
  const event = {
    id: newId('evt'),
    object: 'event',
    api_version: apiVersion,
    created: work.now,
    data: { object, ...(previous && { previous_attributes: previous }) },
    livemode: false,
    pending_webhooks: 0,
    request: work.cause,
    type,
  };
  // Stripe.Event is a union over every type; which member this is, is known only where it is called.
  work.save(event as Stripe.Event);
  address(work, event as Stripe.Event);
}

/** The former values of what changed, of metadata each by itself; null for what was not there. */
export function previousOf<T extends object>(before: T, after: T): Record<string, unknown> {
  const former = (key: string): unknown => before[key as keyof T] ?? null;
  const changed = Object.keys({ ...before, ...after }).filter(
    (key) => JSON.stringify(former(key)) !== JSON.stringify(after[key as keyof T] ?? null),
  );
  const metadata = (of: T): object => ('metadata' in of && of.metadata) || {};
  return Object.fromEntries(
    changed.map((key) => [
      key,
      key === 'metadata' ? previousOf(metadata(before), metadata(after)) : former(key),
    ]),
  );
}

export function listEvents(work: Work, { params }: Call): object {
  const asked = readParams(params, {
    ...pageParams,
    created: createdFilter,
    delivery_success: flag,
    type: text,
    types: list(text),
  });
  const wanted = (type: string) =>
    (asked.type === undefined || matchesType(asked.type, type)) &&
    (asked.types === undefined || asked.types.some((one) => matchesType(one, type)));
  const { delivery_success: success } = asked;
  const matched = work
    .all('event')
    .filter((event) => wanted(event.type) && (asked.created?.(event.created) ?? true))
    .filter(({ id }) => success === undefined || success === isDelivered(work, id));
  const page = paginate(matched, asked, '/v1/events');
  return { ...page, data: page.data.map((event) => shown(work.account, event)) };
}

const isDelivered = (work: Work, event: string): boolean =>
  deliveriesOf(work.account, event).every(({ status }) => status === 'delivered');

export function retrieveEvent(work: Work, { id, params }: Call): object {
  readParams(params, {});
  return shown(work.account, findEvent(work, id, id));
}

export function retrieveThinEvent(work: Work, { id, params }: Call): object {
  readParams(params, {});
  return thinEvent(findEvent(work, snapshotId(id), id));
}

function findEvent(work: Work, id: string, asked: string): Stripe.Event {
  const event = work.find('event', id);
  if (!event) throw missing('event', asked, 'id');
  return event;
}
