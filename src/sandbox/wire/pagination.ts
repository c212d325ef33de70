import type { Stripe } from 'stripe';
import { invalid, missing } from './errors.ts';
import { group, integer, type Reader, text } from './params.ts';

export const pageParams = { limit: integer({ min: 1, max: 100 }), starting_after: text, ending_before: text };

interface Page {
  limit?: number;
  starting_after?: string;
  ending_before?: string;
}

/** A page of what matched, newest first; objects of one second keep the order in which they came. */
export function paginate<T extends { id: string; object: string; created: number }>(
  matched: T[],
  page: Page,
  url: string,
): Stripe.ApiList<T> {
  const items = newestFirst(matched);
  const limit = page.limit ?? 10;
  const at = (cursor: string, param: string) => {
    const index = items.findIndex(({ id }) => id === cursor);
    if (index < 0) throw missing(items[0]?.object ?? 'object', cursor, param, 400);
    return index;
  };
  if (page.starting_after !== undefined && page.ending_before !== undefined) {
    throw invalid('You can only specify one of these parameters: starting_after, ending_before.');
  }
  if (page.ending_before !== undefined) {
    const end = at(page.ending_before, 'ending_before');
    const start = Math.max(0, end - limit);
    return { object: 'list', data: items.slice(start, end), has_more: start > 0, url };
  }
  const start = page.starting_after === undefined ? 0 : at(page.starting_after, 'starting_after') + 1;
  const end = start + limit;
  return { object: 'list', data: items.slice(start, end), has_more: end < items.length, url };
}

/** A page of the objects whose `fields` are as was asked, where anything was, and that were made when it was asked for. */
export function pageOf<T extends { id: string; object: string; created: number }, Field extends keyof T>(
  objects: T[],
  asked: Page & { created?: (created: number) => boolean } & { [F in Field]?: unknown },
  fields: readonly Field[],
  url: string,
): Stripe.ApiList<T> {
  const matched = objects
    .filter((object) => fields.every((field) => asked[field] === undefined || object[field] === asked[field]))
    .filter((object) => asked.created?.(object.created) ?? true);
  return paginate(matched, asked, url);
}

export function newestFirst<T extends { created: number }>(items: T[]): T[] {
  return items.toReversed().sort((a, b) => b.created - a.created);
}

const bounds = group({ gt: integer(), gte: integer(), lt: integer(), lte: integer() });

/** The `created` filter: a moment, or a range. */
export const createdFilter: Reader<(created: number) => boolean> = (value, name) => {
  if (typeof value === 'string') {
    const exact = integer()(value, name);
    return (created) => created === exact;
  }
  const { gt, gte, lt, lte } = bounds(value, name);
  return (created) =>
    (gt === undefined || created > gt) &&
    (gte === undefined || created >= gte) &&
    (lt === undefined || created < lt) &&
    (lte === undefined || created <= lte);
};
