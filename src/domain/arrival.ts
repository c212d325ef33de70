import type { RefundRecord } from './payment.ts';
import { addWorkingDays, dayOf } from './time.ts';

/** Banks show a refund within so many working days. */
export const ARRIVAL_WORKING_DAYS = { least: 5, most: 10 } as const;

/** The `YYYY-MM-DD` day by which a bank should show a refund; undefined where it was not issued. */
export function arrivalOf({ state, created }: RefundRecord, timeZone: string): string | undefined {
  return state === 'issued' ? addWorkingDays(dayOf(created, timeZone), ARRIVAL_WORKING_DAYS.most) : undefined;
}
