import type { RefundRecord } from './payment.ts';
import { DAY_SECONDS } from './time.ts';

/** A refund may fail after it succeeded, most often within days; banks show it, or not, within ten working days. */
const LEAST_SECONDS = 14 * DAY_SECONDS;
/** Some banks never give a reference number. */
export const MOST_SECONDS = 45 * DAY_SECONDS;

/**
 * What a refund that was neither failed nor canceled has come to, once it has been followed for so many seconds: nothing
 * can become of it any more, or nothing will unless somebody sees to it. Undefined where it is to be followed on.
 */
export function endOf(
  { state, bankReference }: RefundRecord,
  seconds: number,
): 'settled' | 'stuck' | undefined {
  const isOver = seconds >= MOST_SECONDS;
  if (state !== 'issued') return isOver ? 'stuck' : undefined;
  return isOver || (bankReference !== undefined && seconds >= LEAST_SECONDS) ? 'settled' : undefined;
}

/**
 * Whether a refund has arrived as far as can be told: the bank's number is there, it was issued after it had waited
 * (`waited`: it was seen as not issued), or it was followed to its end.
 */
export function hasArrived(
  { state, bankReference }: RefundRecord,
  { waited, ended }: { waited: boolean; ended: boolean },
): boolean {
  return state === 'issued' && (bankReference !== undefined || waited || ended);
}
