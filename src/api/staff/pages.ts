import type { RequestHandler, Response } from 'express';
import { CONSOLE } from './return-to.ts';

/** What pages of the console may do: nothing but what comes from us. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** On everything under `/console`. */
export const pageHeaders: RequestHandler = (_request, response, next) => {
  response.set({
    'Content-Security-Policy': policy,
    'Referrer-Policy': 'no-referrer',
    'X-Frame-Options': 'DENY',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
  });
  next();
};

/** What the pages that are shown to who is not signed in look like, at `/console/plain.css`. */
export const plainStyle = `:root { color-scheme: light dark; font: 1.05rem/1.6 system-ui, sans-serif; background: light-dark(#fff, #111418) }
body { max-width: 34rem; margin: 4rem auto; padding: 0 1.5rem }
a { color: light-dark(#0b57d0, #8ab4f8) }
`;

/** What a plain page says. Nothing of it comes from a request. */
export interface PlainPage {
  readonly title: string;
  readonly text: string;
  /** What the link to a sign-in says; `anew`: as somebody else. */
  readonly link?: { readonly words: string; readonly anew?: true };
}

/** The pages that staff see before they are signed in, or after. */
export const plainPages = {
  notSetUp: {
    title: 'Signing in is not set up',
    text: 'The console needs an OpenID Connect provider: whoever runs Tellerline sets TELLERLINE_OIDC_ISSUER. All else works without it.',
  },
  noProvider: {
    title: 'The identity provider does not answer',
    text: 'Nothing was changed. Try again in a moment; if it stays, tell whoever runs Tellerline.',
    link: { words: 'Try again' },
  },
  noRole: {
    title: 'You have no role here',
    text: 'You are known to the identity provider, but not as one of support. Whoever looks after it can give you the role tellerline:agent, tellerline:supervisor or tellerline:admin.',
    link: { words: 'Sign in as somebody else', anew: true },
  },
  tooManyTenants: {
    title: 'You see too many tenants',
    text: 'Their names do not fit into what a browser keeps. Whoever looks after the identity provider can name fewer of them, or give you * for all.',
    link: { words: 'Sign in as somebody else', anew: true },
  },
  notForProduction: {
    title: 'Nobody signs in here like that',
    text: 'Real money moves here, and this identity provider asks nobody for a password. Whoever runs Tellerline sets TELLERLINE_OIDC_ISSUER to one that does.',
  },
  tooLate: {
    title: 'This sign-in is over',
    text: 'It took too long, was used already, or this browser has not kept its cookie.',
    link: { words: 'Sign in' },
  },
  notFinished: {
    title: 'You are not signed in',
    text: 'The identity provider did not finish the sign-in, or what it sent was not right.',
    link: { words: 'Sign in' },
  },
  signedOut: {
    title: 'You have signed out',
    text: 'You can close this page.',
    link: { words: 'Sign in again' },
  },
  notBuilt: {
    title: 'The console is not built',
    text: 'npm run build:console makes it. All else works without it.',
  },
} as const satisfies Record<string, PlainPage>;

/** Where a sign-in from a plain page leads, one that `returnTo` has let through, and whether it is as somebody else. */
interface Next {
  readonly returnTo: string;
  readonly anew: boolean;
}

/** Answers with a plain page. `next`: of the sign-in that did not work. */
export function sendPage(
  response: Response,
  status: number,
  { title, text, link }: PlainPage,
  next: Next = { returnTo: CONSOLE, anew: false },
): void {
  const more = link === undefined ? '' : `<p><a href="${signInLink(link, next)}">${link.words}</a></p>\n`;
  response
    .status(status)
    .type('html')
    .send(`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title} · Tellerline</title>
<link rel="stylesheet" href="/console/plain.css">
<main>
<h1>${title}</h1>
<p>${text}</p>
${more}</main>
</html>
`);
}

function signInLink(link: NonNullable<PlainPage['link']>, { returnTo, anew }: Next): string {
  const query = new URLSearchParams({
    ...((link.anew || anew) && { prompt: 'login' }),
    ...(returnTo !== CONSOLE && { return_to: returnTo }),
  });
  // All that HTML reads otherwise is percent-encoded by then, but for what stands between two of them.
  const text = query.toString().replaceAll('&', '&amp;');
  return text === '' ? '/console/sign-in' : `/console/sign-in?${text}`;
}
