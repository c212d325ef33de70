/** The version of Stripe's API that the sandbox speaks where a client names none. */
export const apiVersion = '2026-10-28.endive';
