import { invalid } from './errors.ts';

/** One condition of a search query, as it was written. */
export interface Clause {
  negated: boolean;
  field: string;
  /** The key, where the field is metadata. */
  key?: string;
  operator: ':' | '~' | '=' | '>' | '<' | '>=' | '<=';
  value: string | null;
  quoted: boolean;
}

export interface SearchQuery {
  clauses: Clause[];
  joiner: 'and' | 'or';
}

const clausePattern =
  /\s*(?<minus>-?)(?<field>[a-z_][a-z0-9_.]*)(?:\[(?<bracket>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')\])?\s*(?<operator>>=|<=|[:~=><])\s*(?<value>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[^\s'"()[\]]+)/iy;
const joinerPattern = /\s+(?:(AND|OR)\s+)?/iy;
const mostClauses = 10;

/** Reads `email:'a@b.c' AND -metadata['k']:null`. Clauses without a joiner are joined by AND. */
export function parseSearchQuery(query: string): SearchQuery {
  const clauses: Clause[] = [];
  const joiners = new Set<string>();
  let at = 0;
  while (at < query.length) {
    clausePattern.lastIndex = at;
    const found = clausePattern.exec(query)?.groups;
    if (!found) throw unparsable();
    clauses.push(clauseOf(found));
    at = clausePattern.lastIndex;
    if (query.slice(at).trim() === '') break;
    joinerPattern.lastIndex = at;
    const joiner = joinerPattern.exec(query);
    if (!joiner) throw unparsable();
    joiners.add(joiner[1]?.toLowerCase() ?? 'and');
    at = joinerPattern.lastIndex;
    if (at >= query.length) throw unparsable();
  }
  if (clauses.length === 0) throw unparsable();
  if (joiners.size > 1) {
    throw invalid('You cannot combine AND and OR in the same search query.', { param: 'query' });
  }
  if (clauses.length > mostClauses) {
    throw invalid(`Search queries can have at most ${mostClauses} clauses.`, { param: 'query' });
  }
  return { clauses, joiner: joiners.has('or') ? 'or' : 'and' };
}

function clauseOf(found: Record<string, string | undefined>): Clause {
  const { minus, field = '', bracket, operator, value = '' } = found;
  const quoted = /^['"]/.test(value);
  return {
    negated: minus === '-',
    field,
    ...(bracket !== undefined && { key: unquoted(bracket) }),
    operator: operator as Clause['operator'],
    value: quoted ? unquoted(value) : value === 'null' ? null : value,
    quoted,
  };
}

const unquoted = (text: string): string => text.slice(1, -1).replace(/\\(.)/g, '$1');

function unparsable() {
  return invalid(
    'We were unable to parse your search query. Try using the format `metadata["key"]:"value"` to query for ' +
      'metadata or key:"value" to query for other fields.',
    { param: 'query' },
  );
}
