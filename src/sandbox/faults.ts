import { newId } from './ids.ts';
import type { ApiRequest } from './wire/request.ts';

/** Which requests a fault is for; all that is given must match. */
export interface FaultMatch {
  method?: string;
  /** A prefix of the path, or a regular expression for all of it. */
  path?: string;
  /** Parameters by their names on the wire, such as `metadata[order_id]`. */
  params?: Record<string, string>;
  /** A piece of the query or body as it came, percent-encoded. */
  contains?: string;
}

/**
 * When a fault strikes: before anything begins; `during` execution, so that nothing happens but the 5xx stays under
 * the key; or after what was asked has happened.
 */
export type FaultMoment = 'before' | 'during' | 'after';

export type FaultEffect =
  | { kind: 'delay'; ms: number }
  /** Holds a request for as long as the fault stands. */
  | { kind: 'hold' }
  | {
      kind: 'status';
      status: number;
      type?: string;
      code?: string;
      message?: string;
      headers?: Record<string, string>;
    }
  | { kind: 'body'; status?: number; body: string; contentType?: string }
  /** `drip` begins an answer, and sends byte after byte without ever coming to its end. */
  | { kind: 'garbage' | 'html' | 'empty' | 'reset' | 'hang' | 'drip' };

export type Fault = FaultMatch &
  FaultEffect & {
    id: string;
    when: FaultMoment;
    /** How many more requests it strikes. */
    times: number | 'always';
    /** How many matching requests it lets through first. */
    skip: number;
    /** How many requests it keeps waiting now. */
    holding: number;
  };

export type FaultOrder = FaultMatch &
  FaultEffect & { when?: FaultMoment; times?: number | 'always'; skip?: number };

export function newFault(order: FaultOrder): Fault {
  if (order.path !== undefined) new RegExp(order.path);
  return { times: 1, skip: 0, when: 'before', ...order, holding: 0, id: newId('flt') };
}

/** Whether a fault changes when a request is answered, not how. */
export const isWait = ({ kind }: Fault): boolean => kind === 'delay' || kind === 'hold';

/** The faults that strike this request: every wait, and the first of the others. */
export function strike(faults: Fault[], request: ApiRequest, params: Record<string, string>): Fault[] {
  const struck: Fault[] = [];
  let decided = false;
  for (const fault of faults) {
    if (fault.times === 0 || (decided && !isWait(fault)) || !matches(fault, request, params)) continue;
    if (fault.skip > 0) {
      fault.skip -= 1;
      continue;
    }
    if (fault.times !== 'always') fault.times -= 1;
    if (!isWait(fault)) decided = true;
    struck.push(fault);
  }
  return struck;
}

function matches(fault: FaultMatch, request: ApiRequest, params: Record<string, string>): boolean {
  const { method, path, params: wanted = {}, contains } = fault;
  return (
    (method === undefined || method.toUpperCase() === request.method) &&
    (path === undefined || request.path.startsWith(path) || new RegExp(`^(?:${path})$`).test(request.path)) &&
    (contains === undefined || request.text.includes(contains)) &&
    Object.entries(wanted).every(([name, value]) => params[name] === value)
  );
}
