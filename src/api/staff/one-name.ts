import type { RequestHandler } from 'express';

/** Loopback goes by two names, and cookies and the provider know one of them. */
export function onLoopbackByOneName(publicUrl: string): RequestHandler {
  const { hostname, host } = new URL(publicUrl);
  const other = hostname === '127.0.0.1' ? host.replace(hostname, 'localhost') : undefined;
  return (request, response, next) => {
    if (request.method !== 'GET' || other === undefined || request.get('Host') !== other) return next();
    response.redirect(307, `${publicUrl}${request.originalUrl}`);
  };
}
