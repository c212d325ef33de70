import { workflowIds } from './ids.ts';
import type { Notification } from './notification.ts';
import { searchAttributes } from './search-attributes.ts';

/** One tenant's notification. */
export interface NotificationStart {
  readonly tenant: string;
  readonly notification: Notification;
}

/** How the Workflow that delivers it is started, by whomever. It can be sent again from its memo alone. */
export function notificationWorkflow({ tenant, notification }: NotificationStart) {
  return {
    workflowId: workflowIds.notice(tenant, notification.id),
    args: [{ tenant, notification }] satisfies [NotificationStart],
    memo: { notification },
    staticSummary: `Tells the tenant: ${notification.type}`,
    typedSearchAttributes: [{ key: searchAttributes.tenant, value: tenant }],
  };
}
