import Stripe from 'stripe';
import { SANDBOX_KEY } from '../src/cli/stripe-access.ts';

/** Somebody who will ask for the whole of their one payment back. */
export interface Caller {
  readonly email: string;
  readonly identity: { readonly last4: string; readonly amount: { value: number; currency: string } };
  readonly customer: string;
}

/** The sandbox's side of the bench: its callers, and how long Stripe takes. */
export function sandboxAt(url: string) {
  const { hostname, port } = new URL(url);
  const stripe = new Stripe(SANDBOX_KEY, { host: hostname, port, protocol: 'http', telemetry: false });

  async function control(method: string, path: string, body?: object): Promise<void> {
    const response = await fetch(`${url}/_sandbox/${path}`, {
      method,
      headers: { Authorization: `Bearer ${SANDBOX_KEY}`, 'Content-Type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`The sandbox refused ${path}: ${await response.text()}`);
  }

  let made = 0;
  async function newCaller(): Promise<Caller> {
    made += 1;
    const email = `caller-${made}@example.com`;
    const { id: customer } = await stripe.customers.create({ email, name: 'Pat Payer' });
    const amount = { value: 42_50, currency: 'usd' };
    const paid = { amount: amount.value, currency: amount.currency, customer };
    await stripe.paymentIntents.create({ ...paid, payment_method: 'pm_card_visa', confirm: true });
    return { email, customer, identity: { last4: '4242', amount } };
  }

  return {
    /** So many callers, made while Stripe takes no time. */
    async callers(count: number): Promise<Caller[]> {
      await control('DELETE', 'faults');
      const callers: Caller[] = [];
      while (callers.length < count) {
        const some = Math.min(16, count - callers.length);
        callers.push(...(await Promise.all(Array.from({ length: some }, newCaller))));
      }
      return callers;
    },
    /** Every request takes so much longer from now on. */
    async slowBy(ms: number): Promise<void> {
      await control('DELETE', 'faults');
      if (ms > 0) await control('POST', 'faults', { kind: 'delay', ms, times: 'always' });
    },
  };
}
