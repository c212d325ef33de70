import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  addWorkingDays,
  DAY_SECONDS,
  dayOf,
  daysBetween,
  endOfDay,
  isTimeZone,
} from '../../src/domain/time.ts';

const at = (text: string) => Date.parse(text) / 1_000;
const anyZone = fc.constantFrom(
  'UTC',
  'America/New_York',
  'Europe/Berlin',
  'Asia/Kolkata',
  'Pacific/Kiritimati',
);
const anyMoment = fc.integer({ min: at('2000-01-01T00:00:00Z'), max: at('2090-01-01T00:00:00Z') });

test.each([
  ['2026-11-24T23:30:00Z', 'UTC', '2026-11-24'],
  ['2026-11-24T23:30:00Z', 'Europe/Berlin', '2026-11-25'],
  ['2026-11-25T04:59:59Z', 'America/New_York', '2026-11-24'],
  ['2026-11-25T05:00:00Z', 'America/New_York', '2026-11-25'],
  ['2026-12-31T10:00:00Z', 'Pacific/Kiritimati', '2027-01-01'],
  ['2026-03-01T00:30:00Z', 'Pacific/Honolulu', '2026-02-28'],
  ['2028-02-29T12:00:00Z', 'Asia/Tokyo', '2028-02-29'],
])('%s is in %s on %s', (moment, zone, day) => {
  expect(dayOf(at(moment), zone)).toBe(day);
});

test.each([
  // On the day on which clocks go forward midnight to midnight is 23 hours, on the other 25.
  ['2026-03-29T22:59:59Z', '2026-03-29T23:30:00Z', 'Europe/London', ['2026-03-29', '2026-03-30']],
  ['2026-10-25T23:30:00Z', '2026-10-26T00:00:00Z', 'Europe/London', ['2026-10-25', '2026-10-26']],
  ['2026-03-08T04:59:59Z', '2026-03-09T03:59:59Z', 'America/New_York', ['2026-03-07', '2026-03-08']],
])('the days around a change of clocks, %s and %s in %s, are told apart', (one, other, zone, days) => {
  expect([dayOf(at(one), zone), dayOf(at(other), zone)]).toEqual(days);
});

test('every moment has a day in every zone, at most one away from UTC’s', () => {
  fc.assert(
    fc.property(anyMoment, anyZone, (moment, zone) => {
      const day = dayOf(moment, zone);
      expect(day).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(daysBetween(day, dayOf(moment, 'UTC'))).toBeLessThanOrEqual(1);
    }),
  );
});

test('days between are whole, the same both ways, and count the leap day', () => {
  expect(daysBetween('2028-02-28', '2028-03-01')).toBe(2);
  expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
  fc.assert(
    fc.property(anyMoment, fc.integer({ min: 0, max: 5_000 }), (moment, days) => {
      const [one, other] = [dayOf(moment, 'UTC'), dayOf(moment + days * DAY_SECONDS, 'UTC')];
      expect(daysBetween(one, other)).toBe(days);
      expect(daysBetween(other, one)).toBe(days);
    }),
  );
});

test('what is no day is no number of days away from anything', () => {
  expect(daysBetween('soon', '2026-11-24')).toBeNaN();
});

test.each([
  ['2026-11-24', 0, '2026-11-24'],
  ['2026-11-24', 1, '2026-11-25'],
  ['2026-11-27', 1, '2026-11-30'],
  ['2026-11-28', 1, '2026-11-30'],
  ['2026-11-24', 10, '2026-12-08'],
  ['2026-12-31', 2, '2027-01-04'],
])('from %s it is %i working days to %s', (from, days, to) => {
  expect(addWorkingDays(from, days)).toBe(to);
});

test('working days end on no Saturday or Sunday, and ten of them take two weeks', () => {
  fc.assert(
    fc.property(anyMoment, (moment) => {
      const from = dayOf(moment, 'UTC');
      const to = addWorkingDays(from, 10);
      expect([0, 6]).not.toContain(new Date(to).getUTCDay());
      expect(daysBetween(from, to)).toBeGreaterThanOrEqual(12);
      expect(daysBetween(from, to)).toBeLessThanOrEqual(14);
    }),
  );
});

test('a time zone is known by its IANA name', () => {
  expect(['UTC', 'Europe/Berlin', 'America/Argentina/Ushuaia'].every(isTimeZone)).toBe(true);
  expect(['', 'Mars/Olympus', 'Europe/Berlin '].some(isTimeZone)).toBe(false);
});

test('the end of a day is its last second, whatever the clocks do on it', () => {
  expect(endOfDay(at('2026-11-24T12:00:00Z'), 'UTC')).toBe(at('2026-11-24T23:59:59Z'));
  expect(endOfDay(at('2026-11-01T12:00:00Z'), 'America/New_York')).toBe(at('2026-11-02T04:59:59Z'));
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), anyZone, (moment, zone) => {
      const end = endOfDay(moment, zone);
      expect(dayOf(end, zone)).toBe(dayOf(moment, zone));
      expect(dayOf(end + 1, zone)).not.toBe(dayOf(moment, zone));
      expect(end).toBeGreaterThanOrEqual(moment);
    }),
  );
});
