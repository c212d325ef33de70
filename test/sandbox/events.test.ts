import { expect, test } from '@jest/globals';
import type Stripe from 'stripe';
import { pay, refusal, useSandbox } from './sandbox.ts';
import { offer, subscribe, subscriber } from './subscribing.ts';

const sandbox = useSandbox();
type Account = ReturnType<typeof sandbox.account>;
type Told = [type: string, previous?: Record<string, unknown>];

/** Each type that is to be listened to, by what brings it about, with the former values that it tells. */
const stories: [what: string, act: (account: Account) => Promise<unknown>, told: Told[]][] = [
  [
    'a payment that goes through',
    ({ stripe }) => pay(stripe),
    [['charge.succeeded'], ['payment_intent.succeeded']],
  ],
  [
    'a card that is declined',
    ({ stripe }) => refusal(pay(stripe, { payment_method: 'pm_card_chargeDeclined' })),
    [['charge.failed'], ['payment_intent.payment_failed']],
  ],
  [
    'a bank debit that bounces',
    async ({ stripe, control }) => {
      const { id } = await pay(stripe, { payment_method: 'pm_usBankAccount' });
      await control('POST', `/payment_intents/${id}`, { outcome: 'failed' });
    },
    [['payment_intent.processing'], ['charge.failed'], ['payment_intent.payment_failed']],
  ],
  [
    'a payer who is asked for something',
    ({ stripe }) => pay(stripe, { payment_method: 'pm_card_threeDSecure2Required' }),
    [['payment_intent.requires_action']],
  ],
  [
    'a payment that is canceled',
    async ({ stripe }) => {
      const { id } = await stripe.paymentIntents.create({ amount: 500, currency: 'usd' });
      await stripe.paymentIntents.cancel(id);
    },
    [['payment_intent.canceled']],
  ],
  [
    'a charge that is described',
    async ({ stripe }) => {
      const { latest_charge: id } = await pay(stripe);
      await stripe.charges.update(String(id), { description: 'A hat' });
    },
    [['charge.updated', { description: null }]],
  ],
  [
    'a refund that fails after all',
    async ({ stripe, control }) => {
      const { id } = await pay(stripe);
      const refund = await stripe.refunds.create({ payment_intent: id });
      await control('POST', `/refunds/${refund.id}`, { status: 'failed' });
    },
    [
      ['refund.created'],
      ['charge.refunded', { amount_refunded: 0, refunded: false }],
      ['refund.updated', { status: 'succeeded', failure_reason: null }],
      ['refund.failed', { status: 'succeeded' }],
    ],
  ],
  [
    'the bank’s reference of a refund',
    async ({ stripe, control }) => {
      const { id } = await pay(stripe);
      const refund = await stripe.refunds.create({ payment_intent: id });
      await control('POST', `/refunds/${refund.id}`, { reference: '74000001' });
    },
    [['refund.updated', { destination_details: { card: { reference_status: 'pending' } } }]],
  ],
  [
    'a dispute that is answered and won',
    async ({ stripe, control }) => {
      const { id: payment_intent } = await pay(stripe);
      const { id } = await control<Stripe.Dispute>('POST', '/disputes', { payment_intent });
      await control('POST', `/disputes/${id}`, { status: 'under_review' });
      await control('POST', `/disputes/${id}`, { status: 'won' });
    },
    [
      ['charge.dispute.created'],
      ['charge.dispute.funds_withdrawn'],
      ['charge.dispute.updated', { status: 'needs_response' }],
      ['charge.dispute.closed', { status: 'under_review' }],
      ['charge.dispute.funds_reinstated'],
    ],
  ],
  [
    'a customer who moves and leaves',
    async ({ stripe }) => {
      const { id } = await stripe.customers.create({ name: 'Ann' });
      await stripe.customers.update(id, { name: 'Bea', phone: '+14155550101' });
      await stripe.customers.del(id);
    },
    [['customer.updated', { name: 'Ann', phone: null }], ['customer.deleted']],
  ],
  [
    'a subscription that renews, does not, and ends',
    async ({ stripe, control }) => {
      const { id } = await subscribe(stripe);
      await control('POST', `/subscriptions/${id}`, { renewal: 'failed' });
      await stripe.subscriptions.cancel(id);
    },
    [
      ['invoice.paid'],
      ['invoice.payment_failed'],
      ['customer.subscription.updated', { status: 'active' }],
      ['customer.subscription.deleted', { status: 'past_due' }],
    ],
  ],
  [
    'a code that is redeemed, and redeemed out',
    async ({ stripe }) => {
      const { id: promotion_code } = await offer(stripe, { max_redemptions: 2 });
      const { id: customer } = await subscriber(stripe);
      const params = { customer, discounts: [{ promotion_code }] };
      await subscribe(stripe, params);
      await subscribe(stripe, params);
    },
    [
      ['promotion_code.updated', { times_redeemed: 0 }],
      ['promotion_code.updated', { times_redeemed: 1, active: true }],
    ],
  ],
];

test.each(stories)('%s is told', async (_what, act, told) => {
  const account = sandbox.account();
  await act(account);
  const { data } = await account.stripe.events.list({ limit: 100 });
  let rest = data.reverse();
  for (const [type, previous] of told) {
    const at = rest.findIndex(
      (event) =>
        event.type === type && (previous === undefined || matches(event.data.previous_attributes, previous)),
    );
    expect({ type, previous, at: at >= 0 }).toEqual({ type, previous, at: true });
    rest = rest.slice(at + 1);
  }
});

function matches(actual: unknown, wanted: Record<string, unknown>): boolean {
  try {
    expect(actual).toMatchObject(wanted);
    return true;
  } catch {
    return false;
  }
}
