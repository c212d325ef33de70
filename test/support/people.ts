import { randomUUID } from 'node:crypto';
import type Stripe from 'stripe';
import { pay } from '../sandbox/sandbox.ts';
import type { Teller } from './teller.ts';

/** Somebody with a payment, made through Stripe's own client and not by our code. */
export interface Payer {
  readonly email: string;
  readonly customer: string;
  readonly payment: Stripe.PaymentIntent;
  /** What the caller says to be verified. */
  readonly identity: { last4: string; amount: { value: number; currency: string } };
}

/** Every refund of somebody's payment, newest first, by whomever made. */
export async function refundsOf(
  teller: Teller,
  { payment }: Payer,
  tenant?: string,
): Promise<Stripe.Refund[]> {
  return (await teller.stripe(tenant).refunds.list({ payment_intent: payment.id, limit: 100 })).data;
}

/** A number that nobody else has. */
export const aPhone = () => `+14155${String(Math.floor(Math.random() * 1e6)).padStart(6, '0')}`;

/** A new customer with one payment; of $42.50 by Visa unless told otherwise. */
export async function payer(
  teller: Teller,
  params: Partial<Stripe.PaymentIntentCreateParams> = {},
  tenant?: string,
): Promise<Payer> {
  const stripe = teller.stripe(tenant);
  const email = `${randomUUID()}@example.com`;
  const customer = await stripe.customers.create({ email, name: 'Pat Payer' });
  const payment = await pay(stripe, { amount: 42_50, customer: customer.id, ...params });
  const { amount: value, currency } = payment;
  return { email, customer: customer.id, payment, identity: { last4: '4242', amount: { value, currency } } };
}

/** Somebody who paid $33 by Visa without being a customer; only the payment's billing details know them. */
export async function guest(teller: Teller): Promise<{ email: string; payment: Stripe.PaymentIntent }> {
  const email = `${randomUUID()}@example.com`;
  const payment = await teller.stripe().paymentIntents.create({
    amount: 3_300,
    currency: 'usd',
    confirm: true,
    payment_method_data: {
      type: 'card',
      card: { token: 'tok_visa' },
      billing_details: { email, address: { postal_code: '94107' } },
    } as unknown as Stripe.PaymentIntentCreateParams.PaymentMethodData,
  });
  return { email, payment };
}
