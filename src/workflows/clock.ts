/** Now in whole seconds, as Stripe counts time and decisions are dated. */
export function nowSeconds(): number {
  return Math.floor(Date.now() / 1_000);
}
