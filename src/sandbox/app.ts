import { createServer, type Server } from 'node:http';
import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import { controlRoutes } from './control/routes.ts';
import { endpoints, notHere } from './endpoints.ts';
import { exchange, type Operation } from './exchange.ts';
import { newId } from './ids.ts';
import { settleByItself } from './settling.ts';
import { openStore, type Store } from './store.ts';
import { apiVersion } from './version.ts';
import { startCourier } from './webhooks/courier.ts';
import { keepEndpoint, type StandingEndpoint } from './webhooks/standing.ts';
import { answerTo, type Outcome } from './wire/answer.ts';
import { authenticate } from './wire/auth.ts';
import { readRequest } from './wire/request.ts';

export interface Sandbox {
  readonly app: Express;
  /** Port 0 takes a free one. */
  listen(port: number, host?: string): Promise<Listening>;
  /** Closes the state file; for a sandbox that does not listen. */
  close(): void;
}

export interface Listening {
  readonly port: number;
  close(): Promise<void>;
}

interface Settings {
  file?: string;
  /** Where events of one account go without anybody's setting it up. */
  webhook?: StandingEndpoint;
}

/** A Stripe of one's own. Without a file it forgets all when it closes. */
export function createSandbox({ file, webhook }: Settings = {}): Sandbox {
  const store = openStore(file);
  const courier = startCourier(store);
  const keepStanding = () => webhook && keepEndpoint(store, webhook);
  keepStanding();
  const settling = settleByItself(store);
  const app = express().disable('x-powered-by').disable('etag');
  app.use('/_sandbox', controlRoutes({ store, courier, afterReset: keepStanding }));
  app.use(express.text({ type: () => true, limit: '1mb' }));
  for (const { method, path, operation } of endpoints) app[method](path, answer(store, operation));
  app.use(answer(store, notHere));
  const close = () => {
    settling.stop();
    courier.close();
    store.close();
  };
  return { app, listen: (port, host) => listen(app, { port, host, close }), close };
}

function answer(store: Store, operation: Operation): RequestHandler {
  return async function answerRequest(req, res) {
    const request = readRequest(req);
    try {
      const account = store.account(authenticate(req.get('authorization')));
      const id = typeof req.params['id'] === 'string' ? req.params['id'] : '';
      send(req, res, request.id, await exchange({ store, account, request, id, operation }));
    } catch (error) {
      send(req, res, request.id, answerTo(error, request.id));
    }
  };
}

function send(req: Request, res: Response, requestId: string, outcome: Outcome): void {
  if (outcome.kind === 'hang') return;
  if (outcome.kind === 'reset') {
    req.socket.resetAndDestroy();
    return;
  }
  if (outcome.kind === 'drip') {
    drip(res);
    return;
  }
  const key = req.get('idempotency-key');
  res.writeHead(outcome.status, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(outcome.body),
    'Request-Id': requestId || newId('req'),
    'Stripe-Version': req.get('stripe-version') ?? apiVersion,
    ...(key !== undefined && { 'Idempotency-Key': key }),
    ...outcome.headers,
  });
  res.end(outcome.body);
}

const DRIP_MILLISECONDS = 50;

/** Begins an answer, and goes on with it until whoever asked has gone. */
function drip(res: Response): void {
  res.writeHead(200, { 'Content-Type': 'application/json' }).write('{');
  const dripping = setInterval(() => res.write(' '), DRIP_MILLISECONDS);
  res.once('close', () => clearInterval(dripping));
}

async function listen(
  app: Express,
  { port, host = '127.0.0.1', close }: { port: number; host?: string | undefined; close: () => void },
): Promise<Listening> {
  const server = createServer(app);
  // Clients keep connections open; closing one under a request would look like a fault nobody ordered.
  server.keepAliveTimeout = 10 * 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return { port: portOf(server), close: () => end(server, close) };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The sandbox listens on no port.');
  return address.port;
}

async function end(server: Server, close: () => void): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
  close();
}
