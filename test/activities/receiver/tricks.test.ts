import { once } from 'node:events';
import { createServer as createHttp } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { receivers } from '../../../src/activities/receiver/index.ts';
import { notificationOf } from '../../../src/domain/notification.ts';
import { tricksAgainst } from './tricks.ts';

const secret = `whsec_${Buffer.alloc(24, 's').toString('base64')}`;
const news = notificationOf(
  'payment.succeeded',
  'pi_1',
  { payment: 'pi_1', amount: { value: 1, currency: 'usd' } },
  0,
);

const servers: Server[] = [];
let port = 0;
let connections = 0;

beforeAll(async () => {
  // Listens wherever a connection to this machine could arrive, by IPv4 and IPv6.
  for (const host of ['0.0.0.0', '::1']) {
    const server = createServer((socket) => {
      connections += 1;
      socket.destroy();
    }).listen(port, host);
    await once(server, 'listening');
    servers.push(server);
    port = (server.address() as AddressInfo).port;
  }
});
afterAll(() => {
  for (const server of servers) server.close();
});

/** A resolver that answers as a trick has it, and what it was asked. */
function resolverOf(answers: readonly (readonly string[])[]) {
  const asked: string[] = [];
  const resolve = async (name: string) => {
    asked.push(name);
    return answers[Math.min(asked.length, answers.length) - 1] ?? [];
  };
  return { asked, resolve };
}

describe('a receiver’s address', () => {
  test('the server that must not be reached can be', async () => {
    const plain = `http://127.0.0.1:${port}/`;
    const delivery = await receivers()({ url: plain, secret, loopback: true }).deliver(news);
    expect(delivery).toEqual({ kind: 'failed', why: 'unreachable' });
    expect(connections).toBe(1);
  });

  test('no trick makes a connection, nor has a name looked up twice', async () => {
    connections = 0;
    const tricks = tricksAgainst(port);
    expect(tricks.length).toBeGreaterThan(60);
    const wrong: unknown[] = [];
    for (const { what, url, answers = [['127.0.0.1']] } of tricks) {
      const { asked, resolve } = resolverOf(answers);
      const delivery = await receivers(resolve)({ url, secret }).deliver(news);
      const isRefused =
        delivery.kind === 'failed' && ['forbidden_address', 'unknown_name'].includes(delivery.why);
      if (!isRefused || asked.length > 1 || connections > 0) wrong.push({ what, url, delivery, asked });
    }
    expect(wrong).toEqual([]);
    expect(connections).toBe(0);
    process.stdout.write(`\n${tricks.length} tricks: ${connections} connections\n`);
  }, 60_000);

  test('with loopback allowed, no other address within is reached', async () => {
    for (const host of ['10.0.0.1', '169.254.169.254', '[::ffff:127.0.0.1]', '0.0.0.0', 'both.example.com']) {
      const { resolve } = resolverOf([['127.0.0.1', '10.0.0.1']]);
      const url = `http://${host}:${port}/`;
      const delivery = await receivers(resolve)({ url, secret, loopback: true }).deliver(news);
      expect([host, delivery]).toEqual([host, { kind: 'failed', why: 'forbidden_address' }]);
    }
  });

  test('a name that answers otherwise the second time is connected to as it was checked', async () => {
    connections = 0;
    // Checked as an address of the public net that nobody has, then as this machine.
    const { asked, resolve } = resolverOf([['192.88.98.1'], ['127.0.0.1']]);
    const url = 'https://rebinding.example.com/hook';
    const delivery = await receivers(resolve)({ url, secret }).deliver(news);
    expect(delivery).toMatchObject({ kind: 'failed' });
    expect(asked).toEqual(['rebinding.example.com']);
    expect(connections).toBe(0);
  }, 20_000);

  test('a name is connected to at the address that was checked, and asked for by its name', async () => {
    const asked: (string | undefined)[] = [];
    const web = createHttp((request, response) => {
      asked.push(request.headers.host);
      response.writeHead(204).end();
    }).listen(0, '127.0.0.1');
    await once(web, 'listening');
    const { port: at } = web.address() as AddressInfo;
    // Nobody but this resolver knows the name.
    const { resolve } = resolverOf([['127.0.0.1'], ['127.0.0.2']]);
    const url = `http://hooks.tellerline.invalid:${at}/hook`;
    const delivery = await receivers(resolve)({ url, secret, loopback: true }).deliver(news);
    web.close();
    expect(delivery).toEqual({ kind: 'delivered' });
    expect(asked).toEqual([`hooks.tellerline.invalid:${at}`]);
  });
});
