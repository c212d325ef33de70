type Body = Record<string, unknown>;

const wrong = (name: string, what: string) => new Error(`${name} must be ${what}`);

/** Refuses a field that nobody reads: a mistyped order would otherwise be silently lost. */
export function allowOnly(body: Body, names: readonly string[]): void {
  const unknown = Object.keys(body).find((name) => !names.includes(name));
  if (unknown !== undefined) throw new Error(`unknown field ${unknown}; known are ${names.join(', ')}`);
}

export function optionalText(body: Body, name: string): string | undefined {
  const value = body[name];
  if (value === undefined || typeof value === 'string') return value;
  throw wrong(name, 'text');
}

export function optionalNumber(body: Body, name: string): number | undefined {
  const value = body[name];
  if (value === undefined || (typeof value === 'number' && Number.isFinite(value))) return value;
  throw wrong(name, 'a number');
}

export function numberOrNull(body: Body, name: string): number | null | undefined {
  return body[name] === null ? null : optionalNumber(body, name);
}

export function optionalFlag(body: Body, name: string): boolean | undefined {
  const value = body[name];
  if (value === undefined || typeof value === 'boolean') return value;
  throw wrong(name, 'true or false');
}

export function optionalTexts(body: Body, name: string): Record<string, string> | undefined {
  const value = body[name];
  if (value === undefined) return undefined;
  if (typeof value !== 'object' || value === null) throw wrong(name, 'an object');
  return Object.fromEntries(
    Object.entries(value).map(([key, one]: [string, unknown]) => {
      if (typeof one !== 'string') throw wrong(`${name}.${key}`, 'text');
      return [key, one];
    }),
  );
}

export function choice<const T extends string>(
  body: Body,
  name: string,
  allowed: readonly T[],
): T | undefined {
  const value = body[name];
  if (value === undefined) return undefined;
  const found = allowed.find((one) => one === value);
  if (found === undefined) throw wrong(name, `one of ${allowed.join(', ')}`);
  return found;
}

/** Without the fields that were not given. */
export function given<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
