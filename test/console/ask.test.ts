import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { look, post } from '../../src/console/api/ask.ts';
import { refusalIn } from '../../src/console/api/refusal.ts';

test('where the API waited in vain it is not known whether an act arrived, and a look has no answer', async () => {
  const problem = { type: '/problems/not-heard', title: 'Not taken in', status: 503 };
  const server = createServer((_request, response) => {
    response.writeHead(503, { 'Content-Type': 'application/problem+json', 'Request-Id': 'r-1' });
    response.end(JSON.stringify(problem));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const caught = async (asked: Promise<unknown>) => refusalIn(await asked.catch((error: unknown) => error));
  expect(await caught(post(address, { csrf: 'c' }))).toMatchObject({ name: 'not-reached', requestId: 'r-1' });
  expect(await caught(look(address, z.unknown()))).toMatchObject({ name: 'not-answered', status: 503 });
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
