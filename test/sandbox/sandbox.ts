import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll } from '@jest/globals';
import Stripe from 'stripe';
import { createSandbox, type Listening } from '../../src/sandbox/index.ts';

/** A secret key whose data nobody else sees. */
export const freshKey = (): string => `sk_test_${randomUUID().replaceAll('-', '')}`;

export function connect(port: number, key: string, options: Stripe.StripeConfig = {}): Stripe {
  return new Stripe(key, {
    host: '127.0.0.1',
    port,
    protocol: 'http',
    maxNetworkRetries: 0,
    apiVersion: '2026-10-28.endive',
    telemetry: false,
    ...options,
  });
}

/** What the control API is asked, as the owner of the key. */
export async function ask<T>(
  port: number,
  key: string,
  [method, path, body]: [method: string, path: string, body?: object],
): Promise<T> {
  const response = await fetch(`http://127.0.0.1:${port}/_sandbox${path}`, {
    method,
    headers: { Authorization: `Bearer ${key}` },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}

/** One sandbox for a test file; each caller of `account` has data of its own. */
export function useSandbox() {
  let listening: Listening;
  beforeAll(async () => {
    listening = await createSandbox().listen(0);
  });
  afterAll(() => listening.close());
  return {
    get port() {
      return listening.port;
    },
    account(options: Stripe.StripeConfig = {}) {
      const key = freshKey();
      const { port } = listening;
      return {
        key,
        stripe: connect(port, key, options),
        control: <T>(method: string, path: string, body?: object) =>
          ask<T>(port, key, body ? [method, path, body] : [method, path]),
      };
    },
  };
}

/** A payment that went through, as most tests need one. */
export function pay(
  stripe: Stripe,
  params: Partial<Stripe.PaymentIntentCreateParams> = {},
): Promise<Stripe.Response<Stripe.PaymentIntent>> {
  return stripe.paymentIntents.create({
    amount: 10_000,
    currency: 'usd',
    payment_method: 'pm_card_visa',
    confirm: true,
    ...params,
  });
}

/** What Stripe says to a request that it refuses. */
export async function refusal(
  request: Promise<unknown>,
): Promise<InstanceType<typeof Stripe.errors.StripeError>> {
  const answer = await request.catch((error: unknown) => error);
  if (answer instanceof Stripe.errors.StripeError) return answer;
  throw new Error(`not refused: ${JSON.stringify(answer)}`);
}
