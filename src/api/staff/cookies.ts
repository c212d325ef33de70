import type { Request } from 'express';

type WithCookies = Pick<Request, 'headers'>;

/** A cookie's value in a request; undefined where it is not there. */
export function cookieOf(request: WithCookies, name: string): string | undefined {
  return cookiesOf(request).find(([one]) => one === name)?.[1];
}

/** The names of a request's cookies that begin like that. */
export function cookiesLike(request: WithCookies, prefix: string): string[] {
  return cookiesOf(request).flatMap(([name]) => (name.startsWith(prefix) ? [name] : []));
}

function cookiesOf({ headers }: WithCookies): [name: string, value: string][] {
  return (headers.cookie ?? '').split(';').flatMap((pair) => {
    const at = pair.indexOf('=');
    return at > 0 ? [[pair.slice(0, at).trim(), pair.slice(at + 1).trim()]] : [];
  });
}

/**
 * A cookie for the browser alone. `Secure` also where the page is plain HTTP on loopback, which browsers take for as good;
 * `__Host-` keeps it from being set by any other host. It lasts as long as the browser, or `seconds`.
 */
export function setCookie(name: string, value: string, seconds?: number): string {
  const age = seconds === undefined ? '' : `; Max-Age=${seconds}`;
  return `${name}=${value}; Path=/; Secure; HttpOnly; SameSite=Lax${age}`;
}

/** What takes a cookie away. */
export function clearCookie(name: string): string {
  return setCookie(name, '', 0);
}

/** Names of this API's cookies: browsers do not tell ports of one host apart, and several may run on one machine. */
export function cookieNames(publicUrl: string) {
  const { port } = new URL(publicUrl);
  const prefix = `__Host-tellerline${port === '' ? '' : `-${port}`}`;
  return {
    session: prefix,
    /** The last ID token, which the provider may want to see when somebody signs out. */
    idToken: `${prefix}-id`,
    /** Of one sign-in: two tabs may be at it at once. */
    signIn: (state = '') => `${prefix}-sign-in-${state.slice(0, 8)}`,
  };
}
