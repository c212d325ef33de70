/** What the sandbox takes for a tenant without a Stripe key. */
export const sandboxKey = 'sk_test_sandbox';
