import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcp, type Server, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import type { Notification } from '../../src/domain/notification.ts';

/** How a receiver treats whoever connects. */
export type Manner = 'takes' | 'fails' | 'hangs' | 'drips' | 'redirects' | 'floods' | 'babbles' | 'gone';

const SECRET = `whsec_${Buffer.alloc(32, 'a secret of the receiver').toString('base64')}`;

/** A tenant's own system over real sockets, which verifies each signature with Standard Webhooks' own library. */
export function useReceiver(first: Manner = 'takes') {
  const webhook = new Webhook(SECRET);
  const taken: Notification[] = [];
  const ids: string[] = [];
  const tries: number[] = [];
  const sockets = new Set<Socket>();
  let manner = first;
  let elsewhere = 0;
  let sent = 0;

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url === '/elsewhere') elsewhere += 1;
    const body = await text(request);
    switch (manner) {
      case 'takes': {
        // Throws where anything of it is not so; the Workflow then tries again, and the test sees nothing taken.
        const told = webhook.verify(body, request.headers as Record<string, string>) as Notification;
        taken.push(told);
        ids.push(String(request.headers['webhook-id']));
        response.writeHead(204).end();
        return;
      }
      case 'fails':
        response.writeHead(503).end('Down');
        return;
      case 'gone':
        response.writeHead(410).end();
        return;
      case 'redirects':
        response.writeHead(307, { Location: '/elsewhere' }).end();
        return;
      case 'floods':
        response.writeHead(500);
        flood(response);
        return;
      case 'drips':
        drip(response);
        return;
      case 'hangs':
      case 'babbles':
        return;
    }
  }

  function flood(response: ServerResponse): void {
    const chunk = Buffer.alloc(65_536);
    while (!response.destroyed && response.write(chunk)) sent += chunk.length;
    if (!response.destroyed) response.once('drain', () => flood(response));
  }

  function drip(response: ServerResponse): void {
    // A head that never ends.
    response.socket?.write('HTTP/1.1 200 OK\r\n');
    const timer = setInterval(() => response.socket?.write('X-More: to come\r\n'), 500);
    response.on('close', () => clearInterval(timer));
  }

  const http = createHttp((request, response) => {
    receive(request, response).catch(() => response.writeHead(400).end());
  });
  // One port for all: what speaks garbage does so before any HTTP is read.
  const server: Server = createTcp((socket) => {
    tries.push(Date.now());
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    if (manner === 'babbles') socket.end('\u0000\u0001220 this is no HTTP\r\n\r\n');
    else http.emit('connection', socket);
  });

  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  });

  return {
    /** Once it listens. */
    settings: (more: object = {}) => ({
      notifications: {
        url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
        secret: SECRET,
        loopback: true,
        ...more,
      },
    }),
    /** What it took, and the `webhook-id` of each. */
    taken: () => taken,
    ids: () => ids,
    /** When each connection came, milliseconds since 1970. */
    tries: () => tries,
    /** How often somebody followed its redirect, and how much of a flood went out. */
    followed: () => elsewhere,
    flooded: () => sent,
    be(next: Manner) {
      manner = next;
    },
  };
}
