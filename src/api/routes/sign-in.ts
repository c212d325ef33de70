import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { send } from '../answer.ts';
import { onlyMethods } from '../methods.ts';
import type { ApiParts } from '../parts.ts';
import { clearCookie, cookieNames, cookieOf, cookiesLike, setCookie } from '../staff/cookies.ts';
import { ofKnownTenants } from '../staff/member.ts';
import { plainPages, sendPage } from '../staff/pages.ts';
import { type Provider, providerAt, transaction } from '../staff/provider.ts';
import { returnTo } from '../staff/return-to.ts';
import { sealed } from '../staff/sealed.ts';
import { type StaffAccess, sessionOf, signedIn } from '../staff/signed-in.ts';

/** How long a sign-in may take, and where it was to lead is known, seconds. */
const SIGN_IN_SECONDS = 600;
const KNOWN_SECONDS = 12 * 3_600;
/** So many of one browser are kept at once: all cookies together have to fit into the 16 KiB of a request's headers. */
const MOST_SIGN_INS = 3;

/** Browsers keep no cookie above 4 KiB. */
const MOST_IN_COOKIE = 3_900;
const idTokenShape = z.object({ idToken: z.string() });

/** `/console/sign-in`, its callback, and `/console/sign-out`. */
export function signInRoutes({ keys, staff, tenants, log }: ApiParts, access: StaffAccess): Router {
  const router = Router({ caseSensitive: true });
  const { publicUrl } = access;
  const names = cookieNames(publicUrl);
  const transactions = sealed(keys.staff.signIn, { purpose: 'staff-sign-in', shape: transaction });
  const idTokens = sealed(keys.staff.signIn, { purpose: 'staff-id-token', shape: idTokenShape });
  const provider = staff?.oidc && providerAt(staff.oidc, publicUrl);

  router
    .route('/sign-in')
    .get(async (request, response) => {
      if (!provider) return sendPage(response, 503, plainPages.notSetUp);
      const wanted = returnTo(request.query['return_to'], publicUrl);
      const anew = request.query['prompt'] === 'login';
      const begun = await provider.begin(wanted, { anew }).catch((error: unknown) => {
        log.warn('identity provider does not answer', { error: (error as Error).name });
        return undefined;
      });
      if (!begun) return sendPage(response, 503, plainPages.noProvider, { returnTo: wanted, anew });
      // Those that were begun and never finished are not carried along.
      const begunBefore = cookiesLike(request, names.signIn());
      if (begunBefore.length >= MOST_SIGN_INS)
        for (const name of begunBefore) response.append('Set-Cookie', clearCookie(name));
      const now = seconds();
      const kept = { ...begun.transaction, until: now + SIGN_IN_SECONDS };
      const cookie = await transactions.seal(kept, now + KNOWN_SECONDS);
      response.append('Set-Cookie', setCookie(names.signIn(kept.state), cookie, KNOWN_SECONDS));
      response.redirect(303, begun.url);
    })
    .all(onlyMethods('GET', 'HEAD'));

  router
    .route('/sign-in/callback')
    .get(async (request, response) => {
      if (!provider) return sendPage(response, 503, plainPages.notSetUp);
      await finish(provider, request, response);
    })
    .all(onlyMethods('GET', 'HEAD'));

  router
    .route('/sign-out')
    .post(signedIn(access), async (request, response) => {
      access.sessions.end(sessionOf(response));
      const kept = await idTokens.open(cookieOf(request, names.idToken) ?? '');
      // Signed out here in any case, also where the provider does not answer.
      const there = await provider?.signOut(kept?.idToken).catch(() => undefined);
      for (const name of [names.session, names.idToken]) response.append('Set-Cookie', clearCookie(name));
      send(response, { status: 200, body: { url: there ?? '/console/signed-out' } });
    })
    .all(onlyMethods('POST'));

  router
    .route('/signed-out')
    .get((_request, response) => sendPage(response, 200, plainPages.signedOut))
    .all(onlyMethods('GET', 'HEAD'));

  return router;

  async function finish(at: Provider, request: Request, response: Response): Promise<void> {
    const { state } = request.query;
    const name = names.signIn(typeof state === 'string' ? state : '');
    const begun = await transactions.open(cookieOf(request, name) ?? '');
    if (!begun) return sendPage(response, 400, plainPages.tooLate);
    // One try each: what came back wrong is not tried again under the same state.
    response.append('Set-Cookie', clearCookie(name));
    if (begun.until < seconds()) return sendPage(response, 400, plainPages.tooLate, begun);
    const query = new URL(request.originalUrl, publicUrl).search;
    const came = await at.complete(query, begun).catch((error: unknown) => {
      log.warn('sign-in refused', { error: (error as Error).name });
      return undefined;
    });
    if (!came) return sendPage(response, 400, plainPages.notFinished, begun);
    if (came.embedded && access.isLive) return sendPage(response, 403, plainPages.notForProduction);
    if (!came.member) return sendPage(response, 403, plainPages.noRole, begun);
    const member = ofKnownTenants(came.member, (tenant) => tenants.byId(tenant) !== undefined);
    const { session, cookie } = await access.sessions.begin(member, came);
    if (cookie.length > MOST_IN_COOKIE) {
      access.sessions.end(session);
      return sendPage(response, 403, plainPages.tooManyTenants, begun);
    }
    response.append('Set-Cookie', setCookie(names.session, cookie));
    const kept = await idTokens.seal({ idToken: came.idToken }, access.sessions.wholeUntil(session));
    if (kept.length < MOST_IN_COOKIE) response.append('Set-Cookie', setCookie(names.idToken, kept));
    response.redirect(303, begun.returnTo);
  }
}

const seconds = () => Math.floor(Date.now() / 1_000);
