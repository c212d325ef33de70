import type { Params, ParamValue } from './form.ts';

/** Decodes the JSON that the second API speaks into what a form would have said. What is no JSON says nothing. */
export function decodeJson(text: string): Params {
  try {
    const params = paramOf(JSON.parse(text) as unknown);
    return typeof params === 'string' ? {} : params;
  } catch {
    return {};
  }
}

function paramOf(value: unknown): ParamValue {
  if (value === null) return '';
  if (typeof value !== 'object') return String(value);
  // Without a prototype, so that a parameter called `__proto__` is only a name.
  const params = Object.create(null) as Params;
  for (const [name, one] of Object.entries(value)) params[name] = paramOf(one);
  return params;
}
