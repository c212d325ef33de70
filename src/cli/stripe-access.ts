import type { Tenant } from '../contracts/tenants.ts';
import type { StripeAccess } from '../stripe/client.ts';

/** What the sandbox takes for a tenant without a Stripe key. */
export const SANDBOX_KEY = 'sk_test_sandbox';

/** As whom and where a tenant's Stripe is reached: the sandbox's where it has none. */
export function stripeAccess({ stripe }: Pick<Tenant, 'stripe'>, sandboxUrl: string): StripeAccess {
  return stripe ?? { secretKey: SANDBOX_KEY, apiBase: sandboxUrl };
}
