import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type Stripe from 'stripe';
import { until } from '../support/until.ts';
import { type Receiver, startReceiver } from './receiver.ts';
import { pay, refusal, useSandbox } from './sandbox.ts';

const sandbox = useSandbox();
let receiver: Receiver;
beforeAll(async () => {
  receiver = await startReceiver();
});
afterAll(() => receiver.close());

const anywhere = {
  url: 'https://example.com/hook',
  enabled_events: ['*'],
} satisfies Stripe.WebhookEndpointCreateParams;

test('a secret is in the answer to its creation, and nowhere else', async () => {
  const { stripe } = sandbox.account();
  const { id, secret } = await stripe.webhookEndpoints.create({
    ...anywhere,
    api_version: '2026-10-28.endive',
    description: 'ours',
    metadata: { tenant: 'demo' },
  });
  expect(secret).toMatch(/^whsec_[A-Za-z0-9]{32}$/);
  const whole = {
    id,
    object: 'webhook_endpoint',
    api_version: '2026-10-28.endive',
    application: null,
    created: expect.any(Number),
    description: 'ours',
    enabled_events: ['*'],
    livemode: false,
    metadata: { tenant: 'demo' },
    status: 'enabled',
    url: 'https://example.com/hook',
  };
  expect(JSON.parse(JSON.stringify(await stripe.webhookEndpoints.retrieve(id)))).toEqual(whole);
  expect((await stripe.webhookEndpoints.list()).data).toEqual([whole]);
  const update = { disabled: true, description: '', metadata: { tenant: '' } } as const;
  expect(await stripe.webhookEndpoints.update(id, update)).toMatchObject({
    status: 'disabled',
    description: null,
    metadata: {},
  });
  expect(await stripe.webhookEndpoints.del(id)).toMatchObject({ id, deleted: true });
  expect(await refusal(stripe.webhookEndpoints.retrieve(id))).toMatchObject({
    statusCode: 404,
    code: 'resource_missing',
  });
});

test('there are sixteen at most', async () => {
  const { stripe } = sandbox.account();
  const made = [];
  for (let count = 0; count < 16; count += 1) made.push(await stripe.webhookEndpoints.create(anywhere));
  const error = await refusal(stripe.webhookEndpoints.create(anywhere));
  expect(error.message).toBe('You have reached the maximum of 16 test webhook endpoints.');
  await stripe.webhookEndpoints.del(made[0]?.id ?? '');
  await stripe.webhookEndpoints.create(anywhere);
});

test.each<[what: string, params: object, status: number, message: string]>([
  ['a relative address', { url: '/hook' }, 400, 'An explicit scheme (such as https) must be provided.'],
  ['an event that is none', { enabled_events: ['refund.update'] }, 400, 'refund.update is no type of event'],
  ['a pattern of none', { enabled_events: ['refunds.*'] }, 400, 'refunds.* is no type of event'],
  ['a version that is not rendered', { api_version: '2020-08-27' }, 501, 'the API version 2020-08-27'],
  ['connected accounts', { connect: true }, 501, 'events of connected accounts'],
])('%s is refused', async (_what, params, status, message) => {
  const { stripe } = sandbox.account();
  const error = await refusal(stripe.webhookEndpoints.create({ ...anywhere, ...params }));
  expect(error.statusCode).toBe(status);
  expect(error.message).toContain(message);
});

test('a thin event says what it is about, and its object and itself can be fetched', async () => {
  const { stripe } = sandbox.account();
  const { id, webhook_endpoint: endpoint } = await stripe.v2.core.eventDestinations.create({
    name: 'ours',
    type: 'webhook_endpoint',
    event_payload: 'thin',
    enabled_events: ['v1.refund.created'],
    webhook_endpoint: { url: receiver.url },
    include: ['webhook_endpoint.signing_secret'],
  });
  const payment = await pay(stripe);
  const refund = await stripe.refunds.create({ payment_intent: payment.id, amount: 100 });
  await until('it is there', () => receiver.received.length === 1);
  const [one] = receiver.received;
  if (!one) throw new Error('nothing came');
  const signature = String(one.headers['stripe-signature']);
  const thin = stripe.parseEventNotification(one.body, signature, endpoint?.signing_secret ?? '');
  const [event] = (await stripe.events.list({ type: 'refund.created' })).data;
  expect(thin).toMatchObject({
    object: 'v2.core.event',
    type: 'v1.refund.created',
    livemode: false,
    related_object: { id: refund.id, type: 'refund', url: `/v1/refunds/${refund.id}` },
    snapshot_event: event?.id,
  });
  expect(one.body).not.toContain('"amount"');
  if (thin.type !== 'v1.refund.created') throw new Error(thin.type);
  expect(await thin.fetchRelatedObject()).toMatchObject({ id: refund.id, amount: 100 });
  expect(await thin.fetchEvent()).toMatchObject({ id: thin.id, type: 'v1.refund.created' });
  expect(() => stripe.webhooks.constructEvent(one.body, signature, endpoint?.signing_secret ?? '')).toThrow(
    'thin',
  );
  expect(await stripe.v2.core.eventDestinations.disable(id)).toMatchObject({
    status: 'disabled',
    status_details: { disabled: { reason: 'user' } },
  });
  const enabled = await stripe.v2.core.eventDestinations.enable(id);
  expect(enabled).toMatchObject({ status: 'enabled', webhook_endpoint: {} });
  const renamed = { name: 'theirs', include: ['webhook_endpoint.url'] };
  expect(await stripe.v2.core.eventDestinations.update(id, renamed)).toMatchObject({
    name: 'theirs',
    webhook_endpoint: { url: receiver.url },
  });
  expect((await stripe.v2.core.eventDestinations.list()).data).toMatchObject([{ id, name: 'theirs' }]);
  expect((await stripe.webhookEndpoints.list()).data).toEqual([]);
  expect(await stripe.v2.core.eventDestinations.del(id)).toMatchObject({ id });
  expect(await refusal(stripe.v2.core.eventDestinations.retrieve(id))).toMatchObject({ statusCode: 404 });
});

test('a thin destination takes no names of snapshots', async () => {
  const { stripe } = sandbox.account();
  const params = {
    name: 'ours',
    type: 'webhook_endpoint',
    event_payload: 'thin',
    webhook_endpoint: { url: receiver.url },
  } as const;
  const create = (enabled_events: string[]) =>
    refusal(stripe.v2.core.eventDestinations.create({ ...params, enabled_events }));
  expect((await create(['refund.created'])).message).toContain('refund.created is no type of event');
  const elsewhere = { ...params, type: 'amazon_eventbridge', enabled_events: ['v1.refund.created'] };
  expect(await refusal(stripe.v2.core.eventDestinations.create(elsewhere))).toMatchObject({
    statusCode: 501,
  });
});
