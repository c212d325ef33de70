const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A span as people say it, its two largest parts: "2 d 4 h", "3 h 5 min", "12 min", "40 s". */
export function span(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1_000));
  if (seconds >= DAY)
    return parts([Math.floor(seconds / DAY), 'd'], [Math.floor((seconds % DAY) / HOUR), 'h']);
  if (seconds >= HOUR)
    return parts([Math.floor(seconds / HOUR), 'h'], [Math.floor((seconds % HOUR) / MINUTE), 'min']);
  return seconds >= MINUTE ? `${Math.floor(seconds / MINUTE)} min` : `${seconds} s`;
}

function parts(large: [number, string], small: [number, string]): string {
  return [large, small]
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const full = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'long' });

/** A time of day, in the zone of the browser: "14:05". */
export const timeOfDay = (at: string) => clock.format(Date.parse(at));

/** A day and a time of day: "30 Nov 14:05". */
export const dayAndTime = (at: string) => `${day.format(Date.parse(at))} ${timeOfDay(at)}`;

/** A time with nothing left out, zone included. */
export const fullTime = (at: string) => full.format(Date.parse(at));

/** What stands for a moment in an answer that counts in seconds since 1970. */
export const fromUnix = (seconds: number) => new Date(seconds * 1_000).toISOString();
