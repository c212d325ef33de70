import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it is passed on. */
export interface Passed {
  readonly method: string;
  readonly path: string;
  readonly params: URLSearchParams;
  readonly headers: Headers;
}

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** One way not to be as Stripe is. What it does not speak of is passed on as it is. */
export interface Lie {
  readonly name: string;
  request?(asked: Passed): void;
  answer?(answer: Answer, asked: Passed): Answer;
}

export interface Liar {
  readonly port: number;
  close(): Promise<void>;
}

/** Stands before a Stripe on this machine, and lies in one way. */
export async function startLiar(target: number, lie: Lie): Promise<Liar> {
  const server = createServer((request, response) => {
    void (async () => {
      const asked = await read(request);
      lie.request?.(asked);
      const answer = await pass(target, asked);
      const { status, headers, body } = lie.answer?.(answer, asked) ?? answer;
      response.writeHead(status, Object.fromEntries(withoutConnection(headers))).end(body);
    })().catch(() => request.socket.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function read(request: IncomingMessage): Promise<Passed> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://stripe');
  const { method = 'GET' } = request;
  const headers = new Headers(
    Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)]),
  );
  // Stripe takes the same form in either place.
  const params = method === 'POST' ? new URLSearchParams(Buffer.concat(chunks).toString()) : searchParams;
  return { method, path: pathname, params, headers: withoutConnection(headers) };
}

async function pass(target: number, { method, path, params, headers }: Passed): Promise<Answer> {
  const url = new URL(path, `http://127.0.0.1:${target}`);
  if (method !== 'POST') url.search = params.toString();
  const answer = await fetch(url, { method, headers, ...(method === 'POST' && { body: params.toString() }) });
  return { status: answer.status, headers: answer.headers, body: await answer.text() };
}

/** What belongs to one connection, and not to what is said on it. */
function withoutConnection(headers: Headers): Headers {
  const kept = new Headers(headers);
  for (const name of ['connection', 'content-length', 'host', 'keep-alive', 'transfer-encoding'])
    kept.delete(name);
  return kept;
}
