import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import type { WorkflowHandle } from '@temporalio/client';
import { workflowIds } from '../../src/domain/ids.ts';
import { subscribe } from '../../src/workflows/messages.ts';
import { payer } from '../support/people.ts';
import { useTeller } from '../support/teller.ts';
import { until } from '../support/until.ts';
import { type Delivered, deliver } from '../support/webhooks.ts';

const SECRET = 'whsec_demo';
const ROLLED = 'whsec_the_one_before';
const teller = useTeller({ tenants: { demo: { webhookSecrets: [SECRET, ROLLED] } } });
const tenant = () => teller.tenant().id;

const send = (sent: Partial<Delivered>, to = tenant()) =>
  deliver(teller.url(), to, { secret: SECRET, ...sent });

/** A payment's watch, kept by a subscriber that is never there and asked for a day. */
async function watched(): Promise<{ payment: string; watch: WorkflowHandle }> {
  const { payment } = await payer(teller);
  const { id: subscriber } = payment;
  const watch = await teller.temporal().workflow.signalWithStart('watch', {
    workflowId: workflowIds.watch(tenant(), payment.id),
    taskQueue: 'nobody looks here',
    args: [{ tenant: tenant(), payment: payment.id }],
    signal: subscribe,
    signalArgs: [{ subscriber, seconds: 86_400, within: 86_400 }],
  });
  return { payment: payment.id, watch };
}

async function hintsTo(watch: WorkflowHandle): Promise<number> {
  const { events } = await watch.fetchHistory();
  const names = (events ?? []).map((event) => event.workflowExecutionSignaledEventAttributes?.signalName);
  return names.filter((name) => name === 'look').length;
}

describe('a webhook', () => {
  test('wakes the watch of the object and of the payment that it names, and is answered 200', async () => {
    const { payment, watch } = await watched();
    const object = { id: 're_1', object: 'refund', payment_intent: payment, charge: 'ch_1' };
    for (const secret of [SECRET, ROLLED]) expect((await send({ object, secret })).status).toBe(200);
    expect(await hintsTo(watch)).toBe(2);
  });

  test('that nobody waits for is answered 200, and writes nothing anywhere', async () => {
    const payment = `pi_${randomUUID().replaceAll('-', '')}`;
    expect((await send({ object: { id: payment, object: 'payment_intent' } })).status).toBe(200);
    const handle = teller.temporal().workflow.getHandle(workflowIds.watch(tenant(), payment));
    await expect(handle.describe()).rejects.toThrow('not found');
  });

  test('that is thin costs one read, and wakes the same watches', async () => {
    const { payment, watch } = await watched();
    const { id } = await teller.stripe().refunds.create({ payment_intent: payment, amount: 100 });
    const event = {
      ...{ id: 'evt_1', object: 'v2.core.event', type: 'v1.refund.updated', livemode: false },
      related_object: { id, type: 'refund', url: `/v1/refunds/${id}` },
    };
    expect((await send({ event })).status).toBe(200);
    expect(await hintsTo(watch)).toBe(1);
  });

  test('that Temporal cannot take is answered 503, so that Stripe sends it again', async () => {
    const { url } = await teller.anotherApi({ address: '127.0.0.1:1' });
    const object = { id: 'pi_1', object: 'payment_intent' };
    expect((await deliver(url, tenant(), { secret: SECRET, object })).status).toBe(503);
  });

  test('of a dispute that was opened is answered 503 too, by a Temporal that takes what it is sent and says nothing', async () => {
    const sockets: Socket[] = [];
    const silent = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const { url } = await teller.anotherApi({ address: `127.0.0.1:${port}` });
    const data = { object: { id: 'du_1', object: 'dispute', payment_intent: 'pi_1' } };
    const event = { object: 'event', type: 'charge.dispute.created', livemode: false, data };
    expect((await deliver(url, tenant(), { secret: SECRET, event })).status).toBe(503);
    for (const socket of sockets) socket.destroy();
    await once(silent.close(), 'close');
  });
});

describe('a webhook is refused with 400 and nothing else', () => {
  const now = () => Math.floor(Date.now() / 1_000);

  test.each<[string, () => Partial<Delivered>]>([
    ['under another secret', () => ({ secret: 'whsec_other' })],
    ['six minutes old', () => ({ timestamp: now() - 360 })],
    ['dated in an hour', () => ({ timestamp: now() + 3_600 })],
    ['that is no JSON', () => ({ payload: '{"id":' })],
    ['of more than 256 KB', () => ({ payload: JSON.stringify({ text: 'x'.repeat(257 * 1_024) }) })],
    [
      'of live mode',
      () => ({ event: { object: 'event', livemode: true, data: { object: { id: 'pi_1' } } } }),
    ],
  ])('%s', async (_, sent) => {
    const { payment, watch } = await watched();
    const answer = await send({ object: { id: payment }, ...sent() });
    expect([answer.status, await answer.text()]).toEqual([400, '']);
    expect(await hintsTo(watch)).toBe(0);
  });

  test('for a tenant that is not there, as for one that is', async () => {
    const answer = await send({ object: { id: 'pi_1' } }, 'nobody');
    expect([answer.status, await answer.text()]).toEqual([400, '']);
  });

  test('without a body or a signature', async () => {
    const url = `${teller.url()}/webhooks/stripe/${tenant()}`;
    expect((await fetch(url, { method: 'POST' })).status).toBe(400);
    expect((await fetch(url, { method: 'POST', body: '{}' })).status).toBe(400);
    expect((await fetch(url)).status).toBe(405);
  });
});

test('a caller who waits for a payment hears of it by the webhook', async () => {
  const stripe = teller.stripe();
  const email = `${randomUUID()}@example.com`;
  const { id: customer } = await stripe.customers.create({ email });
  const { id: payment } = await stripe.paymentIntents.create({
    ...{ amount: 7_500, currency: 'usd', customer, confirm: true },
    payment_method: 'pm_usBankAccount',
  });
  const agent = teller.agent();
  const intent = 'payment_confirmation';
  const details = { last4: '6789', amount: '75.00' };
  const offer = await agent.begin(teller.call(), { intent, caller: { email }, details });
  const telling = agent.answer(offer, { confirm: true });
  const watch = teller.temporal().workflow.getHandle(workflowIds.watch(tenant(), payment));
  await until('it is watched', () =>
    watch.describe().then(
      () => true,
      () => false,
    ),
  );
  await teller.control('POST', `/payment_intents/${payment}`, { outcome: 'succeeded' });
  const began = performance.now();
  expect((await send({ object: { id: payment } })).status).toBe(200);
  expect(await telling).toMatchObject({ facts: { payments: [{ state: 'succeeded' }] } });
  console.log(`told ${Math.round(performance.now() - began)} ms after the webhook`);
  expect(await hintsTo(watch)).toBe(1);
});
