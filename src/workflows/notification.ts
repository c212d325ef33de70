import {
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  log,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type { NotificationStart } from '../domain/notification-workflow.ts';
import { searchAttributes } from '../domain/search-attributes.ts';
import { deliveries } from './proxies.ts';

/** What became of a notification. `given_up`: no try of three days arrived, or the receiver wants none any more. */
export type NotificationResult =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'given_up'; readonly why: string };

/**
 * One notification to a tenant's own systems. Its tries are the engine's and stand in no history, so that a receiver
 * that is down for days costs no more than one that answers.
 */
export function notification(start: NotificationStart): Promise<NotificationResult> {
  return CancellationScope.nonCancellable(async () => {
    try {
      await deliveries.deliverNotification(start);
      return { kind: 'delivered' };
    } catch (error) {
      if (!(error instanceof ActivityFailure)) throw error;
      const why = whyOf(error);
      log.warn('A notification was given up', { activityType: error.activityType });
      upsertSearchAttributes([{ key: searchAttributes.outcome, value: 'failed' }]);
      return { kind: 'given_up', why };
    }
  });
}

/** What the last try came to; a try that ended with its worker came to nothing. */
function whyOf({ cause }: ActivityFailure): string {
  for (let at = cause; at; at = (at as { cause?: Error }).cause)
    if (at instanceof ApplicationFailure) return at.type ?? 'unreachable';
  return 'timed_out';
}
