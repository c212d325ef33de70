/** Seconds since 1970, as Stripe counts time. */
export type UnixSeconds = number;

export const DAY_SECONDS = 86_400;

/** Whether a name is a time zone's (IANA). */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== '';
  } catch {
    return false;
  }
}

/** The calendar day of a moment in a time zone, `YYYY-MM-DD`. */
export function dayOf(moment: UnixSeconds, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  return parts.format(moment * 1_000);
}

/** The last second of the calendar day on which a moment falls in a time zone. */
export function endOfDay(moment: UnixSeconds, timeZone: string): UnixSeconds {
  const day = dayOf(moment, timeZone);
  let inside = moment;
  // No day is longer than 26 hours, whatever its clocks do.
  for (let step = 2 ** 17; step >= 1; step /= 2) {
    if (step <= 26 * 3_600 && dayOf(inside + step, timeZone) === day) inside += step;
  }
  return inside;
}

/** How many days lie between two `YYYY-MM-DD` days, whichever is first. */
export function daysBetween(one: string, other: string): number {
  return Math.abs(Date.parse(one) - Date.parse(other)) / (DAY_SECONDS * 1_000);
}

/** The day that lies so many working days after a `YYYY-MM-DD` day; Saturdays and Sundays do not count. */
export function addWorkingDays(day: string, workingDays: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  for (let left = workingDays; left > 0; ) {
    date.setUTCDate(date.getUTCDate() + 1);
    if (date.getUTCDay() !== 0 && date.getUTCDay() !== 6) left -= 1;
  }
  return date.toISOString().slice(0, 10);
}
