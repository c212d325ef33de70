import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type { WorkflowHandle } from '@temporalio/client';
import { workflowIds } from '../../src/domain/ids.ts';
import type { HumanTask } from '../../src/domain/task.ts';
import { decide, look, subscribe, tasks } from '../../src/workflows/messages.ts';
import { pay } from '../sandbox/sandbox.ts';
import { useReceiver } from '../support/receiver.ts';
import { useSkippedTime } from '../support/time.ts';
import { until } from '../support/until.ts';
import { laneOn } from '../workflows/lane.ts';

const receiver = useReceiver();
const time = useSkippedTime(() => receiver.settings());
const { customerWithPayment, entryFor, enterLane, ended, told, refundsOf } = laneOn(time);
const DAY = 86_400;

async function refunded(who: object = { email: `${randomUUID()}@example.com` }) {
  const stripe = time.stripe();
  const { id: customer } = await stripe.customers.create(who);
  const { id: payment } = await pay(stripe, { customer, amount: 4_250 });
  const { id: refund } = await stripe.refunds.create({ payment_intent: payment, amount: 1_000 });
  const watch = await time.client().workflow.signalWithStart('watch', {
    workflowId: workflowIds.watch(time.tenant, refund),
    taskQueue: time.taskQueue(),
    args: [
      {
        ...{ tenant: time.tenant, refund, payment, customer },
        ...{ reference: 'R7K-2MX', language: 'en-US' },
      },
    ],
    signal: look,
    signalArgs: [],
  });
  return { payment, refund, watch };
}

/** Which types of notification the tenant got about a refund. */
function toldOf(refund: string): string[] {
  const about = receiver.taken().filter(({ data }) => 'refund' in data && data.refund === refund);
  return about.map(({ type }) => type);
}

async function isRunning(watch: WorkflowHandle): Promise<boolean> {
  return (await watch.describe()).status.name === 'RUNNING';
}

async function events(watch: WorkflowHandle): Promise<number> {
  return (await watch.describe()).historyLength;
}

/** What is open, once something is. */
async function openTask(watch: WorkflowHandle): Promise<HumanTask> {
  let open: HumanTask[] = [];
  await until('a task is open', async () => {
    open = await watch.query(tasks);
    return open.length > 0;
  });
  return open[0] as HumanTask;
}

describe('the watch of a refund', () => {
  test('ends by itself once nothing can become of it any more, after few events', async () => {
    const { refund, watch } = await refunded();
    await time.control('POST', `/refunds/${refund}`, { status: 'succeeded', reference: '74537605259000000' });
    await time.environment().sleep('13 days');
    expect(await isRunning(watch)).toBe(true);
    await time.environment().sleep('2 days');
    await until('it has ended', async () => !(await isRunning(watch)));
    expect(await events(watch)).toBeLessThan(400);
  });

  test('is not begun anew once it has ended, where the lane answers the same decision again', async () => {
    const { customer, payment } = await customerWithPayment();
    const entry = await entryFor(payment);
    await ended(await enterLane(customer, entry));
    const [made] = await refundsOf(payment);
    const refund = made?.id ?? '';
    const watch = time.client().workflow.getHandle(workflowIds.watch(time.tenant, refund));
    const { runId } = await watch.describe();
    await time.control('POST', `/refunds/${refund}`, { status: 'succeeded', reference: '74537605259000000' });
    await time.environment().sleep('16 days');
    await until('it has ended', async () => !(await isRunning(watch)));
    await ended(await enterLane(customer, entry));
    expect(told(entry)).toMatchObject([{ kind: 'done' }, { kind: 'done', made: { refund } }]);
    expect((await watch.describe()).runId).toBe(runId);
  });

  test('takes up a webhook’s hint minutes after Stripe is back, however long nothing had happened', async () => {
    const { refund, watch } = await refunded();
    await time.environment().sleep('5 days');
    const fault = { kind: 'status', status: 500, method: 'GET', times: 'always' };
    const path = `/v1/refunds/${refund}`;
    const { id } = await time.control<{ id: string }>('POST', '/faults', { ...fault, path });
    await time.control('POST', `/refunds/${refund}`, { status: 'failed' });
    await watch.signal(look);
    await time.environment().sleep('1 hour');
    await time.control('DELETE', `/faults/${id}`);
    await time.environment().sleep('6 minutes');
    expect(await openTask(watch)).toMatchObject({ kind: 'failed_refund' });
  });

  test('looks for a bank’s reference number for weeks, and then no longer: it is told as settled without one', async () => {
    const { refund, watch } = await refunded();
    await time.environment().sleep('40 days');
    expect(await isRunning(watch)).toBe(true);
    expect(toldOf(refund)).toEqual([]);
    await time.environment().sleep('6 days');
    await until('it has ended', async () => !(await isRunning(watch)));
    await until('the tenant is told', async () => toldOf(refund).length > 0);
    expect(toldOf(refund)).toEqual(['refund.settled']);
  });

  test.each(['pending', 'requires_action'])(
    'hands over to a person what is %s still after weeks, and writes nothing of it',
    async (status) => {
      const { payment, refund, watch } = await refunded();
      await time.control('POST', `/refunds/${refund}`, { status });
      await time.environment().sleep('46 days');
      expect(await openTask(watch)).toMatchObject({
        ...{ kind: 'failed_refund', reason: 'refund_stuck', reference: 'R7K-2MX', payment },
      });
      expect(toldOf(refund)).toEqual([]);
      await watch.signal(decide, { task: refund, verdict: 'approve', version: 1, reason: 'Asked Stripe' });
      await until('it has ended', async () => !(await isRunning(watch)));
    },
  );

  test('tells that a refund is settled once it was pending and is issued', async () => {
    const { refund } = await refunded();
    await time.control('POST', `/refunds/${refund}`, { status: 'pending' });
    await time.environment().sleep('2 days');
    expect(toldOf(refund)).toEqual([]);
    await time.control('POST', `/refunds/${refund}`, { status: 'succeeded' });
    await time.environment().sleep('13 hours');
    await until('the tenant is told', async () => toldOf(refund).length > 0);
    expect(toldOf(refund)).toEqual(['refund.settled']);
  });

  test('has it said to whoever makes good a failed refund that the customer could not be reached', async () => {
    const { refund, watch } = await refunded({});
    await time.control('POST', `/refunds/${refund}`, { status: 'failed' });
    await time.environment().sleep('13 hours');
    await until('it is said', async () =>
      (await openTask(watch)).events.some(({ text }) => text?.startsWith('Nobody was written to')),
    );
  });

  test('finds without any webhook that it failed three days later: a task is open, and the customer is told', async () => {
    const { payment, refund, watch } = await refunded();
    await time.environment().sleep('3 days');
    await time.control('POST', `/refunds/${refund}`, { status: 'failed' });
    await time.environment().sleep('13 hours');
    expect(await openTask(watch)).toMatchObject({
      ...{ kind: 'failed_refund', reason: 'refund_failed', reference: 'R7K-2MX', payment },
      amount: { value: 1_000, currency: 'usd' },
    });
    const notice = time.client().workflow.getHandle(workflowIds.notice(time.tenant, `${refund}-failed`));
    expect(await notice.result()).toBe('sent');
    await watch.signal(decide, { task: refund, verdict: 'approve', version: 1, reason: 'Sent a cheque' });
    await until('it has ended', async () => !(await isRunning(watch)));
  });

  test('finds that its payment was charged back since', async () => {
    const { payment, watch } = await refunded();
    await time.control('POST', '/disputes', { payment_intent: payment });
    await time.environment().sleep('13 hours');
    expect(await openTask(watch)).toMatchObject({ kind: 'failed_refund', reason: 'refund_disputed' });
  });
});

describe('a chargeback that is over before it is looked at', () => {
  const over = async (status: string) => {
    const { payment, watch } = await refunded();
    await time.control('POST', '/disputes', { payment_intent: payment, status });
    await time.environment().sleep('13 hours');
    return watch;
  };

  test('and was lost took the money a second time', async () => {
    expect(await openTask(await over('lost'))).toMatchObject({ reason: 'refund_disputed' });
  });

  test('and was won took none', async () => {
    const watch = await over('won');
    await watch.signal(look);
    expect(await watch.query(tasks)).toEqual([]);
    expect(await isRunning(watch)).toBe(true);
  });
});

describe('the watch of a payment', () => {
  test('tells nobody who has ended, and ends when nobody waits', async () => {
    const { payment } = await refunded();
    const watch = await time.client().workflow.signalWithStart('watch', {
      workflowId: workflowIds.watch(time.tenant, `${payment}`),
      taskQueue: time.taskQueue(),
      args: [{ tenant: time.tenant, payment }],
      signal: subscribe,
      signalArgs: [{ subscriber: `intent/${time.tenant}/gone`, seconds: DAY, within: 4 }],
    });
    // The refund's watch is a subscriber too, for as long as that runs.
    expect(await isRunning(watch)).toBe(true);
    await time.environment().sleep('46 days');
    await until('it has ended', async () => !(await isRunning(watch)));
  });
});
