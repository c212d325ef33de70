import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createSandbox } from '../../src/sandbox/index.ts';
import { until } from '../support/until.ts';
import { startReceiver, verified } from './receiver.ts';
import { ask, connect, freshKey, pay } from './sandbox.ts';
import { offer, subscribe } from './subscribing.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** `npm run sandbox`, without npm. */
async function startCommand(
  env: Record<string, string> = {},
): Promise<{ port: number; child: ChildProcess }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/sandbox.ts'], {
    env: { ...process.env, TELLERLINE_DATA: folder, TELLERLINE_SANDBOX_PORT: '0', ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const { port } = JSON.parse(line.toString()) as { port: number };
  return { port, child };
}

test('objects, keys and clock survive kill -9', async () => {
  const key = freshKey();
  const first = await startCommand();
  const before = connect(first.port, key);
  const payment = await pay(before);
  const params = { payment_intent: payment.id, amount: 100 };
  await ask(first.port, key, ['POST', '/clock', { advance: 3600 }]);
  const refund = await before.refunds.create(params, { idempotencyKey: 'k' });
  first.child.kill('SIGKILL');
  await once(first.child, 'exit');

  const second = await startCommand();
  const after = connect(second.port, key);
  const replayed = await after.refunds.create(params, { idempotencyKey: 'k' });
  expect(replayed.id).toBe(refund.id);
  expect(replayed.lastResponse.headers['idempotent-replayed']).toBe('true');
  expect((await after.charges.retrieve(String(payment.latest_charge))).amount_refunded).toBe(100);
  expect((await after.charges.search({ query: 'amount:10000' })).data).toHaveLength(1);
  const { now } = await ask<{ now: number }>(second.port, key, ['GET', '/clock']);
  expect(now).toBeGreaterThan(Date.now() / 1000 + 3500);
  second.child.kill('SIGTERM');
  expect(await once(second.child, 'exit')).toEqual([0, null]);
});

test('a supervised sandbox ends when its supervisor’s pipe closes', async () => {
  const { child } = await startCommand({ TELLERLINE_SUPERVISED: '1' });
  child.stdin?.end();
  expect(await once(child, 'exit')).toEqual([0, null]);
});

test('a line torn by a kill is dropped and what came before it stays', async () => {
  const file = join(folder, 'state.jsonl');
  const key = freshKey();
  const first = await createSandbox({ file }).listen(0);
  await connect(first.port, key).customers.create({ name: 'Ann' });
  await first.close();
  await appendFile(file, '{"account":"acct_torn","objects":[{"id":"cus_');

  const second = await createSandbox({ file }).listen(0);
  await connect(second.port, key).customers.create({ name: 'Bob' });
  await second.close();

  const third = await createSandbox({ file }).listen(0);
  const { data } = await connect(third.port, key).customers.list();
  expect(data.map(({ name }) => name)).toEqual(['Bob', 'Ann']);
  await third.close();
});

test('what is to happen by itself happens after a restart too', async () => {
  const file = join(folder, 'state.jsonl');
  const key = freshKey();
  const first = await createSandbox({ file }).listen(0);
  const before = connect(first.port, key);
  const { id } = await subscribe(before);
  const code = await offer(before, {}, { percent_off: 10, redeem_by: Math.floor(Date.now() / 1000) + 3_600 });
  await first.close();

  const second = await createSandbox({ file }).listen(0);
  const after = connect(second.port, key);
  expect((await after.promotionCodes.retrieve(code.id)).active).toBe(true);
  await ask(second.port, key, ['POST', '/clock', { advance: 32 * 24 * 60 * 60 }]);
  expect((await after.promotionCodes.retrieve(code.id)).active).toBe(false);
  expect((await after.invoices.list({ subscription: id })).data).toHaveLength(2);
  await second.close();
});

test('a reset stays one after a restart, and forgets only its own account', async () => {
  const file = join(folder, 'state.jsonl');
  const [forgotten, kept] = [freshKey(), freshKey()];
  const first = await createSandbox({ file }).listen(0);
  await connect(first.port, forgotten).customers.create();
  await connect(first.port, kept).customers.create();
  await ask(first.port, forgotten, ['POST', '/reset', {}]);
  await first.close();
  const second = await createSandbox({ file }).listen(0);
  expect((await connect(second.port, forgotten).customers.list()).data).toHaveLength(0);
  expect((await connect(second.port, kept).customers.list()).data).toHaveLength(1);
  await second.close();
});

test('the file holds no key', async () => {
  const file = join(folder, 'state.jsonl');
  const key = freshKey();
  const listening = await createSandbox({ file }).listen(0);
  await connect(listening.port, key).customers.create();
  await listening.close();
  expect(await readFile(file, 'utf8')).not.toContain(key.slice(8));
});

test('what was not taken is delivered after kill -9, and nothing that was taken is sent again', async () => {
  const key = freshKey();
  let isOpen = false;
  const receiver = await startReceiver(() => (isOpen ? 200 : 503));
  const first = await startCommand();
  const stripe = connect(first.port, key);
  await stripe.webhookEndpoints.create({ url: receiver.url, enabled_events: ['customer.created'] });
  await ask(first.port, key, ['POST', '/webhooks', { retryMs: [1_500] }]);
  await stripe.customers.create();
  await until('it was refused', async () => {
    const { data } = await ask<{ data: unknown[] }>(first.port, key, ['GET', '/webhooks/attempts']);
    return data.length === 1;
  });
  first.child.kill('SIGKILL');
  await once(first.child, 'exit');

  isOpen = true;
  const second = await startCommand();
  const events = connect(second.port, key).events;
  await until('it was taken', async () => (await events.list()).data[0]?.pending_webhooks === 0);
  expect(receiver.received).toHaveLength(2);
  second.child.kill('SIGTERM');
  await once(second.child, 'exit');
  await receiver.close();
});

test('an endpoint that nobody set up is there after every start and reset, wherever it is then', async () => {
  const file = join(folder, 'state.jsonl');
  const key = freshKey();
  const receiver = await startReceiver();
  const elsewhere = { key, url: 'http://127.0.0.1:1/hook', secret: 'whsec_demo' };
  await (await createSandbox({ file, webhook: elsewhere }).listen(0)).close();
  const webhook = { ...elsewhere, url: receiver.url };
  const { port, close } = await createSandbox({ file, webhook }).listen(0);
  await ask(port, key, ['POST', '/reset', {}]);
  const stripe = connect(port, key);
  expect((await stripe.webhookEndpoints.list()).data).toMatchObject([
    { url: receiver.url, status: 'enabled' },
  ]);
  await stripe.customers.create();
  await until('it is there', () => receiver.received.length === 1);
  for (const one of receiver.received) expect(verified(one, 'whsec_demo').type).toBe('customer.created');
  await close();
  await receiver.close();
});

test('the command sends the events of tenants without a Stripe key where it is told to', async () => {
  const receiver = await startReceiver();
  const { port, child } = await startCommand({ TELLERLINE_SANDBOX_WEBHOOK_URL: receiver.url });
  await connect(port, 'sk_test_sandbox').customers.create();
  await connect(port, freshKey()).customers.create();
  await until('it is there', () => receiver.received.length === 1);
  for (const one of receiver.received) expect(verified(one, 'whsec_demo').type).toBe('customer.created');
  child.kill('SIGTERM');
  await once(child, 'exit');
  await receiver.close();
});
