import type { Request, RequestHandler, Response } from 'express';
import { problemAnswer, send } from '../answer.ts';
import { cookieNames, cookieOf, setCookie } from './cookies.ts';
import type { StaffSession, StaffSessions } from './sessions.ts';

/** What tells whether somebody is signed in. */
export interface StaffAccess {
  readonly sessions: StaffSessions;
  readonly publicUrl: string;
  /** Whether real money moves: then nobody is let in by the identity provider that is not for production. */
  readonly isLive: boolean;
}

/** Who sends a request; undefined where nobody is signed in. */
export async function sessionIn(
  request: Request,
  { sessions, publicUrl, isLive }: StaffAccess,
): Promise<StaffSession | undefined> {
  const cookie = cookieOf(request, cookieNames(publicUrl).session);
  const session = cookie === undefined ? undefined : await sessions.read(cookie);
  // Begun before a tenant had a live key.
  return isLive && session?.embedded ? undefined : session;
}

/**
 * Lets in who is signed in. A POST also has to come from a page of ours: from this origin, with the session's token. What
 * somebody does keeps them signed in; what their page looks at by itself does not.
 */
export function signedIn(access: StaffAccess): RequestHandler {
  return async (request, response, next) => {
    const session = await sessionIn(request, access);
    if (!session) return send(response, problemAnswer('not-signed-in'));
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (!isRead && !isFromOurPage(request, session, access))
      return send(response, problemAnswer('cross-site'));
    response.locals['session'] = isRead ? session : await keepSignedIn(response, session, access);
    next();
  };
}

/** The session of a request that was let in. */
export function sessionOf(response: Response): StaffSession {
  return response.locals['session'] as StaffSession;
}

/** Has the time in which they may do nothing begin anew; resolves to the session as their cookie holds it then. */
export async function keepSignedIn(
  response: Response,
  session: StaffSession,
  { sessions, publicUrl }: StaffAccess,
): Promise<StaffSession> {
  const { session: kept, cookie } = await sessions.renew(session);
  if (cookie !== undefined) response.append('Set-Cookie', setCookie(cookieNames(publicUrl).session, cookie));
  return kept;
}

function isFromOurPage(
  request: Request,
  session: StaffSession,
  { sessions, publicUrl }: StaffAccess,
): boolean {
  const [origin, site] = [request.get('Origin'), request.get('Sec-Fetch-Site')];
  if (site !== undefined && site !== 'same-origin') return false;
  const isOurOrigin = origin === undefined ? site === 'same-origin' : origin === publicUrl;
  return isOurOrigin && sessions.isFromPage(session, request.get('X-CSRF-Token') ?? '');
}
