import { ActivityFailure, CancellationScope, log } from '@temporalio/workflow';
import type { NoticeStart } from '../activities/message.ts';
import type { Unwritten } from './messages.ts';
import { afterwards, notices } from './proxies.ts';

/** What became of a notice. `not_wanted`: the tenant's policy has none; `given_up`: no try of a whole day got through. */
export type NoticeResult = 'sent' | Unwritten['why'];

/** One message to a contact on file: tried until it is sent, whether or not the call that it tells of goes on. */
export function notice({ ofTask, ...start }: NoticeStart): Promise<NoticeResult> {
  return CancellationScope.nonCancellable(async () => {
    const result = await send(start);
    if (ofTask && result !== 'sent') await afterwards.tellUnwritten({ ...ofTask, why: result });
    return result;
  });
}

async function send(start: Omit<NoticeStart, 'ofTask'>): Promise<NoticeResult> {
  try {
    return await notices.sendNotice(start);
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    log.warn('A notice was given up', { activityType: error.activityType });
    return 'given_up';
  }
}
