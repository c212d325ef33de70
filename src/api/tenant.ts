import type { RequestHandler, Response } from 'express';
import type { Tenant } from '../contracts/tenants.ts';
import type { Tenants } from '../platform/tenants.ts';
import { problemAnswer, send } from './answer.ts';

/** Lets in who brings a tenant's API key, and scopes the request to that tenant. */
export function authenticate(tenants: Tenants): RequestHandler {
  return (request, response, next) => {
    const [, key] = /^Bearer ([\x21-\x7e]{1,200})$/i.exec(request.headers.authorization ?? '') ?? [];
    const tenant = key === undefined ? undefined : tenants.byApiKey(key);
    if (!tenant) {
      send(response, problemAnswer('unauthenticated', {}, { 'WWW-Authenticate': 'Bearer' }));
      return;
    }
    response.locals['tenant'] = tenant;
    next();
  };
}

/** What to speak while nothing is known of an intent. */
export function defaultLanguage({ languages: [first = 'en-US'] }: Pick<Tenant, 'languages'>): string {
  return first;
}

/** What to speak to whoever sent a request, which may be nobody that we know. */
export function languageOf(response: Response): string {
  return defaultLanguage((response.locals as { tenant?: Tenant }).tenant ?? { languages: [] });
}

/** The tenant that an authenticated request belongs to. */
export function tenantOf(response: Response): Tenant {
  return response.locals['tenant'] as Tenant;
}
