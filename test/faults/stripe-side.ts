import { randomUUID } from 'node:crypto';
import type Stripe from 'stripe';
import { SANDBOX_KEY } from '../../src/cli/stripe-access.ts';
import { ask, connect, pay } from '../sandbox/sandbox.ts';
import { until } from '../support/until.ts';

/** Somebody with one payment. */
export interface Payer {
  readonly email: string;
  readonly customer: string;
  readonly payment: string;
  readonly captured: number;
  /** What they say to be verified. */
  readonly identity: { readonly last4: string; readonly amount: { value: number; currency: string } };
}

interface Request {
  readonly method: string;
  readonly path: string;
  readonly params: Record<string, string>;
  readonly idempotencyKey: string | null;
  readonly replayed: boolean;
  readonly status: number | null;
  readonly fault: string | null;
}

/** What only the sandbox can tell, and be told: it is the checker's one source on money. */
export function stripeSide(port: number) {
  const stripe = connect(port, SANDBOX_KEY);
  const control = <T>(method: string, path: string, body?: object) =>
    ask<T>(port, SANDBOX_KEY, body ? [method, path, body] : [method, path]);

  const side = {
    client: stripe,
    control,

    async payer(captured = 42_50): Promise<Payer> {
      const email = `${randomUUID()}@example.com`;
      const { id: customer } = await stripe.customers.create({ email, name: 'Pat Payer' });
      const { id: payment } = await pay(stripe, { amount: captured, customer });
      const amount = { value: captured, currency: 'usd' };
      return { email, customer, payment, captured, identity: { last4: '4242', amount } };
    },

    /** Has a fault strike what is asked about one payment's refunds. */
    spoil: ({ payment }: Payer, fault: object) =>
      control<{ id: string }>('POST', '/faults', {
        ...{ method: 'POST', path: '/v1/refunds', params: { payment_intent: payment } },
        ...fault,
      }),

    /** Has what is read of a payer, before the caller is asked, take a while. */
    slowToFind: ({ email }: Payer) =>
      control('POST', '/faults', {
        ...{ kind: 'delay', ms: 500, path: '/v1/customers', contains: email.split('@')[0] },
      }),

    /** Holds the next request that matches before or after its commit. */
    async hold(request: object, when: 'before' | 'after') {
      const { id } = await control<{ id: string }>('POST', '/faults', { ...request, kind: 'hold', when });
      const faults = () => control<{ data: { id: string; holding: number }[] }>('GET', '/faults');
      const holding = async () => (await faults()).data.some((one) => one.id === id && one.holding > 0);
      return {
        isHeld: () => until(`it is held ${when} its commit`, holding, 60),
        letGo: () => control('DELETE', `/faults/${id}`),
      };
    },

    /** What was sent so far of one kind, oldest first. A path that ends with a slash stands for all below it. */
    async sent({ method, path }: { method: string; path: string }): Promise<Request[]> {
      const { data } = await control<{ data: Request[] }>('GET', `/journal?method=${method}&path=${path}`);
      return path.endsWith('/') ? data : data.filter((one) => one.path === path);
    },

    /** The same, once each has its answer: one of a dead process runs on. */
    async answered(of: { method: string; path: string }): Promise<Request[]> {
      let sent: Request[] = [];
      await until('each is answered', async () => {
        sent = await side.sent(of);
        return sent.every(({ status }) => status !== null);
      });
      return sent;
    },

    /** How many of the requests received were spoilt by a fault. */
    async spoilt(): Promise<number> {
      const { data } = await control<{ data: Request[] }>('GET', '/journal?path=/v1/refunds');
      return data.filter(({ fault }) => fault !== null).length;
    },

    refunds: (of: { payment?: string } = {}): Promise<Stripe.Refund[]> =>
      stripe.refunds
        .list({ limit: 100, ...(of.payment !== undefined && { payment_intent: of.payment }) })
        .autoPagingToArray({ limit: 10_000 }),

    codes: async ({ customer }: Payer): Promise<Stripe.PromotionCode[]> =>
      (await stripe.promotionCodes.list({ customer, limit: 100 })).data,

    /** The coupons that an intent's decisions have made. */
    async couponsOf(intentId: string): Promise<Stripe.Coupon[]> {
      const { data } = await stripe.coupons.list({ limit: 100 });
      return data.filter(({ metadata }) => metadata?.['tellerline_decision']?.startsWith(`${intentId}-`));
    },
  };
  return side;
}

export type StripeSide = ReturnType<typeof stripeSide>;
