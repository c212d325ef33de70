import type { RefundRecord } from './payment.ts';
import { DAY_SECONDS } from './time.ts';

/** A refund may fail after it succeeded, most often within days; banks show it, or not, within ten working days. */
const LEAST_SECONDS = 14 * DAY_SECONDS;
/** Some banks never give a reference number. */
export const MOST_SECONDS = 45 * DAY_SECONDS;

/** Whether nothing can become of a refund any more, once it has been followed for so many seconds. */
export function isSettled({ state, bankReference }: RefundRecord, seconds: number): boolean {
  if (seconds >= MOST_SECONDS) return true;
  return state === 'issued' && bankReference !== undefined && seconds >= LEAST_SECONDS;
}
