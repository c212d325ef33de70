import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { expect, test } from '@jest/globals';
import { openRows } from '../../../src/api/tasks/open-rows.ts';
import { isSilence } from '../../../src/api/temporal-errors.ts';
import { dataConverter } from '../../../src/platform/data-converter.ts';
import { temporalClient } from '../../../src/platform/temporal.ts';
import { testKeys } from '../../support/teller.ts';

test('a Temporal that takes the question and never answers is given up on, and asked again next time', async () => {
  const sockets: Socket[] = [];
  const silent = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  const access = { connection: { address: `127.0.0.1:${port}` }, namespace: 'default' };
  const temporal = temporalClient(access, dataConverter(testKeys));
  const began = performance.now();
  const error: unknown = await openRows(temporal, 'default')().catch((thrown: unknown) => thrown);
  expect(isSilence(error)).toBe(true);
  expect(performance.now() - began).toBeLessThan(10_000);
  await temporal.connection.close();
  for (const socket of sockets) socket.destroy();
  await once(silent.close(), 'close');
});
