import Stripe from 'stripe';
import type { useSandbox } from '../sandbox/sandbox.ts';
import type { Account } from './check.ts';

type Sandbox = ReturnType<typeof useSandbox>;
type SandboxAccount = ReturnType<Sandbox['account']>;

/** An account of the sandbox; reached by another client than its own where one is given. */
export function inSandbox({ stripe, control }: SandboxAccount, client: Stripe = stripe): Account {
  return {
    stripe: client,
    slowDown: (path) => control('POST', '/faults', { kind: 'delay', ms: 300, method: 'POST', path }),
  };
}

/** The account of Stripe's own that this key opens. */
export function atStripe(key: string): Account {
  const stripe = new Stripe(key, { apiVersion: '2026-10-28.endive', telemetry: false, maxNetworkRetries: 0 });
  return { stripe, slowDown: () => Promise.resolve() };
}

/** The key to run the suite with at Stripe itself, if any. Throws where it could move real money. */
export function testKeyFrom(text: string | undefined): string | undefined {
  if (text === undefined || text === '') return undefined;
  if (!/^(sk|rk)_test_/.test(text))
    throw new Error('STRIPE_TEST_SECRET_KEY is no test key: the suite pays and refunds with it.');
  return text;
}
