import Stripe from 'stripe';

const { webhooks } = new Stripe('sk_test_only_to_sign');

/** What is delivered, and how; all as Stripe would unless told otherwise. */
export interface Delivered {
  readonly object?: object;
  readonly event?: object;
  readonly secret: string;
  /** Seconds since 1970. */
  readonly timestamp?: number;
  readonly payload?: string;
}

/** Delivers an event to a tenant of an API, and tells the answer's status. */
export async function deliver(url: string, tenant: string, sent: Delivered): Promise<Response> {
  const { object = {}, secret, timestamp = Math.floor(Date.now() / 1_000) } = sent;
  const snapshot = {
    id: 'evt_1',
    object: 'event',
    type: 'refund.updated',
    livemode: false,
    data: { object },
  };
  const payload = sent.payload ?? JSON.stringify(sent.event ?? snapshot);
  const signature = webhooks.generateTestHeaderString({ payload, secret, timestamp });
  return fetch(`${url}/webhooks/stripe/${tenant}`, {
    method: 'POST',
    headers: { 'Stripe-Signature': signature, 'Content-Type': 'application/json; charset=utf-8' },
    body: payload,
  });
}
