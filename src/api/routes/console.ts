import express, { type RequestHandler, Router } from 'express';
import { problemAnswer, send } from '../answer.ts';
import { onlyMethods } from '../methods.ts';
import type { ApiParts } from '../parts.ts';
import { plainPages, plainStyle, sendPage } from '../staff/pages.ts';
import { keepSignedIn, type StaffAccess, sessionIn, sessionOf, signedIn } from '../staff/signed-in.ts';

/** The console's page and files, and who is signed in. */
export function consoleRoutes({ staff, temporalUi }: ApiParts, access: StaffAccess): Router {
  const router = Router({ caseSensitive: true });
  const { sessions } = access;

  const tellSession: RequestHandler = (_request, response) => {
    const session = sessionOf(response);
    const { staff: who, tenants, embedded } = session;
    const body = {
      staff: who,
      tenants,
      csrf: sessions.csrf(session),
      expiresAt: new Date(sessions.until(session)).toISOString(),
      ...(temporalUi !== undefined && { temporalUi }),
      notForProduction: embedded,
    };
    send(response, { status: 200, body });
  };

  router
    .route('/session')
    .get(signedIn(access), tellSession)
    // A POST keeps them signed in, as every POST does: this one does nothing else.
    .post(signedIn(access), tellSession)
    .all(onlyMethods('GET', 'HEAD', 'POST'));

  router.get('/plain.css', (_request, response) => {
    response.type('css').send(plainStyle);
  });

  if (staff !== undefined)
    router.use(express.static(staff.consoleFolder, { index: false, redirect: false, setHeaders: cached }));
  router.use('/assets', (_request, response) => send(response, problemAnswer('not-found')));

  // Whatever page: which one is shown is the page's own business. The whole address survives a sign-in.
  router
    .route(/.*/)
    .get(async (request, response) => {
      if (!staff?.oidc) return sendPage(response, 503, plainPages.notSetUp);
      const session = await sessionIn(request, access);
      if (!session)
        return response.redirect(
          303,
          `/console/sign-in?return_to=${encodeURIComponent(request.originalUrl)}`,
        );
      await keepSignedIn(response, session, access);
      response.sendFile('index.html', { root: staff.consoleFolder, cacheControl: false }, (error) => {
        if (error && !response.headersSent) sendPage(response, 503, plainPages.notBuilt);
      });
    })
    .all(onlyMethods('GET', 'HEAD'));
  return router;
}

/** What the build names by its content never changes. */
function cached(response: { setHeader(name: string, value: string): void }, file: string): void {
  const isNamed = /[\\/]assets[\\/]/.test(file);
  response.setHeader('Cache-Control', isNamed ? 'public, max-age=31536000, immutable' : 'no-cache');
}
