import { invalid, notInSandbox } from './errors.ts';
import type { Params, ParamValue } from './form.ts';

/** Turns one parameter into its value, or refuses it in Stripe's words. */
export type Reader<T> = (value: ParamValue, name: string) => T;
export type Shape = Record<string, Reader<unknown>>;
/** A reader for every parameter that Stripe's own types name. */
export type Named<P> = Record<Exclude<keyof P, 'expand'>, Reader<unknown>>;
export type Read<S extends Shape> = { [K in keyof S]?: ReturnType<S[K]> };

/** Reads parameters by their shape; what the shape does not know is an error, as in Stripe. */
export function readParams<S extends Shape, R extends keyof S & string = never>(
  params: Params,
  shape: S,
  required: readonly R[] = [],
  prefix = '',
): Read<S> & { [K in R]: ReturnType<S[K]> } {
  const nameOf = (key: string) => (prefix === '' ? key : `${prefix}[${key}]`);
  const unknown = Object.keys(params).filter((key) => !Object.hasOwn(shape, key));
  if (unknown[0] !== undefined) {
    const names = unknown.map(nameOf);
    const message = `Received unknown parameter${names.length > 1 ? 's' : ''}: ${names.join(', ')}`;
    throw invalid(message, { code: 'parameter_unknown', param: nameOf(unknown[0]) });
  }
  for (const key of required) {
    if (params[key] === undefined) {
      throw invalid(`Missing required param: ${nameOf(key)}.`, {
        code: 'parameter_missing',
        param: nameOf(key),
      });
    }
  }
  const read = Object.entries(params).map(([key, value]) => [key, shape[key]?.(value, nameOf(key))]);
  return Object.fromEntries(read) as Read<S> & { [K in R]: ReturnType<S[K]> };
}

export const text: Reader<string> = (value, name) => {
  if (typeof value !== 'string') throw invalid('Invalid string: {...}', { param: name });
  if (value !== '') return value;
  const message =
    `You passed an empty string for '${name}'. We assume empty values are an attempt to unset a field; however ` +
    `'${name}' cannot be unset. You should remove '${name}' from your request or supply a non-empty value.`;
  throw invalid(message, { code: 'parameter_invalid_empty', param: name });
};

/** Text of at most so many characters. */
export const textUpTo =
  (max: number): Reader<string> =>
  (value, name) => {
    const given = text(value, name);
    if (given.length <= max) return given;
    const shown = `${given.slice(0, 10)}...${given.slice(-10)}`;
    throw invalid(`Invalid string: ${shown}; must be at most ${max} characters`, { param: name });
  };

/** Text that `''` unsets. */
export const clearable: Reader<string | null> = (value, name) => (value === '' ? null : text(value, name));

export function integer({ min, max }: { min?: number; max?: number } = {}): Reader<number> {
  return (value, name) => {
    const code = 'parameter_invalid_integer';
    const given = text(value, name);
    if (!/^-?\d{1,15}$/.test(given)) throw invalid(`Invalid integer: ${given}`, { code, param: name });
    const number = Number(given);
    const wrong = (bound: string) => invalid(`This value must be ${bound}.`, { code, param: name });
    if (min !== undefined && number < min) throw wrong(`greater than or equal to ${min}`);
    if (max !== undefined && number > max) throw wrong(`less than or equal to ${max}`);
    return number;
  };
}

export const flag: Reader<boolean> = (value, name) => {
  if (value === 'true' || value === 'false') return value === 'true';
  throw invalid(`Invalid boolean: ${text(value, name)}`, { param: name });
};

export function oneOf<const T extends string>(...allowed: [T, ...T[]]): Reader<T> {
  return (value, name) => {
    const found = allowed.find((one) => one === value);
    if (found !== undefined) return found;
    const last = allowed.at(-1);
    const choices =
      allowed.length > 2 ? `${allowed.slice(0, -1).join(', ')}, or ${last}` : allowed.join(' or ');
    throw invalid(`Invalid ${name}: must be one of ${choices}`, { param: name });
  };
}

export function list<T>(item: Reader<T>): Reader<T[]> {
  return (value, name) => {
    if (typeof value === 'string') throw invalid('Invalid array', { param: name });
    return Object.entries(value).map(([index, one]) => item(one, `${name}[${index}]`));
  };
}

export function group<S extends Shape, R extends keyof S & string = never>(
  shape: S,
  required: readonly R[] = [],
) {
  return (value: ParamValue, name: string) => {
    if (typeof value === 'string') throw invalid('Invalid object', { param: name });
    return readParams(value, shape, required, name);
  };
}

export const currency: Reader<string> = (value, name) => {
  const given = text(value, name).toLowerCase();
  if (/^[a-z]{3}$/.test(given)) return given;
  throw invalid(`Invalid currency: ${given}`, { param: name });
};

/** A parameter that Stripe has and the sandbox has not. */
export const unsupported: Reader<never> = (_value, name) => {
  throw notInSandbox(`the parameter ${name}`);
};
