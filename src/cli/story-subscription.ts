import type { Narrator } from './story-payment.ts';

/** Somebody who has subscribed, by a Visa; the first payment was today. */
export interface StorySubscriber {
  /** Names the subscription for good: its requests' keys are made of it. */
  key: string;
  name: string;
  email: string;
  plan: string;
  amount: number;
  interval: 'month' | 'year';
  /** Its second payment has failed already. */
  pastDue?: true;
  tryThis: string;
}

/** Subscriptions to ask about, and to change. */
export const subscribers: StorySubscriber[] = [
  {
    key: 'nia',
    name: 'Nia Noor',
    email: 'nia@example.com',
    plan: 'Gold',
    amount: 20_00,
    interval: 'month',
    tryThis: 'a subscription: how it stands, pause or cancel it (the code is in the outbox)',
  },
  {
    key: 'otto',
    name: 'Otto Ott',
    email: 'otto@example.com',
    plan: 'Silver',
    amount: 12_00,
    interval: 'month',
    pastDue: true,
    tryThis: 'a subscription that is past due',
  },
];

/** Subscribes somebody as it is told, and gives their first payment. Telling it again changes nothing. */
export async function tellSubscription(
  { stripe, control }: Narrator,
  { key, name, email, plan, amount, interval, pastDue }: StorySubscriber,
): Promise<string> {
  const step = (name: string) => ({ idempotencyKey: `story-${key}-${name}` });
  const card = 'pm_card_visa';
  const { id: customer } = await stripe.customers.create(
    { name, email, payment_method: card, invoice_settings: { default_payment_method: card } },
    step('customer'),
  );
  const { id: price } = await stripe.prices.create(
    { currency: 'usd', unit_amount: amount, recurring: { interval }, product_data: { name: plan } },
    step('price'),
  );
  const { id } = await stripe.subscriptions.create({ customer, items: [{ price }] }, step('subscription'));
  const { status } = await stripe.subscriptions.retrieve(id);
  if (pastDue && status !== 'past_due') await control(`subscriptions/${id}`, { renewal: 'failed' });
  const { data } = await stripe.paymentIntents.list({ customer, limit: 100 });
  return data.at(-1)?.id ?? '';
}
