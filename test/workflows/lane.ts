import { randomUUID } from 'node:crypto';
import type { WorkflowHandle } from '@temporalio/client';
import type { LaneEntry, Settlement } from '../../src/domain/lane.ts';
import { defaultPolicy } from '../../src/domain/policy.ts';
import { enter } from '../../src/workflows/messages.ts';
import { pay } from '../sandbox/sandbox.ts';
import type { useSkippedTime } from '../support/time.ts';

type SkippedTime = ReturnType<typeof useSkippedTime>;

/** What tests of the lane do to it, on skipped time. */
export function laneOn(time: SkippedTime) {
  async function customerWithPayment() {
    const stripe = time.stripe();
    const { id: customer } = await stripe.customers.create({ email: `${randomUUID()}@example.com` });
    const payment = await pay(stripe, { customer, amount: 4_250 });
    return { customer, payment: payment.id };
  }

  async function entryFor(
    payment: string,
    { age = 0, amount = 4_250, call = 'a-call' } = {},
  ): Promise<LaneEntry> {
    const now = Math.floor((await time.environment().currentTimeMs()) / 1_000);
    return {
      write: 'refund',
      decision: {
        id: randomUUID(),
        payment,
        amount: { value: amount, currency: 'usd' },
        call,
        reference: 'R7K-2MX',
        askedAt: now - age,
        decidedAt: now - age,
        besides: [],
      },
      policy: defaultPolicy.refund,
      replyTo: `intent/${time.tenant}/nobody-waits-any-more-${randomUUID()}`,
      language: 'en-US',
    };
  }

  function enterLane(customer: string, entry: LaneEntry) {
    return time.client().workflow.signalWithStart('lane', {
      workflowId: `lane/${time.tenant}/${customer}`,
      taskQueue: time.taskQueue(),
      args: [{ tenant: time.tenant, lane: customer }],
      signal: enter,
      signalArgs: [entry],
    });
  }

  /** What the lane told the intent of an entry so far, which has ended: nobody need listen for the lane to tell. */
  const told = ({ replyTo }: LaneEntry) => time.signalsTo(replyTo).map(([answer]) => answer as Settlement);

  /** What Stripe was asked about a payment's refunds: to make one, or to list them. */
  async function asked(payment: string, method: 'POST' | 'GET'): Promise<{ idempotencyKey: string }[]> {
    const { data } = await time.control<{
      data: { idempotencyKey: string; params: Record<string, string> }[];
    }>('GET', `/journal?method=${method}&path=/v1/refunds`);
    return data.filter(({ params }) => params['payment_intent'] === payment);
  }

  const keysSent = async (payment: string) =>
    (await asked(payment, 'POST')).map(({ idempotencyKey }) => idempotencyKey);

  /** Lets minutes pass until a lane has ended. Its result would do, but lets ten years pass, its own time-out. */
  async function ended(lane: WorkflowHandle): Promise<void> {
    for (let minutes = 0; (await lane.describe()).status.name === 'RUNNING'; minutes += 1) {
      if (minutes > 60) throw new Error('The lane runs on.');
      await time.environment().sleep('1m');
    }
  }

  const refundsOf = async (payment: string) =>
    (await time.stripe().refunds.list({ payment_intent: payment })).data;

  /** Has Stripe fail every send of ours for a payment before anything happens. */
  function failSends(payment: string): Promise<{ id: string }> {
    const params = { payment_intent: payment, reason: 'requested_by_customer' };
    const fault = {
      kind: 'status',
      status: 500,
      method: 'POST',
      path: '/v1/refunds',
      times: 'always',
      params,
    };
    return time.control('POST', '/faults', fault);
  }

  /** Has Stripe refuse to show a payment. */
  function failReads(payment: string): Promise<{ id: string }> {
    const fault = { kind: 'status', status: 403, method: 'GET', times: 'always' };
    return time.control('POST', '/faults', { ...fault, path: `/v1/payment_intents/${payment}` });
  }

  return {
    ...{ customerWithPayment, entryFor, enterLane, told, asked, keysSent, ended, refundsOf },
    ...{ failSends, failReads },
  };
}
