import { expect } from '@jest/globals';
import type Stripe from 'stripe';
import { refusal } from '../../sandbox/sandbox.ts';
import { until } from '../../support/until.ts';
import { type Check, fresh } from '../check.ts';

type EnabledEvent = Stripe.WebhookEndpointCreateParams.EnabledEvent;

/** Does something with an endpoint that takes nothing; an account has room for sixteen only. */
async function withEndpoint(
  stripe: Stripe,
  act: (endpoint: Stripe.WebhookEndpoint) => Promise<unknown>,
): Promise<void> {
  const endpoint = await stripe.webhookEndpoints.create({
    url: `https://example.com/${fresh()}`,
    enabled_events: ['customer.created', 'refund.updated'],
    api_version: '2026-10-28.endive',
    metadata: { tenant: 'demo' },
  });
  try {
    await act(endpoint);
  } finally {
    await stripe.webhookEndpoints.del(endpoint.id);
  }
}

async function lists(stripe: Stripe, customer: string, delivery_success: boolean): Promise<boolean> {
  const { data } = await stripe.events.list({ type: 'customer.created', delivery_success, limit: 100 });
  return data.some((event) => event.type === 'customer.created' && event.data.object.id === customer);
}

export const webhooks: Check[] = [
  {
    name: 'the secret of a webhook endpoint is in the answer to its creation, and in no other',
    holds: ({ stripe }) =>
      withEndpoint(stripe, async ({ id, secret, url }) => {
        expect(secret).toMatch(/^whsec_/);
        const seen = await stripe.webhookEndpoints.retrieve(id);
        expect(seen).toMatchObject({
          object: 'webhook_endpoint',
          api_version: '2026-10-28.endive',
          enabled_events: ['customer.created', 'refund.updated'],
          livemode: false,
          metadata: { tenant: 'demo' },
          status: 'enabled',
          url,
        });
        expect(seen.secret).toBeUndefined();
      }),
  },
  {
    name: 'a webhook endpoint is disabled, enabled, and gone when it is deleted',
    async holds({ stripe }) {
      let gone = '';
      await withEndpoint(stripe, async ({ id }) => {
        gone = id;
        const enabled_events: EnabledEvent[] = ['*'];
        const disabled = await stripe.webhookEndpoints.update(id, { disabled: true, enabled_events });
        expect(disabled).toMatchObject({ status: 'disabled', enabled_events });
        const enabled = await stripe.webhookEndpoints.update(id, { disabled: false });
        expect(enabled).toMatchObject({ status: 'enabled' });
        const { data } = await stripe.webhookEndpoints.list({ limit: 100 });
        expect(data.map((one) => one.id)).toContain(id);
      });
      const error = await refusal(stripe.webhookEndpoints.retrieve(gone));
      expect(error).toMatchObject({ statusCode: 404, code: 'resource_missing' });
    },
  },
  {
    name: 'an address without a scheme, and an event that there is not, are refused',
    async holds({ stripe }) {
      const create = (params: object) =>
        refusal(
          stripe.webhookEndpoints.create({ url: 'https://example.com', enabled_events: ['*'], ...params }),
        );
      const { statusCode, message } = await create({ url: 'example.com/hook' });
      expect({ statusCode, message }).toMatchObject({
        statusCode: 400,
        message: expect.stringContaining('An explicit scheme (such as https) must be provided'),
      });
      expect(await create({ enabled_events: ['refund.update'] })).toMatchObject({
        statusCode: 400,
        param: 'enabled_events[0]',
      });
    },
  },
  {
    name: 'an event that an endpoint has not taken is listed as undelivered, and only so',
    holds: ({ stripe }) =>
      withEndpoint(stripe, async () => {
        const { id } = await stripe.customers.create();
        await until('it is undelivered', () => lists(stripe, id, false), 60);
        expect(await lists(stripe, id, true)).toBe(false);
      }),
  },
];
