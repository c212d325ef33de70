import { afterEach, expect, test } from '@jest/globals';
import type Stripe from 'stripe';
import { until } from '../support/until.ts';
import { type Receiver, type Reply, startReceiver, verified } from './receiver.ts';
import { pay, useSandbox } from './sandbox.ts';

const sandbox = useSandbox();
const open: Receiver[] = [];
afterEach(() => Promise.all(open.splice(0).map((receiver) => receiver.close())));

type EnabledEvent = Stripe.WebhookEndpointCreateParams.EnabledEvent;

/** An account whose events go to a receiver of ours. */
async function listening(enabled_events: EnabledEvent[] = ['*'], reply?: Reply) {
  const account = sandbox.account();
  const receiver = await startReceiver(reply);
  open.push(receiver);
  const endpoint = await account.stripe.webhookEndpoints.create({ url: receiver.url, enabled_events });
  const secret = endpoint.secret ?? '';
  const types = () => receiver.received.map((one) => verified(one, secret).type);
  const standing = () => account.control<Mail>('GET', '/webhooks');
  return { ...account, ...receiver, endpoint, secret, types, standing };
}

interface Mail {
  pending: number;
  delivered: number;
  failed: number;
  underway: number;
}

test('an event is delivered as Stripe delivers it, and its signature is right', async () => {
  const { stripe, received, secret } = await listening(['payment_intent.succeeded']);
  const payment = await pay(stripe);
  await until('it is there', () => received.length === 1);
  const [one] = received;
  if (!one) throw new Error('nothing came');
  const event = verified(one, secret);
  expect(event).toMatchObject({
    object: 'event',
    type: 'payment_intent.succeeded',
    api_version: '2026-10-28.endive',
    livemode: false,
    pending_webhooks: 1,
    data: { object: { id: payment.id, status: 'succeeded' } },
    request: { id: payment.lastResponse.requestId },
  });
  expect(one.headers['user-agent']).toMatch(/^Stripe\/1\.0 /);
  expect(one.headers['content-type']).toBe('application/json; charset=utf-8');
  expect(one.headers['stripe-signature']).toMatch(/^t=\d+,v1=[0-9a-f]{64},v0=[0-9a-f]{64}$/);
  expect(one.body).toContain('\n  "object": "event"');
  expect(() => verified(one, 'whsec_other')).toThrow('No signatures found');
  await until('it is delivered', async () => (await stripe.events.retrieve(event.id)).pending_webhooks === 0);
});

test('an event goes only to endpoints that want it and are enabled', async () => {
  const { stripe, types, endpoint, url, standing } = await listening(['charge.*' as EnabledEvent]);
  await pay(stripe);
  await until('it is there', () => types().length === 1);
  await stripe.webhookEndpoints.update(endpoint.id, { disabled: true });
  await pay(stripe);
  await stripe.webhookEndpoints.update(endpoint.id, { disabled: false, enabled_events: ['refund.created'] });
  const payment = await pay(stripe);
  await stripe.refunds.create({ payment_intent: payment.id, amount: 100 });
  await stripe.webhookEndpoints.del(endpoint.id);
  await stripe.refunds.create({ payment_intent: payment.id, amount: 100 });
  await until('all is quiet', async () => (await standing()).underway === 0);
  expect(types()).toEqual(['charge.succeeded', 'refund.created']);
  expect(url).toContain('127.0.0.1');
});

test('what fails is tried again with a new signature, and the event says so until it is taken', async () => {
  const replies = [500, 302, null, 404];
  const { stripe, control, received, secret } = await listening(['customer.created'], (_one, index) =>
    replies[index] === null ? null : (replies[index] ?? 200),
  );
  await control('POST', '/webhooks', { retryMs: [10, 1_000, 10, 10], timeoutMs: 200 });
  await stripe.customers.create();
  await until('it was redirected', () => received.length === 2);
  const [event] = (await stripe.events.list({ delivery_success: false })).data;
  expect(event).toMatchObject({ type: 'customer.created', pending_webhooks: 1 });
  expect((await stripe.events.list({ delivery_success: true })).data).toEqual([]);
  await until('it was taken', () => received.length === 5);
  await until('nothing is pending', async () => (await stripe.events.list()).data[0]?.pending_webhooks === 0);
  expect((await stripe.events.list({ delivery_success: true })).data).toMatchObject([{ id: event?.id }]);
  for (const one of received) expect(verified(one, secret).id).toBe(event?.id);
  const signatures = received.map(({ headers }) => String(headers['stripe-signature']));
  expect(new Set(signatures).size).toBeGreaterThan(1);
  const { data } = await control<{ data: object[] }>('GET', `/webhooks/attempts?event=${event?.id}`);
  expect(data).toMatchObject([
    { status: 500 },
    { status: 302 },
    { status: null, error: 'timeout' },
    { status: 404 },
    { status: 200, as: 'genuine' },
  ]);
});

test('what is never taken is given up, and stays undelivered', async () => {
  const { stripe, control, standing, received } = await listening(['customer.created'], () => 503);
  await control('POST', '/webhooks', { retryMs: [5, 5] });
  await stripe.customers.create();
  await until('it was given up', async () => (await standing()).failed === 1);
  expect(received).toHaveLength(3);
  expect((await stripe.events.list({ delivery_success: false })).data).toMatchObject([
    { pending_webhooks: 1 },
  ]);
});

test('a dead receiver holds up nothing but itself', async () => {
  const { stripe, control, endpoint, types } = await listening(['customer.created']);
  const dead = await startReceiver(() => null);
  open.push(dead);
  await stripe.webhookEndpoints.create({ url: dead.url, enabled_events: ['*'] });
  await control('POST', '/webhooks', { parallel: 3 });
  for (let count = 0; count < 10; count += 1) await stripe.customers.create();
  await until('the living one has all', () => types().length === 10);
  expect(dead.received).toHaveLength(3);
  const path = `/webhooks/deliveries?destination=${endpoint.id}&status=delivered`;
  await until('they count', async () => (await control<{ data: object[] }>('GET', path)).data.length === 10);
});

test('an event may arrive before the call that caused it is answered', async () => {
  const { stripe, control, received } = await listening(['refund.created']);
  const payment = await pay(stripe);
  await control('POST', '/faults', { kind: 'hold', when: 'after', path: '/v1/refunds' });
  let answered = false;
  const refund = stripe.refunds.create({ payment_intent: payment.id, amount: 100 }).then(() => {
    answered = true;
  });
  await until('it is there', () => received.length === 1);
  expect(answered).toBe(false);
  await control('DELETE', '/faults');
  await refund;
});

test('signatures have real time, however far the account’s clock was moved', async () => {
  const { stripe, control, received, secret } = await listening(['refund.updated', 'refund.failed']);
  const payment = await pay(stripe, { payment_method: 'pm_card_refundFail' });
  await stripe.refunds.create({ payment_intent: payment.id, amount: 100 });
  await control('POST', '/clock', { advance: 3 * 24 * 60 * 60 });
  await until('it failed', () => received.length === 2);
  const events = received.map((one) => verified(one, secret));
  expect(events.map(({ type }) => type).sort()).toEqual(['refund.failed', 'refund.updated']);
  expect(events[0]?.created).toBeGreaterThan(Date.now() / 1000 + 2 * 24 * 60 * 60);
});

test('what is due is told though nobody asks', async () => {
  const { stripe, control, types } = await listening(['refund.updated']);
  await control('POST', '/knobs', { refundSettlesAfter: 1 });
  const payment = await pay(stripe, { payment_method: 'pm_card_pendingRefund' });
  await stripe.refunds.create({ payment_intent: payment.id, amount: 100 });
  await until('it is told', () => types().length === 1);
});

test('while a secret is rolled both sign', async () => {
  const { stripe, control, endpoint, received, secret } = await listening(['customer.created']);
  await control('POST', `/objects/${endpoint.id}`, { secret: 'whsec_next', former_secret: secret });
  await stripe.customers.create();
  await until('it is there', () => received.length === 1);
  for (const one of received) {
    expect(verified(one, secret).id).toBe(verified(one, 'whsec_next').id);
  }
});

test('a reset forgets what was on its way', async () => {
  const { stripe, control, received, standing } = await listening();
  await control('POST', '/webhooks', { hold: true });
  await stripe.customers.create();
  await control('POST', '/reset', {});
  expect(await standing()).toMatchObject({ pending: 0, underway: 0, held: 0 });
  expect(received).toEqual([]);
});
