import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { afterBusinessMinutes } from '../../src/domain/business-hours.ts';
import type { BusinessHours, Weekday } from '../../src/domain/people.ts';

const week: BusinessHours = {
  ...{ mon: ['09:00', '17:00'], tue: ['09:00', '17:00'], wed: ['09:00', '17:00'] },
  ...{ thu: ['09:00', '17:00'], fri: ['09:00', '17:00'] },
};

function due(
  from: string,
  minutes: number,
  timeZone = 'UTC',
  hours: BusinessHours | undefined = week,
): string {
  return new Date(afterBusinessMinutes(Date.parse(from), minutes, { hours, timeZone })).toISOString();
}

describe('so many business minutes later', () => {
  test('is so many minutes later, where no hours are set', () => {
    const from = Date.parse('2026-11-28T23:00:00Z');
    expect(afterBusinessMinutes(from, 90, { timeZone: 'UTC' })).toBe(from + 90 * 60_000);
  });

  test.each([
    ['on the same day', '2026-11-24T10:00:00Z', 60, '2026-11-24T11:00:00.000Z'],
    ['at the very end of a day', '2026-11-24T09:00:00Z', 480, '2026-11-24T17:00:00.000Z'],
    ['on the next day', '2026-11-24T16:30:00Z', 60, '2026-11-25T09:30:00.000Z'],
    ['from the opening, where it begins before', '2026-11-24T03:00:00Z', 60, '2026-11-24T10:00:00.000Z'],
    ['from the next opening, where it begins after', '2026-11-24T17:00:00Z', 60, '2026-11-25T10:00:00.000Z'],
    ['over a weekend', '2026-11-27T16:00:00Z', 120, '2026-11-30T10:00:00.000Z'],
    ['from a weekend', '2026-11-28T12:00:00Z', 1, '2026-11-30T09:01:00.000Z'],
    ['over weeks', '2026-11-24T09:00:00Z', 480 * 10, '2026-12-07T17:00:00.000Z'],
    ['at once, where it is none', '2026-11-24T10:00:30Z', 0, '2026-11-24T10:00:30.000Z'],
    ['with its seconds', '2026-11-24T16:59:30Z', 1, '2026-11-25T09:00:30.000Z'],
  ])('%s', (_what, from, minutes, expected) => {
    expect(due(from, minutes)).toBe(expected);
  });

  test('in the tenant’s time zone', () => {
    expect(due('2026-11-24T12:00:00Z', 60, 'America/New_York')).toBe('2026-11-24T15:00:00.000Z');
    expect(due('2026-11-24T12:00:00Z', 60, 'Asia/Kolkata')).toBe('2026-11-25T04:30:00.000Z');
  });

  test('until midnight, where a day ends with it', () => {
    const hours: BusinessHours = { tue: ['22:00', '24:00'], wed: ['00:00', '02:00'] };
    expect(due('2026-11-24T21:00:00Z', 120, 'UTC', hours)).toBe('2026-11-25T00:00:00.000Z');
    expect(due('2026-11-24T21:00:00Z', 180, 'UTC', hours)).toBe('2026-11-25T01:00:00.000Z');
  });

  test('over a weekend on which the clocks change, either way', () => {
    // Friday 16:00 in Berlin, summer time; Monday is winter time.
    expect(due('2026-10-23T14:00:00Z', 120, 'Europe/Berlin')).toBe('2026-10-26T09:00:00.000Z');
    expect(due('2026-03-27T15:00:00Z', 120, 'Europe/Berlin')).toBe('2026-03-30T08:00:00.000Z');
  });

  test('on the day itself: an hour that is taken away is not worked, one that is added is', () => {
    const sundays: BusinessHours = { sun: ['00:00', '24:00'] };
    // 23 hours long, and 25.
    expect(due('2026-03-28T12:00:00Z', 23 * 60, 'Europe/Berlin', sundays)).toBe('2026-03-29T22:00:00.000Z');
    expect(due('2026-10-24T12:00:00Z', 25 * 60, 'Europe/Berlin', sundays)).toBe('2026-10-25T23:00:00.000Z');
  });

  test('from the moment the clock jumps, where it jumps over the opening', () => {
    const hours: BusinessHours = { sun: ['02:30', '04:00'] };
    // At 02:00 it becomes 03:00: one hour is left.
    expect(due('2026-03-28T12:00:00Z', 60, 'Europe/Berlin', hours)).toBe('2026-03-29T02:00:00.000Z');
  });

  test('is ten years later at the most, where there are hardly any', () => {
    const hours: BusinessHours = { sun: ['00:00', '00:01'] };
    expect(due('2026-11-24T12:00:00Z', 525_600, 'UTC', hours).slice(0, 4)).toBe('2036');
  });

  test('as counting every minute on the wall says, in whatever zone and over whatever clock change', () => {
    const days: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
    const quarter = fc.integer({ min: 0, max: 96 });
    const time = (quarters: number) =>
      `${String(Math.floor(quarters / 4)).padStart(2, '0')}:${String((quarters % 4) * 15).padStart(2, '0')}`;
    const span = fc
      .uniqueArray(quarter, { minLength: 2, maxLength: 2 })
      .map((both) => both.sort((one, other) => one - other).map(time) as [string, string]);
    const hours = fc
      .uniqueArray(fc.tuple(fc.constantFrom(...days), span), {
        minLength: 2,
        maxLength: 7,
        selector: ([day]) => day,
      })
      .map((all) => Object.fromEntries(all) as BusinessHours);
    const zone = fc.constantFrom(
      'UTC',
      'Europe/Berlin',
      'America/New_York',
      'Australia/Lord_Howe',
      'Africa/Cairo',
    );
    // Around each change of 2026 in these zones.
    const from = fc
      .tuple(
        fc.constantFrom('2026-03-08', '2026-03-29', '2026-04-05', '2026-04-24', '2026-10-04', '2026-10-25'),
        fc.integer({ min: -2_880, max: 2_880 }),
      )
      .map(([day, minutes]) => Date.parse(`${day}T00:00:00Z`) + minutes * 60_000);
    fc.assert(
      fc.property(hours, zone, from, fc.integer({ min: 1, max: 1_500 }), (own, timeZone, start, minutes) => {
        expect(afterBusinessMinutes(start, minutes, { hours: own, timeZone })).toBe(
          counted(start, minutes, own, timeZone),
        );
      }),
      { numRuns: 60 },
    );
  });
});

/** The same by counting minutes, one after the other. */
function counted(from: number, minutes: number, hours: BusinessHours, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
  let left = minutes;
  let previous = '';
  let ended = '';
  for (let moment = from; ; moment += 60_000) {
    const parts = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, value]));
    const day = parts['weekday']?.toLowerCase() as Weekday;
    const clock = `${parts['hour'] === '24' ? '00' : parts['hour']}:${parts['minute']}`;
    if (day !== previous) ended = '';
    previous = day;
    const worked = hours[day];
    // Once closed it stays closed that day, although a clock that is turned back may show it open again.
    if (worked && clock >= worked[1] && worked[1] !== '24:00') ended = day;
    if (worked && ended !== day && isOpen(clock, worked)) left -= 1;
    if (left === 0) return moment + 60_000;
  }
}

function isOpen(clock: string, [from, to]: readonly [string, string]): boolean {
  return clock >= from && clock < to;
}
