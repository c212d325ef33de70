import express, { type Express, type RequestHandler } from 'express';
import type { Configuration } from 'oidc-provider';
// The package's entry says at each start that Node 20 is too old for it: our tests sign in by it there.
import { Provider } from 'oidc-provider/lib/provider.js';
import type { providerKeys } from './keys.ts';
import { signInPage, signOutPage, wrongPage } from './pages.ts';
import type { DemoStaff } from './people.ts';

interface Parts {
  readonly issuer: string;
  readonly publicUrl: string;
  readonly clientId: string;
  /** Without it the console is a public client. */
  readonly clientSecret?: string;
  /** Who can sign in. */
  readonly staff: readonly DemoStaff[];
  readonly keys: Awaited<ReturnType<typeof providerKeys>>;
}

/** The embedded identity provider: OpenID Connect as it is elsewhere, but whoever comes picks whom to be. */
export function identityProvider(parts: Parts): Express {
  const { issuer, publicUrl, clientId, clientSecret, staff, keys } = parts;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        ...(clientSecret === undefined
          ? { token_endpoint_auth_method: 'none' }
          : { token_endpoint_auth_method: 'client_secret_basic', client_secret: clientSecret }),
        redirect_uris: [`${publicUrl}/console/sign-in/callback`],
        post_logout_redirect_uris: [`${publicUrl}/console/signed-out`],
      },
    ],
    jwks: { keys: [keys.signing] },
    cookies: { keys: [keys.cookies] },
    claims: { openid: ['sub'], profile: ['name', 'roles', 'tenants'] },
    scopes: ['openid', 'profile'],
    conformIdTokenClaims: false,
    discovery: { tellerline_not_for_production: true },
    ttl: { Interaction: 3_600, Session: 36_000, Grant: 36_000, AccessToken: 600, IdToken: 3_600 },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        logoutSource(context, form) {
          context.body = signOutPage(form);
        },
      },
    },
    renderError(context, { error }) {
      context.type = 'html';
      context.body = wrongPage(error);
    },
    findAccount: (_context, sub) => {
      const found = staff.find((one) => one.sub === sub);
      return found && { accountId: sub, claims: () => ({ ...found }) };
    },
    // Our own console: nobody is asked whether it may know their name.
    async loadExistingGrant({ oidc }) {
      const { client, session } = oidc;
      if (!client || session?.accountId === undefined) return undefined;
      const { clientId: of } = client;
      const known = session.grantIdFor(of);
      const there = known === undefined ? undefined : await provider.Grant.find(known);
      if (there) return there;
      const grant = new provider.Grant({ clientId: of, accountId: session.accountId });
      grant.addOIDCScope('openid profile');
      await grant.save();
      return grant;
    },
  } satisfies Configuration);

  const app = express();
  app.disable('x-powered-by');
  app.use(pageHeaders(publicUrl));
  app
    .route('/interaction/:uid')
    .get((request, response) => {
      response.type('html').send(signInPage(staff, `/interaction/${encodeURIComponent(request.params.uid)}`));
    })
    .post(express.urlencoded({ extended: false }), async (request, response) => {
      const { sub } = (request.body ?? {}) as { sub?: string };
      const chosen = staff.find((one) => one.sub === sub);
      const login = chosen && { accountId: chosen.sub };
      try {
        await provider.interactionFinished(request, response, login ? { login } : { error: 'access_denied' });
      } catch {
        response.status(400).type('html').send(wrongPage('this_sign_in_is_over'));
      }
    });
  app.use(provider.callback());
  return app;
}

/**
 * A form leads back to the console in the end, which browsers count as where it is sent. The provider's own pages send
 * themselves on by a script.
 */
function pageHeaders(publicUrl: string): RequestHandler {
  const policy = (script: string) =>
    `default-src 'none'; style-src 'unsafe-inline'; script-src ${script}; base-uri 'none'; form-action 'self' ${publicUrl}; frame-ancestors 'none'`;
  return (request, response, next) => {
    const isOurs = request.path.startsWith('/interaction/');
    response.set({
      'Content-Security-Policy': policy(isOurs ? "'none'" : "'unsafe-inline'"),
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'DENY',
    });
    next();
  };
}
