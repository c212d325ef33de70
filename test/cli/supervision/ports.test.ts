import { createServer, type Server } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { portFinder } from '../../../src/cli/supervision/ports.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

const host = '127.0.0.1';

/** A port that something listens on. */
async function takenPort(): Promise<number> {
  const server = createServer();
  servers.push(server);
  await new Promise<void>((resolve) => server.listen({ port: 0, host }, resolve));
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

test('the next free port is used where the wanted one is taken, and said', async () => {
  const taken = await takenPort();
  const said: string[] = [];
  const port = await portFinder((line) => said.push(line))({ name: 'API', host, wanted: taken });
  expect(port).toBeGreaterThan(taken);
  expect(said).toEqual([`Port ${taken} (API) is taken; using ${port}.`]);
});

test('two that want the same port do not get the same', async () => {
  const find = portFinder(() => undefined);
  const first = await find({ name: 'API', host, wanted: await takenPort() });
  const second = await find({ name: 'sandbox', host, wanted: first });
  expect(second).not.toBe(first);
});

test('port 0 is a port of the system’s choice, about which nothing is said', async () => {
  const said: string[] = [];
  expect(await portFinder((line) => said.push(line))({ name: 'API', host, wanted: 0 })).toBeGreaterThan(0);
  expect(said).toEqual([]);
});

test('an address that is not this machine’s is named', async () => {
  const find = portFinder(() => undefined);
  await expect(find({ name: 'API', host: '203.0.113.1', wanted: 8080 })).rejects.toThrow(
    'Cannot listen on 203.0.113.1',
  );
});
