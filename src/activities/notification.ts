import { ApplicationFailure, Context } from '@temporalio/activity';
import type { Notification } from '../domain/notification.ts';
import { type NotificationStart, notificationWorkflow } from '../domain/notification-workflow.ts';
import { pauseAfter } from '../domain/receiver.ts';
import { beating } from './beating.ts';
import { startOnce } from './start-once.ts';
import type { World } from './world.ts';

export function notificationActivities(world: Pick<World, 'receiver' | 'temporal' | 'taskQueue'>) {
  function start(of: NotificationStart): Promise<boolean> {
    return startOnce(world, 'notification', {
      ...notificationWorkflow(of),
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
    });
  }

  return {
    /**
     * Tells a tenant's own systems, each notification once for its id and in a Workflow of its own: who asks for it waits
     * for no receiver. A tenant that has set up none, or not for this type, is told nothing.
     */
    async notify(of: { tenant: string; notifications: readonly Notification[] }): Promise<void> {
      const { tenant, notifications } = of;
      const receiver = world.receiver(tenant);
      const wanted = notifications.filter(({ type }) => receiver?.wants(type));
      await Promise.all(wanted.map((notification) => start({ tenant, notification })));
    },

    /** One try to deliver. It fails with why it did not arrive, and nothing of what the receiver said. */
    async deliverNotification({ tenant, notification }: NotificationStart): Promise<void> {
      const receiver = world.receiver(tenant);
      if (!receiver) throw failure('not_set_up', { nonRetryable: true });
      const delivery = await beating(() => receiver.deliver(notification));
      if (delivery.kind === 'failed') throw failure(delivery.why, { nonRetryable: delivery.why === 'gone' });
    },
  };
}

function failure(why: string, { nonRetryable }: { nonRetryable: boolean }): ApplicationFailure {
  const { scheduledTimestampMs, currentAttemptScheduledTimestampMs } = Context.current().info;
  const tried = (currentAttemptScheduledTimestampMs - scheduledTimestampMs) / 1_000;
  const nextRetryDelay = Math.round(pauseAfter(tried, Math.random()) * 1_000);
  return ApplicationFailure.create({ type: why, message: why, nonRetryable, nextRetryDelay });
}
