import { afterEach, beforeEach, expect, test } from '@jest/globals';
import Stripe from 'stripe';
import { until } from '../support/until.ts';
import { type Received, type Receiver, startReceiver, verified } from './receiver.ts';
import { useSandbox } from './sandbox.ts';

const sandbox = useSandbox();
let receiver: Receiver;
beforeEach(async () => {
  receiver = await startReceiver((one) => (refusesTime(one) || isForged(one) ? 400 : 200));
});
afterEach(() => receiver.close());

let secret = '';
const verifier = new Stripe('sk_test_verifier');

/** As our own receiver does, and `constructEvent` does not: the future is refused too. */
function refusesTime({ headers }: Received): boolean {
  const signed = Number(/t=(\d+)/.exec(String(headers['stripe-signature']))?.[1]);
  return Math.abs(Date.now() / 1000 - signed) > 300;
}

function isForged({ body, headers }: Received): boolean {
  try {
    verifier.webhooks.signature?.verifyHeader(body, String(headers['stripe-signature']), secret, 0);
    return false;
  } catch {
    return true;
  }
}

async function listening() {
  const account = sandbox.account();
  const endpoint = await account.stripe.webhookEndpoints.create({
    url: receiver.url,
    enabled_events: ['customer.created'],
  });
  secret = endpoint.secret ?? '';
  const quiet = () =>
    until('all is quiet', async () => (await account.control<Mail>('GET', '/webhooks')).underway === 0);
  const attempts = async (query = '') =>
    (await account.control<{ data: Attempt[] }>('GET', `/webhooks/attempts${query}`)).data;
  const make = async (count: number) => {
    for (let made = 0; made < count; made += 1) await account.stripe.customers.create();
  };
  return { ...account, endpoint, quiet, attempts, make };
}

interface Mail {
  held: number;
  pending: number;
  delivered: number;
  failed: number;
  underway: number;
}
interface Attempt {
  event: string;
  as: string;
  status: number | null;
}

const arrived = () => receiver.received.map(({ body }) => (JSON.parse(body) as Stripe.Event).id);

test('what is held comes only when it is released, in the order that is asked for', async () => {
  const { stripe, control, quiet, make } = await listening();
  await control('POST', '/webhooks', { hold: true, seed: 7 });
  await make(6);
  const recorded = (await stripe.events.list()).data.map(({ id }) => id).reverse();
  expect(arrived()).toEqual([]);
  const [first = '', second = '', third = '', ...others] = recorded;
  await control('POST', '/webhooks/release', { events: [third, first] });
  expect(arrived()).toEqual([third, first]);
  await control('POST', '/webhooks/release', { order: 'reversed' });
  expect(arrived()).toEqual([third, first, ...others.toReversed(), second]);
  await make(6);
  const later = (await stripe.events.list({ limit: 6 })).data.map(({ id }) => id).reverse();
  await control('POST', '/webhooks/release', { order: 'random' });
  expect(arrived().slice(6)).not.toEqual(later);
  expect(arrived().slice(6).sort()).toEqual(later.toSorted());
  await make(2);
  await control('POST', '/webhooks', { hold: false });
  await quiet();
  expect(arrived()).toHaveLength(14);
});

test('an event is repeated, forged and replayed as told, and that changes nothing of what is pending', async () => {
  const { stripe, control, endpoint, quiet, make } = await listening();
  await make(1);
  await quiet();
  const [event] = (await stripe.events.list()).data;
  const send = async (order: object) =>
    (await control<{ data: Attempt[] }>('POST', '/webhooks/send', { event: event?.id, ...order })).data;
  expect(await send({ times: 3 })).toMatchObject([{ status: 200 }, { status: 200 }, { status: 200 }]);
  expect(await send({ as: 'forged' })).toMatchObject([{ status: 400, as: 'forged' }]);
  expect(await send({ as: 'old' })).toMatchObject([{ status: 400 }]);
  expect(await send({ as: 'old', age: 100 })).toMatchObject([{ status: 200 }]);
  expect(await send({ as: 'future', destination: endpoint.id })).toMatchObject([{ status: 400 }]);
  await send({ as: 'replayed' });
  const [captured] = receiver.received;
  const again = receiver.received.at(-1);
  expect(again?.body).toBe(captured?.body);
  expect(again?.headers['stripe-signature']).toBe(captured?.headers['stripe-signature']);
  expect(await stripe.events.retrieve(event?.id ?? '')).toMatchObject({ pending_webhooks: 0 });
});

test('what is dropped never comes, and is known to be undelivered until it is sent again', async () => {
  const { stripe, control, quiet, make } = await listening();
  await control('POST', '/webhooks', { dropNext: 2 });
  await make(3);
  await quiet();
  expect(arrived()).toHaveLength(1);
  const lost = (await stripe.events.list({ delivery_success: false })).data;
  expect(lost).toHaveLength(2);
  for (const { id } of lost) await control('POST', '/webhooks/send', { event: id });
  expect((await stripe.events.list({ delivery_success: false })).data).toEqual([]);
});

test('shares of trouble are as large as they were set, and the same for the same seed', async () => {
  const drawn = async () => {
    const { stripe, control, quiet, attempts } = await listening();
    const trouble = { duplicate: 0.2, reorder: 0.2, drop: 0.1, forge: 0.1, old: 0.1 };
    await control('POST', '/webhooks', { ...trouble, withinMs: 50, seed: 42, parallel: 50 });
    await Promise.all(Array.from({ length: 200 }, () => stripe.customers.create()));
    await quiet();
    const all = await attempts();
    const count = (as: string) => all.filter((one) => one.as === as).length;
    const accepted = all.filter(({ as, status }) => (as === 'forged' || as === 'old') && status === 200);
    expect(accepted).toEqual([]);
    expect(count('genuine') + count('dropped')).toBe(200);
    return ['duplicate', 'dropped', 'forged', 'old'].map(count);
  };
  const counts = await drawn();
  const [duplicates = 0, dropped = 0, forged = 0, old = 0] = counts;
  for (const tenth of [dropped, forged, old]) expect(Math.abs(tenth - 20)).toBeLessThan(14);
  expect(Math.abs(duplicates - 36)).toBeLessThan(18);
  expect(await drawn()).toEqual(counts);
});

test('what comes late is overtaken', async () => {
  const { stripe, control, quiet, make } = await listening();
  await control('POST', '/webhooks', { reorder: 0.5, withinMs: 200 });
  await make(20);
  await quiet();
  const recorded = (await stripe.events.list({ limit: 20 })).data.map(({ id }) => id).reverse();
  expect(arrived()).not.toEqual(recorded);
  expect(arrived().sort()).toEqual(recorded.toSorted());
  for (const one of receiver.received) expect(verified(one, secret).type).toBe('customer.created');
});

test('a mistyped order is refused, not lost', async () => {
  const { control } = await listening();
  const refused = (path: string, body: object) => expect(control('POST', path, body)).rejects;
  await refused('/webhooks', { duplicates: 1 }).toThrow('unknown field duplicates');
  await refused('/webhooks', { drop: 10 }).toThrow('drop must be a share from 0 to 1');
  await refused('/webhooks', { retryMs: 5 }).toThrow('retryMs must be a list of milliseconds');
  await refused('/webhooks/send', { event: 'evt_none' }).toThrow('event must name an event');
  await refused('/webhooks/release', { order: 'sorted' }).toThrow('order must be one of');
});
