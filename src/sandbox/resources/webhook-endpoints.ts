import type { Stripe } from 'stripe';
import type { Call } from '../exchange.ts';
import { newId } from '../ids.ts';
import type { Destination } from '../objects.ts';
import { notInSandbox } from '../wire/errors.ts';
import { mergeMetadata, metadata } from '../wire/metadata.ts';
import { pageParams, paginate } from '../wire/pagination.ts';
import { clearable, flag, type Named, type Reader, readParams } from '../wire/params.ts';
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

const ownAccount: Reader<false> = (value, name) => {
  if (flag(value, name)) throw notInSandbox('events of connected accounts');
  return false;
};

const editable = { description: clearable, enabled_events: eventNames(''), metadata, url: webAddress };
const creation = {
  ...editable,
  api_version: renderedVersion,
  connect: ownAccount,
} satisfies Named<Stripe.WebhookEndpointCreateParams>;
const change = { ...editable, disabled: flag } satisfies Named<Stripe.WebhookEndpointUpdateParams>;

/** The only answer that has the secret. */
export function createWebhookEndpoint(work: Work, { params }: Call): object {
  const { url, enabled_events, ...asked } = readParams(params, creation, ['url', 'enabled_events']);
  const endpoint: Destination = {
    ...newDestination(work, { id: newId('we'), url, enabled_events }),
    api_version: asked.api_version ?? null,
    description: asked.description ?? null,
    metadata: mergeMetadata({}, asked.metadata),
  };
  work.save(endpoint);
  return { ...shownEndpoint(endpoint), secret: endpoint.secret };
}

export function updateWebhookEndpoint(work: Work, { id, params }: Call): object {
  const { metadata: metadataChange, disabled, ...asked } = readParams(params, change);
  const before = findDestination(work, id, 'we_');
  const endpoint: Destination = {
    ...before,
    ...asked,
    ...(disabled !== undefined && { status: disabled ? 'disabled' : 'enabled' }),
    metadata: mergeMetadata(before.metadata, metadataChange),
  };
  work.save(endpoint);
  return shownEndpoint(endpoint);
}

export function retrieveWebhookEndpoint(work: Work, { id, params }: Call): object {
  readParams(params, {});
  return shownEndpoint(findDestination(work, id, 'we_'));
}

export function listWebhookEndpoints(work: Work, { params }: Call): object {
  const endpoints = liveDestinations(work).filter(({ id }) => id.startsWith('we_'));
  return paginate(endpoints.map(shownEndpoint), readParams(params, pageParams), '/v1/webhook_endpoints');
}

export function deleteWebhookEndpoint(work: Work, { id, params }: Call): object {
  readParams(params, {});
  removeDestination(work, findDestination(work, id, 'we_').id);
  return { id, object: 'webhook_endpoint', deleted: true };
}

function shownEndpoint(destination: Destination): Stripe.WebhookEndpoint {
  const {
    name: _name,
    payload: _payload,
    secret: _secret,
    former_secret: _former,
    updated: _updated,
    ...shown
  } = destination;
  return shown;
}
