import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import type { Reply } from '../../src/contracts/reply.ts';
import { workflowIds } from '../../src/domain/ids.ts';
import { type Notification, notificationOf } from '../../src/domain/notification.ts';
import type { NotificationResult } from '../../src/workflows/notification.ts';
import type { Manner } from '../support/receiver.ts';
import { useReceiver } from '../support/receiver.ts';
import { closed, startRefund, workflowOf } from '../support/refunds.ts';
import { useTeller } from '../support/teller.ts';
import { until } from '../support/until.ts';

const bad: Manner[] = ['fails', 'hangs', 'drips', 'redirects', 'floods', 'babbles'];
const receiver = useReceiver();
const picky = useReceiver();
const gone = useReceiver('gone');
const theirs = new Map(bad.map((manner) => [manner, useReceiver(manner)] as const));
const teller = useTeller({
  tenants: {
    none: {},
    shop: () => receiver.settings(),
    picky: () => picky.settings({ types: ['refund.issued'] }),
    gone: () => gone.settings(),
    ...Object.fromEntries([...theirs].map(([manner, one]) => [manner, () => one.settings()])),
  },
});

/** A whole refund: its last reply, and how long that took, milliseconds. */
async function refund(tenant: string) {
  const { agent, first, call, person } = await startRefund(teller, { tenant, proven: true });
  const began = Date.now();
  const done = await agent.answer(first, { confirm: true });
  const took = Date.now() - began;
  expect(done).toMatchObject({ status: 'done', outcome: 'completed' });
  return { done, took, call, person };
}

function refundIn({ facts }: Reply): string | undefined {
  return 'refund' in facts ? facts.refund.refund : undefined;
}

const handleOf = (tenant: string, id: string) =>
  teller.temporal().workflow.getHandle(workflowIds.notice(teller.tenant(tenant).id, id));

async function eventsOf(handle: ReturnType<typeof handleOf>): Promise<number> {
  return (await handle.fetchHistory()).events?.length ?? 0;
}

/** Has a tenant told, as an intent or a watch does. */
async function tell(tenant: string, notification: Notification): Promise<void> {
  const { id } = teller.tenant(tenant);
  await teller.temporal().workflow.start('notification', {
    workflowId: workflowIds.notice(id, notification.id),
    taskQueue: teller.taskQueue,
    args: [{ tenant: id, notification }],
    memo: { notification },
  });
}

const anyNews = () => {
  const payment = `pi_${randomUUID()}`;
  const data = { payment, amount: { value: 42_50, currency: 'usd' } };
  return notificationOf('payment.succeeded', payment, data, Date.now());
};

test.concurrent('a refund is told once, signed, with ids and amounts only', async () => {
  const { done } = await refund('shop');
  await closed(teller, done, 'shop');
  const about = () => receiver.taken().filter((one) => JSON.stringify(one).includes(done.intentId));
  await until('both have arrived', () => about().length === 2);
  const { facts, intentId, reference } = done;
  if (!('refund' in facts)) throw new Error('No refund.');
  const { refund: made, amount } = facts.refund;
  const payment = facts.payment?.payment;
  expect(about().sort((one, other) => (one.type < other.type ? -1 : 1))).toEqual([
    {
      id: `intent_completed-${intentId}`,
      type: 'intent.completed',
      timestamp: expect.any(String),
      data: { intentId, reference, intent: 'refund', outcome: 'completed', payment, refund: made },
    },
    {
      id: `refund_issued-${made}`,
      type: 'refund.issued',
      timestamp: expect.any(String),
      data: { refund: made, payment, amount, state: facts.refund.state, reference, intentId },
    },
  ]);
  expect(receiver.ids()).toEqual(expect.arrayContaining(about().map(({ id }) => id)));
  const handle = handleOf('shop', `refund_issued-${made}`);
  await handle.result();
  expect(await eventsOf(handle)).toBeLessThanOrEqual(11);
});

test.concurrent('a tenant that wants none, or not these, costs no event', async () => {
  const { done } = await refund('none');
  const { done: told } = await refund('picky');
  await Promise.all([closed(teller, done, 'none'), closed(teller, told, 'picky')]);
  const kinds = async (reply: typeof done, tenant: string) => {
    const { events } = await workflowOf(teller, reply, tenant).fetchHistory();
    return (events ?? []).map((one) => one.activityTaskScheduledEventAttributes?.activityType?.name);
  };
  expect(await kinds(done, 'none')).not.toContain('notify');
  expect(await kinds(told, 'picky')).toContain('notify');
  await until('what it wants has arrived', () => picky.taken().length === 1);
  expect(picky.taken()).toMatchObject([{ type: 'refund.issued' }]);
});

test.concurrent('the same news is told once, however often it is found', async () => {
  const { call, person, done } = await refund('shop');
  const again = await startRefund(teller, { call, person, tenant: 'shop', proven: true });
  // Asked again in the same call, it is told that this was done already.
  expect(again.first).toMatchObject({ outcome: 'completed', facts: { refund: { refund: refundIn(done) } } });
  await closed(teller, again.first, 'shop');
  const named = (id: string) => receiver.ids().filter((one) => one === id);
  await until(
    'the second intent is told',
    () => named(`intent_completed-${again.first.intentId}`).length > 0,
  );
  expect(named(`refund_issued-${refundIn(done)}`)).toHaveLength(1);
});

test.concurrent('410 gives up at once, and can be searched for', async () => {
  const notification = anyNews();
  await tell('gone', notification);
  const handle = handleOf('gone', notification.id);
  const result = (await handle.result()) as NotificationResult;
  expect(result).toEqual({ kind: 'given_up', why: 'gone' });
  expect(gone.tries()).toHaveLength(1);
  expect(await eventsOf(handle)).toBeLessThanOrEqual(12);
});

test.concurrent.each(bad)(
  'a receiver that %s holds up no caller, and gets all of it afterwards',
  async (manner) => {
    const theirOwn = theirs.get(manner);
    if (!theirOwn) throw new Error(`No receiver ${manner}.`);
    const many = Array.from({ length: 6 }, anyNews);
    await Promise.all(many.map((one) => tell(manner, one)));
    await until('it was tried', () => theirOwn.tries().length > 0);
    // Beside one that is told nowhere: how long either takes depends on what else the machine does.
    const [{ took, done }, beside] = await Promise.all([refund(manner), refund('none')]);
    expect(took).toBeLessThan(2_500 + beside.took * 2);
    await closed(teller, done, manner);
    const healthy = anyNews();
    await tell('shop', healthy);
    await until('another tenant is told', () => receiver.ids().includes(healthy.id), 10);
    expect(theirOwn.taken()).toEqual([]);

    theirOwn.be('takes');
    await until('all has arrived', () => new Set(theirOwn.ids()).size === many.length + 2, 90);
    expect(theirOwn.followed()).toBe(0);
    // What stands in the system's buffers was sent as well, though nobody read it.
    expect(theirOwn.flooded()).toBeLessThan(16 * 1024 * 1024);
  },
  120_000,
);
