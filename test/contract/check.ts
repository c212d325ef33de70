import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import type Stripe from 'stripe';
import { pay, refusal } from '../sandbox/sandbox.ts';

/** A Stripe account that checks are run on: the sandbox's, a liar's, or Stripe's own in test mode. */
export interface Account {
  readonly stripe: Stripe;
  /** Has the next request to this path take so long that another one meets it. Stripe itself takes long enough. */
  slowDown(path: string): Promise<unknown>;
}

/** One thing that is true of Stripe, as a function that throws where it is not. */
export interface Check {
  readonly name: string;
  holds(account: Account): Promise<void>;
}

/** Text that nothing else on the account has: accounts of Stripe's own are used again. */
export const fresh = (): string => randomUUID().replaceAll('-', '');

/** A payment by a card, that never sends its payer to another page: Stripe would want to know where to come back to. */
export function paid(
  stripe: Stripe,
  params: Partial<Stripe.PaymentIntentCreateParams> = {},
): Promise<Stripe.Response<Stripe.PaymentIntent>> {
  return pay(stripe, { automatic_payment_methods: { enabled: true, allow_redirects: 'never' }, ...params });
}

/** The id of the charge that paid. */
export function chargeOf({ latest_charge: charge }: Stripe.PaymentIntent): string {
  if (charge === null) throw new Error('Nothing was charged.');
  return typeof charge === 'string' ? charge : charge.id;
}

/** What Stripe says, word for word: `code` and `param` null where it gives none, which our code counts on. */
export interface Said {
  readonly statusCode?: number;
  readonly code?: string | null;
  readonly param?: string | null;
  readonly message: string;
}

/** Holds where the request is refused in just these words. */
export async function says(
  request: Promise<unknown>,
  { statusCode = 400, code = null, param = null, message }: Said,
): Promise<void> {
  const error = await refusal(request);
  const said = { statusCode: error.statusCode, code: error.code ?? null, param: error.param ?? null };
  expect({ ...said, message: error.message }).toEqual({ statusCode, code, param, message });
}
