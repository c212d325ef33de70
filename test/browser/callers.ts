import { expect } from '@jest/globals';
import type Stripe from 'stripe';
import type { Reply } from '../../src/contracts/reply.ts';
import { pay } from '../sandbox/sandbox.ts';
import type { Agent } from '../support/agent.ts';

export interface Asked {
  readonly name?: string;
  readonly reason?: string;
  /** Minor units of US dollars; above what is refunded without a person. */
  readonly amount?: number;
}

/** Callers who want a refund that only a person may approve: each a customer of their own. */
export function callersFor(agent: Agent, stripe: Stripe) {
  let count = 0;
  return async ({ name = 'Carla Cruz', reason = 'It came broken', amount = 350_00 }: Asked = {}) => {
    count += 1;
    const email = `caller-${count}@example.com`;
    const customer = await stripe.customers.create({ email, name });
    await pay(stripe, { amount, customer: customer.id });
    const intent = { intent: 'refund', caller: { email }, details: { reason } };
    const first = await agent.begin(`call-${count}`, intent);
    const identity = { last4: '4242', amount: { value: amount, currency: 'usd' } };
    const held: Reply = await agent.answer(await agent.answer(first, { identity }), { confirm: true });
    expect(held.status).toBe('with_support');
    return held;
  };
}
