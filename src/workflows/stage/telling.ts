import { type LastReply, notificationsOf } from '../../domain/news.ts';
import type { GivenReply, IntentStart } from '../messages.ts';
import { afterwards } from '../proxies.ts';

/** Has the tenant's own systems told of an intent's last reply; those that want to hear nothing cost no event. */
export async function tellTenant({ tenant, notifies }: IntentStart, last: GivenReply): Promise<void> {
  if (!notifies) return;
  const notifications = notificationsOf(last as LastReply, Date.now());
  if (notifications.length > 0) await afterwards.notify({ tenant, notifications });
}
