import type { Stripe } from 'stripe';
import type { Call } from '../exchange.ts';
import type { Kind } from '../objects.ts';
import { searchableObjects } from '../search-index.ts';
import { invalid } from '../wire/errors.ts';
import { newestFirst } from '../wire/pagination.ts';
import { integer, readParams, text } from '../wire/params.ts';
import { compileSearch, type FieldType, type SearchFields } from '../wire/search-match.ts';
import { parseSearchQuery } from '../wire/search-query.ts';
import type { Work } from '../work.ts';

const fieldsOf = (fields: Record<string, FieldType>): SearchFields => {
  return (field) => (Object.hasOwn(fields, field) ? fields[field] : undefined);
};

const customerFields = fieldsOf({ created: 'numeric', email: 'string', name: 'string', phone: 'string' });

const paymentIntentFields = fieldsOf({
  amount: 'numeric',
  created: 'numeric',
  currency: 'token',
  customer: 'token',
  status: 'token',
});

const plainChargeFields = fieldsOf({
  amount: 'numeric',
  'billing_details.address.postal_code': 'token',
  created: 'numeric',
  currency: 'token',
  customer: 'token',
  disputed: 'token',
  refunded: 'token',
  status: 'token',
});

const chargeFields: SearchFields = (field) => {
  if (/^payment_method_details\.\w+\.(last4|brand|fingerprint)$/.test(field)) return 'token';
  if (/^payment_method_details\.\w+\.exp_(month|year)$/.test(field)) return 'numeric';
  return plainChargeFields(field);
};

export const searchCustomers = (work: Work, call: Call) =>
  search(work, call, { kind: 'customer', resource: 'customers', fields: customerFields });

export const searchPaymentIntents = (work: Work, call: Call) =>
  search(work, call, { kind: 'payment_intent', resource: 'payment_intents', fields: paymentIntentFields });

export const searchCharges = (work: Work, call: Call) =>
  search(work, call, { kind: 'charge', resource: 'charges', fields: chargeFields });

interface Searched {
  kind: Kind;
  resource: string;
  fields: SearchFields;
}

function search(work: Work, { params, path }: Call, { kind, resource, fields }: Searched) {
  const asked = readParams(params, { query: text, limit: integer({ min: 1, max: 100 }), page: text }, [
    'query',
  ]);
  const matches = compileSearch(parseSearchQuery(asked.query), fields, resource);
  const found = [...searchableObjects(work.account)]
    .filter(isDated)
    .filter((one) => one.object === kind && matches(one));
  const start = asked.page === undefined ? 0 : offsetOf(asked.page);
  const end = start + (asked.limit ?? 10);
  const more = end < found.length;
  const result: Stripe.ApiSearchResult<{ id: string }> = {
    object: 'search_result',
    data: newestFirst(found).slice(start, end),
    has_more: more,
    next_page: more ? pageAt(end) : null,
    url: path,
  };
  return result;
}

type Dated<T> = Extract<T, { created: number }>;
const isDated = <T extends object>(object: T): object is Dated<T> => 'created' in object;

const pageAt = (offset: number): string => Buffer.from(`offset ${offset}`).toString('base64url');

function offsetOf(page: string): number {
  const offset = /^offset (\d+)$/.exec(Buffer.from(page, 'base64url').toString())?.[1];
  if (offset === undefined) throw invalid(`Invalid page: ${page}`, { param: 'page' });
  return Number(offset);
}
