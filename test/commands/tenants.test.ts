import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, jest, test } from '@jest/globals';
import { webhookSecretsAt } from '../../src/contracts/tenants.ts';
import { hashApiKey } from '../../src/platform/tenants.ts';
import { webhookTypes } from '../../src/stripe/webhook-endpoints.ts';
import { startReceiver, verified } from '../sandbox/receiver.ts';
import { ask, connect, freshKey, pay, useSandbox } from '../sandbox/sandbox.ts';
import { useTenantsCommand } from '../support/tenants-command.ts';
import { until } from '../support/until.ts';

// Each is several processes, one after the other.
jest.setTimeout(120_000);

const sandbox = useSandbox();
const command = useTenantsCommand(sandbox);
const written = () => readFileSync(join(command.folder(), 'tenants.json'), 'utf8');
const restricted = () => freshKey().replace('sk_', 'rk_');

test('a tenant is set up: its key is checked, its API key shown once, and no secret stands anywhere', async () => {
  const key = restricted();
  const secret = `whsec_${randomUUID()}`;
  const policy = command.write('policy.json', JSON.stringify({ refund: { windowDays: 14 } }));
  const { code, output, stdout } = await command.add(
    'acme',
    `${key}\n${secret}`,
    ...['--webhook-secret-file', '-', '--languages', 'de,en-GB', '--time-zone', 'Europe/Berlin'],
    ...['--policy', policy],
  );
  expect({ code, output }).toMatchObject({ code: 0 });
  expect(output).toMatch(/Made a master key .*\nA test restricted key: no money moves\.\n/);
  expect(stdout).toMatch(/^tlk_[\w-]{43}\n$/);
  expect(await command.tenant('acme')).toMatchObject({
    stripe: { secretKey: key },
    webhookSecrets: [secret],
    apiKeyHashes: [hashApiKey(stdout.trim())],
    languages: ['de', 'en-GB'],
    timeZone: 'Europe/Berlin',
    policy: { refund: { windowDays: 14, partial: true } },
  });
  expect(JSON.parse(written())).toMatchObject({ tenants: [{ policy: { refund: { windowDays: 14 } } }] });
  expect(statSync(join(command.folder(), 'tenants.json')).mode & 0o777).toBe(0o600);

  const shown = await command.run(['show', 'acme']);
  expect(JSON.parse(shown.output)).toMatchObject({
    stripe: { secretKey: `…${key.slice(-4)}` },
    webhookSecrets: [`…${secret.slice(-4)}`],
    policy: { refund: { windowDays: 14, partial: true } },
  });
  expect((await command.run(['list'])).output).toMatch(/acme +test +de, en-GB +Europe\/Berlin +by hand/);
  for (const one of [key.slice(8, -4), secret.slice(6, -4)]) expect(command.seen()).not.toContain(one);
  expect(command.seen().split(stdout.trim())).toHaveLength(2);
});

test('a second one is added beside the first, which is left as it was written', async () => {
  await command.add('one', freshKey());
  const [before] = (JSON.parse(written()) as { tenants: unknown[] }).tenants;
  const { code, output, stdout } = await command.run(['add', '--id', 'two', '--sandbox', '--json']);
  expect({ code, output }).toMatchObject({ code: 0 });
  expect(JSON.parse(stdout)).toEqual({ tenant: 'two', apiKey: expect.stringMatching(/^tlk_/) });
  expect((JSON.parse(written()) as { tenants: unknown[] }).tenants[0]).toEqual(before);
  const lines = (await command.run(['list', '--json'])).stdout.trim().split('\n');
  expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
    { tenant: 'one', stripe: 'test', webhook: 'none' },
    { tenant: 'two', stripe: 'sandbox', languages: ['en-US'], timeZone: 'UTC' },
  ]);
});

test('what several commands write at once is all there', async () => {
  const ids = ['a', 'b', 'c', 'd'];
  await Promise.all(ids.map((id) => command.run(['add', '--id', id, '--sandbox'])));
  for (const id of ids) expect((await command.tenant(id)).id).toBe(id);
  expect(readdirSync(command.folder()).sort()).toEqual(['master.key', 'tenants.json']);
});

test('a key that Stripe does not take, or that lacks what is needed, is not kept, and what it lacks is named', async () => {
  // The sandbox takes no live keys.
  const live = await command.add('live', `sk_live_${randomUUID().replaceAll('-', '')}`);
  expect(live.code).toBe(1);
  expect(live.output).toContain('A live secret key: real money moves.\nStripe does not take that key.');

  const key = restricted();
  for (const path of ['/v1/disputes', '/v1/events'])
    await ask(sandbox.port, key, [
      'POST',
      '/faults',
      { kind: 'status', status: 403, path, method: 'GET', times: 'always' },
    ]);
  const lacking = await command.add('lacking', key);
  expect(lacking).toMatchObject({ code: 1, stdout: '' });
  expect(lacking.output).toContain('The key may not read Disputes: allow it in Stripe’s dashboard.');
  expect(existsSync(join(command.folder(), 'tenants.json'))).toBe(false);
});

test('what a restricted key can do without is named, with what for', async () => {
  const key = restricted();
  const fault = { kind: 'status', status: 403, path: '/v1/events', method: 'GET', times: 'always' };
  await ask(sandbox.port, key, ['POST', '/faults', fault]);
  const { code, output } = await command.add('acme', key);
  expect(code).toBe(0);
  expect(output).toContain('The key may not read Events (for reconciliation).\n');
});

test('connect makes the endpoint, keeps its secret, and what Stripe then sends is verified by it', async () => {
  const key = freshKey();
  const receiver = await startReceiver();
  try {
    await command.add('acme', key);
    const { code, output } = await command.run(['connect', 'acme', '--url', new URL(receiver.url).origin]);
    expect({ code, output }).toMatchObject({ code: 0 });
    const stripe = connect(sandbox.port, key);
    const { data } = await stripe.webhookEndpoints.list();
    expect(data).toMatchObject([
      {
        url: `${new URL(receiver.url).origin}/webhooks/stripe/acme`,
        enabled_events: [...webhookTypes],
        api_version: '2026-10-28.endive',
      },
    ]);
    expect(output).toContain(`Made ${data[0]?.id}: `);

    await pay(stripe, { amount: 12_00 });
    await until('an event has arrived', () => receiver.received.length > 0);
    const [secret = ''] = webhookSecretsAt(await command.tenant('acme'), new Date());
    const [event] = receiver.received;
    expect(event && verified(event, secret).type).toMatch(/^(payment_intent|charge)\./);
    expect(command.seen()).not.toContain(secret.slice(6));
  } finally {
    await receiver.close();
  }
});

test('connect again updates; --roll keeps both secrets, until the connect after it removes the former', async () => {
  const key = freshKey();
  const stripe = connect(sandbox.port, key);
  await command.add('acme', key);
  const again = (...more: string[]) =>
    command.run(['connect', 'acme', '--url', 'https://pay.acme.example/', ...more]);
  await again();
  const [first] = (await stripe.webhookEndpoints.list()).data;
  const id = first?.id ?? '';
  await stripe.webhookEndpoints.update(id, { enabled_events: ['charge.failed'], disabled: true });
  const secrets = async () => webhookSecretsAt(await command.tenant('acme'), new Date());
  const before = await secrets();

  expect((await again()).output).toContain(`Updated ${id}: https://pay.acme.example/webhooks/stripe/acme.`);
  const updated = await stripe.webhookEndpoints.retrieve(id);
  expect(updated).toMatchObject({ status: 'enabled', enabled_events: [...webhookTypes] });
  expect(await secrets()).toEqual(before);

  expect((await again('--roll')).output).toContain(`${id} and its secret stay until `);
  expect((await stripe.webhookEndpoints.list()).data).toHaveLength(2);
  const both = await secrets();
  expect(both).toHaveLength(2);
  expect(both).toContain(before[0]);

  expect((await again()).output).toContain(`Removed ${id}, which was there before.`);
  const [only, ...others] = (await stripe.webhookEndpoints.list()).data;
  expect(others).toEqual([]);
  expect(await command.tenant('acme')).toMatchObject({ webhookEndpoints: [{ id: only?.id }] });
  expect(await secrets()).toEqual(both.filter((one) => one !== before[0]));
});

test('connect removes what a command that was ended half-way has left, and leaves what is not ours', async () => {
  const key = freshKey();
  const stripe = connect(sandbox.port, key);
  await command.add('acme', key);
  const url = 'https://pay.acme.example/webhooks/stripe/acme';
  const enabled_events = ['charge.failed' as const];
  const orphan = await stripe.webhookEndpoints.create({
    ...{ url, enabled_events, metadata: { tellerline_tenant: 'acme' } },
  });
  const theirs = await stripe.webhookEndpoints.create({ url, enabled_events });
  const { output } = await command.run(['connect', 'acme', '--url', 'https://pay.acme.example']);
  expect(output).toContain(`Removed ${orphan.id}`);
  expect(output).toContain(`${theirs.id} delivers there too and is not ours`);
  const left = (await stripe.webhookEndpoints.list()).data.map(({ id }) => id);
  expect(left).toContain(theirs.id);
  expect(left).not.toContain(orphan.id);
});

test('a file from before is read as it is, said to be in clear, and encrypted on demand', async () => {
  const key = freshKey();
  const tenant = { id: 'acme', apiKeyHashes: [hashApiKey('k')], stripe: { secretKey: key }, policy: {} };
  command.write('tenants.json', JSON.stringify({ tenants: [tenant] }));
  expect((await command.run(['list'])).output).toContain(
    'In clear in the tenants file: stripe.secretKey of acme. Encrypt them: npm run tenants -- encrypt.\n',
  );
  expect((await command.run(['encrypt'])).output).toContain('Encrypted stripe.secretKey of acme.\n');
  expect(command.seen()).not.toContain(key.slice(8));
  expect((await command.tenant('acme')).stripe?.secretKey).toBe(key);
  expect((await command.run(['list'])).output).not.toContain('In clear');

  rmSync(join(command.folder(), 'master.key'));
  for (const args of [['list'], ['add', '--id', 'b', '--sandbox']]) {
    const lost = await command.run(args);
    expect(lost).toMatchObject({ code: 2, stdout: '' });
    expect(lost.output).toMatch(/^The secrets in the tenants file need their master key\. Set [^\n]+\n$/);
  }
});

test('a live key is said not to be served where the API is reached without TLS', async () => {
  const args = ['add', '--id', 'live', '--stripe-key-file', '-', '--api-base', command.sandboxUrl()];
  const { output } = await command.run(args, {
    stdin: 'sk_live_nobody',
    more: { TELLERLINE_API_HOST: '0.0.0.0' },
  });
  expect(output).toMatch(
    /Tenant live has a live key, and the API would be reached on 0\.0\.0\.0 without TLS/,
  );
});
