import { createHmac } from 'node:crypto';
import type { Stripe } from 'stripe';
import type { Destination } from '../objects.ts';
import { thinEvent } from './thin-event.ts';

/** What is sent, byte for byte what was signed. */
export interface Letter {
  body: string;
  headers: Record<string, string>;
}

interface Writing {
  /** Seconds. Always real time or meant to be wrong: a receiver would refuse the clock of an account that was moved. */
  timestamp: number;
  secrets: string[];
}

export function writeLetter(
  destination: Destination,
  event: Stripe.Event,
  { timestamp, secrets }: Writing,
): Letter {
  const payload = destination.payload === 'thin' ? thinEvent(event) : event;
  const body = JSON.stringify(payload, null, 2);
  const headers = {
    Accept: '*/*; q=0.5, application/xml',
    'Cache-Control': 'no-cache',
    'Content-Length': String(Buffer.byteLength(body)),
    'Content-Type': 'application/json; charset=utf-8',
    'Stripe-Signature': signature(body, timestamp, secrets),
    'User-Agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
  };
  return { body, headers };
}

/** One `v1` for each secret; `v0` is what Stripe adds in test mode, and means nothing. */
function signature(body: string, timestamp: number, secrets: string[]): string {
  const sign = (secret: string) => createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  return [`t=${timestamp}`, ...secrets.map((secret) => `v1=${sign(secret)}`), `v0=${sign('v0')}`].join(',');
}

export const secretsOf = ({ secret, former_secret: former }: Destination): string[] =>
  former === null ? [secret] : [secret, former];
