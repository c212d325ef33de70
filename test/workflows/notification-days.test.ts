import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { type Notification, notificationOf } from '../../src/domain/notification.ts';
import { notificationWorkflow } from '../../src/domain/notification-workflow.ts';
import { searchAttributes } from '../../src/domain/search-attributes.ts';
import type { NotificationResult } from '../../src/workflows/notification.ts';
import { useReceiver } from '../support/receiver.ts';
import { useSkippedTime } from '../support/time.ts';

const receiver = useReceiver('fails');
const time = useSkippedTime(() => receiver.settings());

const DAY_MILLISECONDS = 86_400_000;

async function tell(notification: Notification) {
  const handle = await time.client().workflow.start('notification', {
    ...notificationWorkflow({ tenant: time.tenant, notification }),
    taskQueue: time.taskQueue(),
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
  });
  const result = (await handle.result()) as NotificationResult;
  const { closeTime, startTime, searchAttributes: found } = await handle.describe();
  const { events = [] } = await handle.fetchHistory();
  const days = ((closeTime?.getTime() ?? 0) - startTime.getTime()) / DAY_MILLISECONDS;
  return { result, days, events: events?.length ?? 0, outcome: found[searchAttributes.outcome.name] };
}

test('a receiver that is dead for three days is given up, in few events, and told again by hand', async () => {
  const payment = `pi_${randomUUID()}`;
  const data = { payment, amount: { value: 1, currency: 'usd' } };
  const news = notificationOf('payment.failed', payment, data, 0);
  const dead = await tell(news);
  expect(dead.result).toEqual({ kind: 'given_up', why: 'status_503' });
  expect(dead.outcome).toEqual(['failed']);
  expect(dead.days).toBeGreaterThan(2.9);
  expect(dead.days).toBeLessThan(3.3);
  const tries = receiver.tries().length;
  expect(tries).toBeGreaterThan(20);
  expect(tries).toBeLessThan(45);
  expect(dead.events).toBeLessThanOrEqual(12);
  process.stdout.write(`\n${tries} tries in ${dead.days.toFixed(2)} days, ${dead.events} events\n`);

  receiver.be('takes');
  const again = await tell(news);
  expect(again.result).toEqual({ kind: 'delivered' });
  expect(again.days).toBeLessThan(0.01);
  expect(receiver.taken()).toEqual([news]);
  expect(receiver.ids()).toEqual([news.id]);
}, 90_000);
