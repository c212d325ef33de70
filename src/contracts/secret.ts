import { z } from 'zod';

const secrets = z.registry<{ readonly secret: true }>();

/** Marks a text as a secret: the tenants file keeps it encrypted, and nobody is shown more than its end. */
export function secret<T extends z.ZodType>(schema: T): T {
  secrets.add(schema, { secret: true });
  return schema;
}

/** Where secrets stand in what a schema describes: the names on the way, `*` for each of a list. */
export function secretPaths(schema: z.core.$ZodType): readonly (readonly string[])[] {
  if (secrets.get(schema)) return [[]];
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape as Record<string, z.core.$ZodType>).flatMap(([name, field]) =>
      secretPaths(field).map((path) => [name, ...path]),
    );
  if (schema instanceof z.ZodArray) return secretPaths(schema.element).map((path) => ['*', ...path]);
  const inner = wrapped(schema);
  return inner ? secretPaths(inner) : [];
}

/** What an optional, a default and the like are of. */
function wrapped(schema: z.core.$ZodType): z.core.$ZodType | undefined {
  const { innerType } = schema._zod.def as { innerType?: z.core.$ZodType };
  return innerType;
}
