import { dayOf, daysBetween } from './time.ts';

/** Until when a caller can expect an answer, as it is said. */
export interface ExpectedBy {
  readonly when: 'today' | 'tomorrow' | 'later';
  /** `YYYY-MM-DD` in the tenant's time zone. */
  readonly day: string;
  /** A full hour of that day, 1 to 24. */
  readonly hour: number;
}

/**
 * Until when an answer is due, up to the next full hour; `due` is RFC 3339, `now` in milliseconds since 1970. Undefined
 * where it is overdue: what was promised then is not promised again.
 */
export function expectedBy(due: string, now: number, timeZone: string): ExpectedBy | undefined {
  const moment = Date.parse(due);
  if (moment <= now) return undefined;
  // The hour in which its last second lies: at a full hour it ends with it.
  const inside = moment - 1_000;
  const day = dayOf(inside / 1_000, timeZone);
  const format = new Intl.DateTimeFormat('en-US', { timeZone, hour: 'numeric', hourCycle: 'h23' });
  const days = daysBetween(dayOf(now / 1_000, timeZone), day);
  return {
    when: days === 0 ? 'today' : days === 1 ? 'tomorrow' : 'later',
    day,
    hour: Number(format.format(inside)) + 1,
  };
}
