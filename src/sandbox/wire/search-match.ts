import { invalid } from './errors.ts';
import type { Clause, SearchQuery } from './search-query.ts';

/** How a field may be searched: text by pieces too, tokens only as a whole, numbers also by size. */
export type FieldType = 'string' | 'token' | 'numeric';
export type SearchFields = (field: string) => FieldType | undefined;

type Matcher = (object: object) => boolean;

/** Turns a query into a test of objects; refuses fields that the resource cannot be searched by. */
export function compileSearch(query: SearchQuery, fields: SearchFields, resource: string): Matcher {
  const matchers = query.clauses.map((clause) => compileClause(clause, fields, resource));
  return query.joiner === 'or'
    ? (object) => matchers.some((matches) => matches(object))
    : (object) => matchers.every((matches) => matches(object));
}

function compileClause(clause: Clause, fields: SearchFields, resource: string): Matcher {
  const type =
    clause.key !== undefined ? (clause.field === 'metadata' ? 'token' : undefined) : fields(clause.field);
  if (!type) {
    throw invalid(
      `Field \`${clause.field}\` is an unsupported search field for resource \`${resource}\`. See ` +
        `http://stripe.com/docs/search#query-fields-for-${resource.replaceAll('_', '-')} for a list of supported fields.`,
      { param: 'query' },
    );
  }
  const path = clause.key === undefined ? clause.field.split('.') : ['metadata', clause.key];
  const test = compileTest(clause, type);
  return (object) => test(valueAt(object, path)) !== clause.negated;
}

function compileTest({ operator, value, field }: Clause, type: FieldType): (held: string | null) => boolean {
  const wrong = (why: string) => invalid(`Field \`${field}\` ${why}.`, { param: 'query' });
  if (value === null) {
    if (operator !== ':') throw wrong('can only be compared with null by `:`');
    return (held) => held === null;
  }
  if (type === 'numeric') {
    const number = Number(value);
    if (operator === '~') throw wrong('does not support substring matching');
    if (!Number.isFinite(number) || value.trim() === '') throw wrong('expects a number');
    return (held) => held !== null && compare(Number(held), operator, number);
  }
  const wanted = value.toLowerCase();
  if (operator === ':') return (held) => held?.toLowerCase() === wanted;
  if (operator !== '~') throw wrong('does not support numeric comparison');
  if (type !== 'string') throw wrong('does not support substring matching');
  if (wanted.length < 3) throw wrong('needs at least 3 characters for substring matching');
  return (held) => held?.toLowerCase().includes(wanted) ?? false;
}

function compare(held: number, operator: Exclude<Clause['operator'], '~'>, wanted: number): boolean {
  switch (operator) {
    case ':':
    case '=':
      return held === wanted;
    case '>':
      return held > wanted;
    case '<':
      return held < wanted;
    case '>=':
      return held >= wanted;
    case '<=':
      return held <= wanted;
  }
}

function valueAt(object: object, path: string[]): string | null {
  let at: unknown = object;
  for (const step of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return null;
    at = (at as Record<string, unknown>)[step];
  }
  return at === null || at === undefined || at === '' ? null : String(at);
}
