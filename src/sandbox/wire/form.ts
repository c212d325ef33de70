/** A decoded parameter: text, or parameters under names; list items are under their numbers. */
export type ParamValue = string | Params;
export interface Params {
  [name: string]: ParamValue;
}

/** Decodes `a[b][0]=c` as Stripe's clients encode it. `a[]=c` takes the next number. */
export function decodeForm(text: string): Params {
  const params = emptyParams();
  for (const [name, value] of new URLSearchParams(text)) put(params, pathOf(name), value);
  return params;
}

/** Parameters by the names they had on the wire: `metadata[order_id]`. */
export function flatten(params: Params, prefix = ''): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [key, value] of Object.entries(params)) {
    const name = prefix === '' ? key : `${prefix}[${key}]`;
    if (typeof value === 'string') flat[name] = value;
    else Object.assign(flat, flatten(value, name));
  }
  return flat;
}

/** The same text for the same parameters, in whatever order they came. */
export function canonical(params: Params): string {
  return JSON.stringify(Object.entries(flatten(params)).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Without a prototype, so that a parameter called `__proto__` is only a name. */
const emptyParams = (): Params => Object.create(null) as Params;

function pathOf(name: string): string[] {
  const open = name.indexOf('[');
  if (open <= 0 || !name.endsWith(']')) return [name];
  return [name.slice(0, open), ...name.slice(open + 1, -1).split('][')];
}

function put(params: Params, path: string[], value: string): void {
  let at = params;
  path.forEach((step, depth) => {
    const key = step === '' ? String(Object.keys(at).length) : step;
    if (depth === path.length - 1) {
      at[key] = value;
      return;
    }
    const held = at[key];
    const next = typeof held === 'object' ? held : emptyParams();
    at[key] = next;
    at = next;
  });
}
