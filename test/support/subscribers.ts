import { randomUUID } from 'node:crypto';
import type Stripe from 'stripe';
import type { Reply } from '../../src/contracts/reply.ts';
import { pay } from '../sandbox/sandbox.ts';
import { monthly } from '../sandbox/subscribing.ts';
import type { Agent } from './agent.ts';
import type { Teller } from './teller.ts';
import { until } from './until.ts';

/** Somebody with a subscription and a payment of $42.50, made through Stripe's own client and not by our code. */
export interface Subscriber {
  readonly email: string;
  readonly customer: string;
  readonly subscription: Stripe.Subscription;
  /** What the caller says to be verified. */
  readonly identity: { last4: string; amount: string };
}

/** A new customer with a subscription; to Gold at $20 a month unless told otherwise. */
export async function subscriber(
  teller: Teller,
  params: Partial<Stripe.SubscriptionCreateParams> = {},
  { tenant, card = 'pm_card_visa' }: { tenant?: string; card?: string } = {},
): Promise<Subscriber> {
  const stripe = teller.stripe(tenant);
  const email = `${randomUUID()}@example.com`;
  const { id: customer } = await stripe.customers.create({
    email,
    name: 'Sam Subscriber',
    payment_method: card,
    invoice_settings: { default_payment_method: card },
  });
  await pay(stripe, { amount: 42_50, customer });
  const items = params.items ?? [{ price: (await monthly(stripe)).id }];
  const subscription = await stripe.subscriptions.create({ customer, ...params, items });
  return { email, customer, subscription, identity: { last4: '4242', amount: '42.50' } };
}

interface Wanted {
  readonly tenant?: string;
  readonly call?: string;
  readonly details?: Record<string, unknown>;
}

/** A subscription's intent, up to the reply after the caller has proved who they are. */
export async function verifiedSubscriber(
  teller: Teller,
  who: Pick<Subscriber, 'email' | 'identity'>,
  { tenant, call = teller.call(), details = {} }: Wanted = {},
): Promise<Reply> {
  const agent = teller.agent(tenant);
  const caller = { email: who.email };
  const asked = await agent.begin(call, { intent: 'subscription', caller, details });
  return agent.answer(asked, { identity: who.identity });
}

/** Says the code that was sent last for an intent, which asks for one. */
export async function sayCode(teller: Teller, agent: Agent, asked: Reply, email: string): Promise<Reply> {
  if (asked.expects?.kind !== 'one_time_code') throw new Error(`No code is asked for: ${asked.say}`);
  const code = await codeSent(teller, email);
  return agent.answer(asked, { code });
}

async function codeSent(teller: Teller, email: string): Promise<string> {
  let code: string | undefined;
  await until('a code was sent', async () => {
    const sent = await teller.outbox(email);
    code = sent.map(({ text }) => /\b\d{6}\b/.exec(text)?.[0]).findLast((one) => one !== undefined);
    return code !== undefined;
  });
  return code ?? '';
}

/** A change, up to the question for a yes: verified, and authenticated by the code that was sent. */
export async function askedToChange(
  teller: Teller,
  who: Subscriber,
  action: string,
  { tenant, call }: Omit<Wanted, 'details'> = {},
): Promise<Reply> {
  const wanted = { details: { action }, ...(tenant && { tenant }), ...(call && { call }) };
  const code = await verifiedSubscriber(teller, who, wanted);
  return sayCode(teller, teller.agent(tenant), code, who.email);
}

/** What tests of changes look at and do at Stripe, by its own client. */
export function subscriptionsOf(teller: Teller) {
  return {
    now: ({ subscription }: Subscriber, tenant?: string) =>
      teller.stripe(tenant).subscriptions.retrieve(subscription.id, { expand: ['discounts.source.coupon'] }),

    update: ({ subscription }: Subscriber, params: Stripe.SubscriptionUpdateParams, tenant?: string) =>
      teller.stripe(tenant).subscriptions.update(subscription.id, params),

    /** What was asked of Stripe that changes a subscription. */
    async changes({ subscription }: Subscriber, tenant?: string): Promise<{ idempotencyKey: string }[]> {
      const path = `/v1/subscriptions/${subscription.id}`;
      const sent = await Promise.all(
        ['POST', 'DELETE'].map((method) =>
          teller.control<{
            data: { idempotencyKey: string; path: string; params: Record<string, string> }[];
          }>('GET', `/journal?method=${method}&path=${path}`, undefined, tenant),
        ),
      );
      return sent.flatMap(({ data }) => data).filter(({ params }) => params['expand[0]'] !== undefined);
    },
  };
}
