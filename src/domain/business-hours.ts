import type { BusinessHours, Weekday } from './people.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
/** Ten years: hours so few that nothing is done by then say nothing of when it will be. */
const MOST_DAYS = 3_653;
const weekdays: readonly Weekday[] = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** What a clock on the wall shows, written as if it were UTC, in milliseconds. */
type WallTime = number;

/** When support works, and where. Without hours all minutes count. */
export interface WorkingTime {
  readonly hours?: BusinessHours | undefined;
  readonly timeZone: string;
}

/**
 * The moment at which so many minutes of business hours have passed since `from`; moments in milliseconds since 1970. An
 * hour that a clock change takes away is not worked, and one that it adds is.
 */
export function afterBusinessMinutes(
  from: number,
  minutes: number,
  { hours, timeZone }: WorkingTime,
): number {
  if (!hours) return from + minutes * MINUTE;
  const wall = clockIn(timeZone);
  let left = minutes * MINUTE;
  let day = midnight(wall(from));
  for (let days = 0; days < MOST_DAYS; days += 1, day += DAY) {
    const worked = hours[weekdays[new Date(day).getUTCDay()] as Weekday];
    if (!worked) continue;
    const opens = Math.max(from, momentAt(day + timeOfDay(worked[0]), wall));
    const closes = momentAt(day + timeOfDay(worked[1]), wall);
    if (closes <= opens) continue;
    if (left <= closes - opens) return opens + left;
    left -= closes - opens;
  }
  return from + MOST_DAYS * DAY;
}

function midnight(at: WallTime): WallTime {
  return Math.floor(at / DAY) * DAY;
}

/** `HH:MM` in milliseconds since midnight. */
function timeOfDay(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return (hours * 60 + minutes) * MINUTE;
}

/** The clock of a time zone: what it shows at a moment. */
function clockIn(timeZone: string): (moment: number) => WallTime {
  const format = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
  });
  return (moment) => {
    const shown = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, value]));
    const { year, month, day, hour, minute, second } = shown;
    return Date.UTC(
      Number(year),
      Number(month) - 1,
      ...([day, hour, minute, second].map(Number) as [number, number, number, number]),
    );
  };
}

/**
 * The moment at which the clock shows that; the first of two, where it is turned back, and where it is turned forward over
 * it the moment of that.
 */
function momentAt(wanted: WallTime, wall: (moment: number) => WallTime): number {
  const offset = (moment: number) => wall(moment) - Math.floor(moment / 1_000) * 1_000;
  // No clock is changed twice within two days.
  const [before, after] = [offset(wanted - DAY), offset(wanted + DAY)];
  for (const moment of [wanted - before, wanted - after]) if (wall(moment) === wanted) return moment;
  let [still, changed] = [wanted - DAY, wanted + DAY];
  while (changed - still > 1) {
    const middle = Math.floor((still + changed) / 2);
    if (offset(middle) === before) still = middle;
    else changed = middle;
  }
  return changed;
}
