/** Where staff go who name no page. */
export const CONSOLE = '/console';

/** So long an address is carried through a sign-in, in a cookie beside others. */
const LONGEST = 500;

/** Where somebody goes on after they have signed in: a page of the console, with its query; all else is the console's first. */
export function returnTo(wanted: unknown, publicUrl: string): string {
  if (typeof wanted !== 'string' || !URL.canParse(wanted, publicUrl)) return CONSOLE;
  const { origin, pathname, search, hash } = new URL(wanted, publicUrl);
  const isOurs = origin === publicUrl && (pathname === CONSOLE || pathname.startsWith(`${CONSOLE}/`));
  // Back to a sign-in would go round for ever.
  if (!isOurs || /^\/console\/(sign-in|sign-out|signed-out|session)(\/|$)/.test(pathname)) return CONSOLE;
  const there = `${pathname}${search}${hash}`;
  return there.length > LONGEST ? CONSOLE : there;
}
