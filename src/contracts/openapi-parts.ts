import { type ProblemName, problems } from './problem.ts';

/** What the OpenAPI document is put together from. */
export type Json = Record<string, unknown>;

export const json = (schema: Json) => ({ 'application/json': { schema } });
export const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
export const parameter = (name: string, where: string, schema: Json, description: string): Json => ({
  name,
  in: where,
  required: where !== 'query',
  description,
  schema,
});

/** What names a request and its repeats. */
export const key = parameter(
  'Idempotency-Key',
  'header',
  { type: 'string', minLength: 1, maxLength: 255 },
  'A new one for each thing that is said, the same one when it is sent again',
);

/** Answers that are problems, by their status. */
export function problemsOf(...names: ProblemName[]): Json {
  const statuses = [...new Set(names.map((name) => problems[name].status))];
  const described = statuses.map((status) => {
    const same = names.filter((name) => problems[name].status === status);
    const description = same.map((name) => `${name}: ${problems[name].title}`).join('. ');
    return [
      String(status),
      { description, content: { 'application/problem+json': { schema: ref('Problem') } } },
    ];
  });
  return Object.fromEntries(described) as Json;
}

/** Problems of every POST with a body. */
export const onPosts: ProblemName[] = [
  'malformed-json',
  'idempotency-key-missing',
  'too-large',
  'unsupported-media-type',
  'invalid-request',
];
