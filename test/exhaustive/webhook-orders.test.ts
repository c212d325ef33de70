import { beforeAll, describe, expect, test } from '@jest/globals';
import type Stripe from 'stripe';
import { workflowIds } from '../../src/domain/ids.ts';
import { look, tasks } from '../../src/workflows/messages.ts';
import { payer } from '../support/people.ts';
import { useTeller } from '../support/teller.ts';
import { until } from '../support/until.ts';

const SECRET = 'whsec_demo';
const teller = useTeller({ tenants: { demo: { webhookSecrets: [SECRET] } } });
const { id: tenant } = teller.tenant();

interface Deliveries {
  readonly data: readonly { readonly event: string; readonly status: string }[];
}

beforeAll(async () => {
  const url = `${teller.url()}/webhooks/stripe/${tenant}`;
  const endpoint = await teller.stripe().webhookEndpoints.create({ url, enabled_events: ['*'] });
  await teller.control('POST', `/objects/${endpoint.id}`, { secret: SECRET });
  await teller.control('POST', '/webhooks', { hold: true });
});

/** Every order of so many things. */
function orders(count: number): number[][] {
  if (count === 0) return [[]];
  return orders(count - 1).flatMap((order) =>
    Array.from({ length: count }, (_, at) => [...order.slice(0, at), count - 1, ...order.slice(at)]),
  );
}

/** A refund with its watch, which has looked for the last time in a long while. */
async function followed() {
  const who = await payer(teller);
  const refund = await teller.stripe().refunds.create({ payment_intent: who.payment.id, amount: 1_000 });
  const watch = await teller.temporal().workflow.signalWithStart('watch', {
    workflowId: workflowIds.watch(tenant, refund.id),
    taskQueue: teller.taskQueue,
    args: [
      {
        ...{ tenant, refund: refund.id, payment: who.payment.id, customer: who.customer },
        ...{ reference: 'R7K-2MX', language: 'en-US' },
      },
    ],
    signal: look,
  });
  return { refund, payment: who.payment.id, watch };
}

/** The events that something caused, oldest first. */
async function eventsOf(act: () => Promise<unknown>, about: string): Promise<Stripe.Event[]> {
  const { data: before } = await teller.stripe().events.list({ limit: 100 });
  const known = new Set(before.map(({ id }) => id));
  await act();
  const { data } = await teller.stripe().events.list({ limit: 100 });
  return data
    .filter((event) => !known.has(event.id) && JSON.stringify(event.data.object).includes(about))
    .reverse();
}

const three = orders(3).map((order) => [order.join(''), order] as const);

describe.each([
  {
    what: 'a refund that failed',
    reason: 'refund_failed',
    happens: (refund: string) => teller.control('POST', `/refunds/${refund}`, { status: 'failed' }),
  },
  {
    what: 'a dispute of its payment',
    reason: 'refund_disputed',
    happens: (_: string, payment: string) => teller.control('POST', '/disputes', { payment_intent: payment }),
  },
])('the events of $what end the same', ({ reason, happens }) => {
  test.each(three)('in the order %s', async (_, order) => {
    const { refund, payment, watch } = await followed();
    const events = await eventsOf(() => happens(refund.id, payment), payment);
    expect(events.length).toBeGreaterThan(1);
    const ids = order.flatMap((at) => events.slice(at, at === 2 ? undefined : at + 1).map(({ id }) => id));
    await teller.control('POST', '/webhooks/release', { events: ids });
    await until('the watch shows it', async () => (await watch.query(tasks))[0]?.reason === reason);
    const { data } = await teller.control<Deliveries>('GET', `/webhooks/deliveries?event=${ids[0]}`);
    expect(data[0]?.status).toBe('delivered');
  });
});

describe.each([
  ['a chargeback that is answered and won', 'won', {}, ['under_review', 'won']],
  ['a chargeback that is lost', 'lost', {}, ['under_review', 'lost']],
  [
    'an inquiry that is answered and closed',
    'closed',
    { status: 'warning_needs_response' },
    ['warning_under_review', 'warning_closed'],
  ],
  [
    'an inquiry that becomes a chargeback and is lost',
    'lost',
    { status: 'warning_needs_response' },
    ['needs_response', 'lost'],
  ],
])('the events of %s end the same', (_what, outcome, opening, course) => {
  test.each(three)('in the order %s', async (_, order) => {
    const { payment } = await payer(teller);
    const steps: Stripe.Event[][] = [];
    let dispute = '';
    const opened = async () => {
      const of = { payment_intent: payment.id, ...opening };
      ({ id: dispute } = await teller.control<{ id: string }>('POST', '/disputes', of));
    };
    steps.push(await eventsOf(opened, payment.id));
    for (const status of course)
      steps.push(
        await eventsOf(() => teller.control('POST', `/disputes/${dispute}`, { status }), payment.id),
      );
    expect(steps).toHaveLength(3);
    for (const at of order) {
      const events = (steps[at] ?? []).map(({ id }) => id);
      await teller.control('POST', '/webhooks/release', { events });
    }
    const workflow = teller.temporal().workflow.getHandle(workflowIds.dispute(tenant, dispute));
    await until('its case has begun', () =>
      workflow.describe().then(
        () => true,
        () => false,
      ),
    );
    expect(await workflow.result()).toMatchObject({ outcome, refunds: [] });
    expect(await workflow.query(tasks)).toEqual([]);
    const open = await teller.stripe().disputes.retrieve(dispute);
    expect(open.evidence_details.submission_count).toBe(0);
  });
});
