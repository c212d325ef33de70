import { randomText } from '../ids.ts';
import type { Destination, StoredObject } from '../objects.ts';
import { apiVersion } from '../version.ts';
import { isEventType } from '../webhooks/event-types.ts';
import { invalid, missing, notInSandbox, refused } from '../wire/errors.ts';
import { list, type Reader, text } from '../wire/params.ts';
import type { Work } from '../work.ts';

const most = 16;

export const webAddress: Reader<string> = (value, name) => {
  const given = text(value, name);
  if (/^https?:\/\//i.test(given) && URL.canParse(given)) return given;
  const message = 'Invalid URL: An explicit scheme (such as https) must be provided.';
  throw invalid(message, { code: 'url_invalid', param: name });
};

/** Names of events, `*` for all of them, or such as `charge.*`. Those of thin events begin with `v1.`. */
export function eventNames(prefix: '' | 'v1.'): Reader<string[]> {
  return list((value, name) => {
    const given = text(value, name);
    if (given === '*') return given;
    if (given.startsWith(prefix) && isEventType(given.slice(prefix.length))) return given;
    throw invalid(`Invalid ${name}: ${given} is no type of event`, { param: name });
  });
}

/** Events are rendered at one version here; another one would be a lie. */
export const renderedVersion: Reader<string> = (value, name) => {
  const given = text(value, name);
  if (given === apiVersion) return given;
  throw notInSandbox(`the API version ${given}`);
};

export function newDestination(
  work: Work,
  made: Pick<Destination, 'id' | 'url' | 'enabled_events'>,
): Destination {
  if (liveDestinations(work).length >= most) {
    throw refused(`You have reached the maximum of ${most} test webhook endpoints.`);
  }
  return {
    object: 'webhook_endpoint',
    api_version: null,
    application: null,
    created: work.now,
    description: null,
    livemode: false,
    metadata: {},
    name: '',
    payload: 'snapshot',
    status: 'enabled',
    secret: `whsec_${randomText(32)}`,
    former_secret: null,
    updated: work.now,
    ...made,
  };
}

export function liveDestinations(work: Work): Destination[] {
  return work.all('webhook_endpoint').filter((one): one is Destination => !one.deleted);
}

/** One of those whose ids begin so: each API sees its own. */
export function findDestination(work: Work, id: string, prefix: 'we_' | 'ed_'): Destination {
  const found = id.startsWith(prefix) ? work.find('webhook_endpoint', id) : undefined;
  if (found && !found.deleted) return found;
  throw missing(prefix === 'we_' ? 'webhook endpoint' : 'event destination', id, 'id');
}

export function removeDestination(work: Work, id: string): void {
  work.save({ id, object: 'webhook_endpoint', deleted: true } satisfies StoredObject);
}
