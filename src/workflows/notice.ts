import { ActivityFailure, CancellationScope, log } from '@temporalio/workflow';
import type { Notice } from '../activities/message.ts';
import { notices } from './proxies.ts';

/** What became of a notice. `given_up`: no try of a whole day got through. */
export type NoticeResult = 'sent' | 'no_contact' | 'given_up';

/** One message to a contact on file: tried until it is sent, whether or not the call that it tells of goes on. */
export function notice(start: { tenant: string; notice: Notice }): Promise<NoticeResult> {
  return CancellationScope.nonCancellable(async () => {
    try {
      return (await notices.sendNotice(start)) ? 'sent' : 'no_contact';
    } catch (error) {
      if (!(error instanceof ActivityFailure)) throw error;
      log.warn('A notice was given up', { activityType: error.activityType });
      return 'given_up';
    }
  });
}
