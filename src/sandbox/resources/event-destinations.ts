import type { Stripe } from 'stripe';
import type { Call } from '../exchange.ts';
import { newId } from '../ids.ts';
import type { Destination } from '../objects.ts';
import { notInSandbox } from '../wire/errors.ts';
import { mergeMetadata, metadata } from '../wire/metadata.ts';
import {
  clearable,
  group,
  list,
  type Named,
  oneOf,
  type Reader,
  readParams,
  text,
  unsupported,
} from '../wire/params.ts';
import type { Work } from '../work.ts';
import {
  eventNames,
  findDestination,
  liveDestinations,
  newDestination,
  removeDestination,
  renderedVersion,
  webAddress,
} from './destinations.ts';

const overHttp: Reader<'webhook_endpoint'> = (value, name) => {
  const type = text(value, name);
  if (type !== 'webhook_endpoint') throw notInSandbox(`event destinations of the type ${type}`);
  return type;
};

const included = { include: list(oneOf('webhook_endpoint.url', 'webhook_endpoint.signing_secret')) };
const webhook_endpoint = group({ url: webAddress }, ['url']);
const editable = { ...included, description: clearable, metadata, name: text, webhook_endpoint };
const creation = {
  ...editable,
  amazon_eventbridge: unsupported,
  azure_event_grid: unsupported,
  enabled_events: list(text),
  event_payload: oneOf('snapshot', 'thin'),
  events_from: unsupported,
  snapshot_api_version: renderedVersion,
  type: overHttp,
} satisfies Named<Stripe.V2.Core.EventDestinationCreateParams>;
const change = {
  ...editable,
  enabled_events: list(text),
} satisfies Named<Stripe.V2.Core.EventDestinationUpdateParams>;
const required = ['name', 'type', 'event_payload', 'enabled_events', 'webhook_endpoint'] as const;

export function createEventDestination(work: Work, { params }: Call): object {
  const asked = readParams(params, creation, required);
  const { event_payload: payload, webhook_endpoint: endpoint } = asked;
  const enabled_events = eventNames(payload === 'thin' ? 'v1.' : '')(
    params['enabled_events'] ?? '',
    'enabled_events',
  );
  const destination: Destination = {
    ...newDestination(work, { id: newId('ed_test'), url: endpoint.url, enabled_events }),
    description: asked.description ?? '',
    metadata: mergeMetadata({}, asked.metadata),
    name: asked.name,
    payload,
  };
  work.save(destination);
  return shownDestination(destination, asked.include);
}

export function updateEventDestination(work: Work, { id, params }: Call): object {
  const {
    include,
    metadata: metadataChange,
    webhook_endpoint: endpoint,
    ...asked
  } = readParams(params, change);
  const before = findDestination(work, id, 'ed_');
  const { enabled_events: names } = params;
  const destination: Destination = {
    ...before,
    ...asked,
    ...(endpoint && { url: endpoint.url }),
    ...(names !== undefined && {
      enabled_events: eventNames(before.payload === 'thin' ? 'v1.' : '')(names, 'enabled_events'),
    }),
    metadata: mergeMetadata(before.metadata, metadataChange),
    updated: work.now,
  };
  work.save(destination);
  return shownDestination(destination, include);
}

export function retrieveEventDestination(work: Work, { id, params }: Call): object {
  const { include } = readParams(params, included);
  return shownDestination(findDestination(work, id, 'ed_'), include);
}

/** All on one page: there are sixteen at most. */
export function listEventDestinations(work: Work, { params }: Call): object {
  const { include } = readParams(params, { ...included, limit: unsupported });
  const destinations = liveDestinations(work).filter(({ id }) => id.startsWith('ed_'));
  const data = destinations.toReversed().map((one) => shownDestination(one, include));
  return { data, next_page_url: null, previous_page_url: null };
}

export function deleteEventDestination(work: Work, { id, params }: Call): object {
  readParams(params, {});
  removeDestination(work, findDestination(work, id, 'ed_').id);
  return { id, object: 'v2.core.event_destination' };
}

export const disableEventDestination = (work: Work, call: Call): object => setStatus(work, call, 'disabled');
export const enableEventDestination = (work: Work, call: Call): object => setStatus(work, call, 'enabled');

function setStatus(work: Work, { id, params }: Call, status: Destination['status']): object {
  readParams(params, {});
  const destination = { ...findDestination(work, id, 'ed_'), status, updated: work.now };
  work.save(destination);
  return shownDestination(destination);
}

/** Address and secret are there only where they were asked for. */
function shownDestination(destination: Destination, include: string[] = []): Stripe.V2.Core.EventDestination {
  const { id, created, description, enabled_events, livemode, name, payload, status, updated } = destination;
  const has = (name: string) => include.includes(`webhook_endpoint.${name}`);
  return {
    id,
    object: 'v2.core.event_destination',
    created: momentOf(created),
    description: description ?? '',
    enabled_events,
    event_payload: payload,
    livemode,
    metadata: destination.metadata,
    name,
    status,
    ...(status === 'disabled' && { status_details: { disabled: { reason: 'user' } } }),
    type: 'webhook_endpoint',
    updated: momentOf(updated),
    webhook_endpoint: {
      ...(has('url') && { url: destination.url }),
      ...(has('signing_secret') && { signing_secret: destination.secret }),
    },
  };
}

const momentOf = (seconds: number): string => new Date(seconds * 1000).toISOString();
