import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import type { Identity } from '../platform/identity.ts';
import type { Asked } from '../workflows/messages.ts';
import { problemAnswer, send } from './answer.ts';

/** Every POST brings a key of 1 to 255 characters. */
export const requireIdempotencyKey: RequestHandler = (request, response, next) => {
  const key = idempotencyKey(request);
  if (key.length >= 1 && key.length <= 255) return next();
  send(response, problemAnswer('idempotency-key-missing'));
};

/** The request's key; only behind `requireIdempotencyKey`. */
export function idempotencyKey(request: Request): string {
  return request.get('Idempotency-Key') ?? '';
}

/** What names this request from here on. `body` as it was read: card numbers are cut out of it. */
export function askedBy(request: Request, identity: Identity, body: unknown): Asked {
  return {
    key: identity.idempotencyKey(idempotencyKey(request)),
    body: identity.body(body),
    request: randomUUID(),
  };
}
