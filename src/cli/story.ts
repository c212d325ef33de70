import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Stripe from 'stripe';
import { type Control, type Narrator, tellPayment } from './story-payment.ts';
import { people, type StoryPayment, type StoryPerson } from './story-people.ts';
import { type StorySubscriber, subscribers, tellSubscription } from './story-subscription.ts';
import { SANDBOX_KEY } from './stripe-access.ts';

/** A line of the story, as it is shown. */
export interface StoryRow {
  payment: string;
  who: string;
  contact: string;
  what: string;
  tryThis: string;
}

export interface Story {
  rows: StoryRow[];
}

/** Fills the sandbox with people who have paid, once: the file tells the next start that it was done. */
export async function loadStory(sandboxUrl: string, dataFolder: string): Promise<Story> {
  const file = join(dataFolder, 'story.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Story;
  const story = await tellStory(sandboxUrl, new Date());
  writeFileSync(`${file}.next`, JSON.stringify(story, undefined, 2));
  renameSync(`${file}.next`, file);
  return story;
}

async function tellStory(sandboxUrl: string, now: Date): Promise<Story> {
  const { hostname, port } = new URL(sandboxUrl);
  const stripe = new Stripe(SANDBOX_KEY, { host: hostname, port, protocol: 'http', telemetry: false });
  const narrator: Narrator = { stripe, control: controlOf(sandboxUrl), now };
  const rows: StoryRow[] = [];
  for (const person of people) {
    const customer = person.guest ? undefined : await customerFor(stripe, person);
    for (const payment of person.payments) {
      const id = await tellPayment(narrator, { person, customer, payment });
      rows.push({ payment: id, ...rowOf(person, payment, now) });
    }
  }
  for (const subscriber of subscribers) {
    const payment = await tellSubscription(narrator, subscriber);
    rows.push({ payment, ...subscriberRow(subscriber, now) });
  }
  return { rows };
}

async function customerFor(stripe: Stripe, person: StoryPerson): Promise<string> {
  const { name, email, phone, postalCode, payments } = person;
  const customer = await stripe.customers.create(
    { name, email, ...(phone && { phone }), address: { postal_code: postalCode } },
    { idempotencyKey: `story-${payments.map(({ key }) => key).join('-')}-customer` },
  );
  return customer.id;
}

function controlOf(sandboxUrl: string): Control {
  return async (path, body) => {
    const response = await fetch(`${sandboxUrl}/_sandbox/${path}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${SANDBOX_KEY}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`The sandbox refused ${path}: ${await response.text()}`);
  };
}

function rowOf(
  { name, email, phone }: StoryPerson,
  payment: StoryPayment,
  now: Date,
): Omit<StoryRow, 'payment'> {
  return { who: name, contact: phone ?? email, what: whatOf(payment, now), tryThis: payment.tryThis };
}

function subscriberRow(
  { name, email, amount, tryThis }: StorySubscriber,
  now: Date,
): Omit<StoryRow, 'payment'> {
  return { who: name, contact: email, what: whatOf({ amount, card: 'visa', daysAgo: 0 }, now), tryThis };
}

function whatOf(payment: Omit<StoryPayment, 'key' | 'tryThis'>, now: Date): string {
  const date = new Date(now.getTime() - payment.daysAgo * 24 * 3600 * 1000).toISOString().slice(0, 10);
  const money = new Intl.NumberFormat('en-US', { style: 'currency', currency: payment.currency ?? 'usd' });
  return `${money.format(payment.amount / 100).padStart(8)}  ${methods[payment.card ?? 'bank']}  ${date}`;
}

const methods: Partial<Record<string, string>> = {
  visa: '4242',
  mastercard: '4444',
  amex: '8431',
  chargeDeclinedInsufficientFunds: '9995',
  threeDSecure2Required: '3220',
  bank: '6789',
};
