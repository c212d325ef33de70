import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Payload } from '@temporalio/common';
import proto from '@temporalio/proto';
import type { Keys } from './keys.ts';
import { payloadCodec } from './payload-codec.ts';

const { Payloads } = proto.temporal.api.common.v1;

/** The largest body that is decoded, bytes: Temporal's own limit of a message. */
const LIMIT = 4 * 1_024 * 1_024;

/**
 * A route that decodes, and only decodes, for the Temporal UI. It listens on loopback alone, or where a container
 * publishes it on loopback alone: whoever can reach it reads what callers said.
 */
export function codecServer(keys: Keys, uiOrigins: readonly string[]): Server {
  const codec = payloadCodec(keys);
  return createServer((request, response) => {
    const { origin = '' } = request.headers;
    if (uiOrigins.includes(origin)) response.setHeader('Access-Control-Allow-Origin', origin);
    response.setHeader('Access-Control-Allow-Headers', 'content-type,x-namespace,authorization');
    response.setHeader('Access-Control-Allow-Methods', 'POST');
    if (request.method === 'OPTIONS') return void response.writeHead(204).end();
    if (request.method !== 'POST' || request.url?.split('?')[0] !== '/decode')
      return void refuse(response, 404, 'Only POST /decode is served here.');
    // A page of any other origin could have the browser post here: it gets nothing decoded.
    if (origin !== '' && !uiOrigins.includes(origin)) return void refuse(response, 403, 'Unknown origin.');
    decode(request).then(
      (body) => response.writeHead(200, { 'Content-Type': 'application/json' }).end(body),
      () => refuse(response, 400, 'Not payloads that our key opens.'),
    );
  });

  async function decode(request: IncomingMessage): Promise<string> {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > LIMIT) throw new RangeError('Too large');
      chunks.push(chunk);
    }
    const { payloads } = Payloads.fromObject(JSON.parse(Buffer.concat(chunks).toString()) as object);
    const clear = await codec.decode(payloads as Payload[]);
    return JSON.stringify(Payloads.toObject(Payloads.create({ payloads: clear }), { bytes: String }));
  }
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain' }).end(text);
}
