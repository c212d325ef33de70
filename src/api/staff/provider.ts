import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  fetchUserInfo,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { z } from 'zod';
import type { StaffSettings } from '../../platform/settings.ts';
import { claimOf, type Member, memberFrom } from './member.ts';

/** Seconds until a provider that does not answer is given up on. */
const PATIENCE_SECONDS = 5;

/** What a sign-in under way has to come back with. */
export const transaction = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  returnTo: z.string(),
  /** Whether it is as somebody else than last time, which the next try is too. */
  anew: z.boolean(),
  /** Seconds since 1970: what comes back later is not taken, and where it was to lead is known still. */
  until: z.int(),
});
export type Transaction = z.infer<typeof transaction>;

/** Who has signed in; `member` is absent where they have no role here. */
export interface SignedIn {
  readonly member?: Member;
  readonly idToken: string;
  /** At the provider that is not for production. */
  readonly embedded: boolean;
}

export type Provider = ReturnType<typeof providerAt>;

/** An OpenID Connect provider: code flow with PKCE, state and nonce. It is looked up when it is first needed. */
export function providerAt(oidc: NonNullable<StaffSettings['oidc']>, publicUrl: string) {
  const redirectUri = `${publicUrl}/console/sign-in/callback`;
  let found: Promise<Configuration> | undefined;

  function configuration(): Promise<Configuration> {
    found ??= lookUp().catch((error: unknown) => {
      found = undefined;
      throw error;
    });
    return found;
  }

  function lookUp(): Promise<Configuration> {
    const issuer = new URL(oidc.issuer);
    const { clientSecret } = oidc;
    const auth = clientSecret === undefined ? None() : bySecret(clientSecret);
    return discovery(issuer, oidc.clientId, clientSecret, auth, {
      timeout: PATIENCE_SECONDS,
      // Beyond loopback the API does not start with such an issuer.
      execute: issuer.protocol === 'http:' ? [allowInsecureRequests] : [],
    });
  }

  return {
    /** Where to send somebody to sign in, and what they have to come back with. `anew`: as somebody else than last time. */
    async begin(
      returnTo: string,
      { anew }: { anew: boolean },
    ): Promise<{ url: string; transaction: Omit<Transaction, 'until'> }> {
      const config = await configuration();
      const [state, nonce, verifier] = [randomState(), randomNonce(), randomPKCECodeVerifier()];
      const url = buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: oidc.scope,
        state,
        nonce,
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        ...(anew && { prompt: 'login' }),
      });
      return { url: url.href, transaction: { state, nonce, verifier, returnTo, anew } };
    },

    /** Who came back with that query. Throws where state, nonce, code or signature are not as they should be. */
    async complete(query: string, { state, nonce, verifier }: Transaction): Promise<SignedIn> {
      const config = await configuration();
      const tokens = await authorizationCodeGrant(config, new URL(`${redirectUri}${query}`), {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (!claims || tokens.id_token === undefined) throw new Error('No ID token.');
      const missing = [oidc.rolesClaim, oidc.tenantsClaim].some(
        (name) => claimOf(claims, name) === undefined,
      );
      const more =
        missing && config.serverMetadata().userinfo_endpoint !== undefined
          ? await fetchUserInfo(config, tokens.access_token, claims.sub)
          : {};
      const member = memberFrom({ ...more, ...claims }, oidc);
      return { ...(member && { member }), idToken: tokens.id_token, embedded: isEmbedded(config) };
    },

    /** Where to send somebody who signs out; undefined where the provider has no such page. */
    async signOut(idToken: string | undefined): Promise<string | undefined> {
      const config = await configuration();
      if (config.serverMetadata().end_session_endpoint === undefined) return undefined;
      return buildEndSessionUrl(config, {
        post_logout_redirect_uri: `${publicUrl}/console/signed-out`,
        ...(idToken !== undefined && { id_token_hint: idToken }),
      }).href;
    },
  };
}

/** The embedded provider says so of itself. */
function isEmbedded(config: Configuration): boolean {
  return config.serverMetadata()['tellerline_not_for_production'] === true;
}

/** As the provider takes it: by the standard's default unless it only takes the other way. */
function bySecret(secret: string): ClientAuth {
  return (server, ...request) => {
    const { token_endpoint_auth_methods_supported: methods = ['client_secret_basic'] } = server;
    const auth = methods.includes('client_secret_basic') ? ClientSecretBasic : ClientSecretPost;
    auth(secret)(server, ...request);
  };
}
