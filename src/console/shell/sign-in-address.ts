/** Where to sign in and come back to the page as it is now, filters and all. */
export function signInAddress(): string {
  const here = `${location.pathname}${location.search}`;
  return `/console/sign-in?return_to=${encodeURIComponent(here)}`;
}
