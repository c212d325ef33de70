import { randomUUID } from 'node:crypto';
import express, { type ErrorRequestHandler, type Express, type RequestHandler, Router } from 'express';
import { isLive } from '../contracts/tenants.ts';
import { errorCode, type Log } from '../platform/log.ts';
import { problemAnswer, send } from './answer.ts';
import { bodyProblems } from './body.ts';
import { notHeard } from './not-heard.ts';
import type { ApiParts } from './parts.ts';
import { callRoutes } from './routes/calls.ts';
import { consoleRoutes } from './routes/console.ts';
import { documentRoutes } from './routes/documents.ts';
import { healthRoutes } from './routes/health.ts';
import { intentRoutes } from './routes/intents.ts';
import { noticeRoutes } from './routes/notices.ts';
import { outboxRoutes } from './routes/outbox.ts';
import { signInRoutes } from './routes/sign-in.ts';
import { taskRoutes } from './routes/tasks.ts';
import { webhookRoutes } from './routes/webhooks.ts';
import { onLoopbackByOneName } from './staff/one-name.ts';
import { pageHeaders } from './staff/pages.ts';
import { staffSessions } from './staff/sessions.ts';
import { isSilence } from './temporal-errors.ts';
import { authenticate, languageOf } from './tenant.ts';

/** The API, ready to listen. */
export function createApi(parts: ApiParts): Express {
  const app = express();
  app
    .disable('x-powered-by')
    .disable('etag')
    .set('case sensitive routing', true)
    .set('query parser', 'simple');
  const access = {
    sessions: staffSessions(parts.keys.staff),
    publicUrl: parts.staff?.publicUrl ?? 'http://127.0.0.1',
    isLive: parts.tenants.all().some(isLive),
  };
  const v1 = Router({ caseSensitive: true });
  v1.use(authenticate(parts.tenants), intentRoutes(parts), callRoutes(parts));
  app.use(
    logged(parts.log),
    healthRoutes(parts),
    documentRoutes(),
    outboxRoutes(parts),
    webhookRoutes(parts),
  );
  app.use(
    '/console',
    pageHeaders,
    onLoopbackByOneName(access.publicUrl),
    signInRoutes(parts, access),
    consoleRoutes(parts, access),
  );
  app.use('/v1', taskRoutes(parts, access), noticeRoutes(parts, access), v1);
  app.use((_request, response) => send(response, problemAnswer('not-found')));
  app.use(bodyProblems, faults(parts.log));
  return app;
}

/** One line a request: what was asked by its route, never by its path, which holds what callers bring. */
function logged(log: Log): RequestHandler {
  return (request, response, next) => {
    const began = performance.now();
    const requestId = randomUUID();
    response.locals['requestId'] = requestId;
    response.set({
      'Request-Id': requestId,
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    });
    response.on('close', () => {
      const { tenant, problem } = response.locals as { tenant?: { id: string }; problem?: string };
      log.info('request', {
        requestId,
        method: request.method,
        route: (request.route as { path?: string } | undefined)?.path ?? 'none',
        status: response.writableFinished ? response.statusCode : 0,
        milliseconds: Math.round(performance.now() - began),
        tenant: tenant?.id,
        problem,
      });
    });
    next();
  };
}

/** What nobody foresaw: the agent gets a request id, the log the error's class. */
function faults(log: Log): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    const requestId = String(response.locals['requestId']);
    log.error('fault', { requestId, error: errorCode(error) });
    if (response.headersSent) next(error);
    else if (error instanceof URIError) send(response, problemAnswer('not-found'));
    else if (isSilence(error)) send(response, notHeard(languageOf(response)));
    else send(response, problemAnswer('internal', { requestId }));
  };
}
