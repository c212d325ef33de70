import type { Request } from 'express';
import { newId } from '../ids.ts';
import { decodeForm, type Params } from './form.ts';
import { decodeJson } from './json.ts';

/** A request as the sandbox sees it, once it is taken off the wire. */
export interface ApiRequest {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly params: Params;
  /** Query and body as they came, for faults that look for a piece of text. */
  readonly text: string;
  /** Only on POST: Stripe ignores the key elsewhere. */
  readonly idempotencyKey: string | undefined;
}

export function readRequest(request: Request): ApiRequest {
  const [path = '', query = ''] = request.originalUrl.split('?');
  const body = typeof request.body === 'string' ? request.body : '';
  const text = [query, body].filter(Boolean).join('&');
  return {
    id: newId('req'),
    method: request.method,
    path: path.length > 1 ? path.replace(/\/$/, '') : path,
    params: path.startsWith('/v2/') && body !== '' ? decodeJson(body) : decodeForm(text),
    text,
    idempotencyKey: request.method === 'POST' ? request.get('idempotency-key') || undefined : undefined,
  };
}
