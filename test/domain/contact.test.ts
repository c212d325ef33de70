import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isContact, normalizeEmail, samePhone } from '../../src/domain/contact.ts';

describe('a phone number is the same', () => {
  test.each([
    ['+14155550101', '+14155550101'],
    ['+14155550101', '+1 (415) 555-0101'],
    ['+14155550101', '1-415-555-0101'],
    ['+14155550101', '(415) 555 0101'],
    ['+14155550101', '415.555.0101'],
    ['+14155550101', '011 1 415 555 0101'],
    ['+442079460101', '020 7946 0101'],
    ['+442079460101', '+44 (0)20 7946 0101'],
    ['+442079460101', '0044 20 7946 0101'],
    ['+441134960101', '0113 496 0101'],
    ['+4930123456', '030/123456'],
  ])('%s as %s', (e164, text) => {
    expect(samePhone(e164, text)).toBe(true);
  });

  test('with any separators, with and without its country code', () => {
    const number = fc.tuple(fc.constantFrom('1', '44', '49', '351'), fc.stringMatching(/^[1-9]\d{8,9}$/));
    const separator = fc.constantFrom('', ' ', '-', '.', '/');
    fc.assert(
      fc.property(number, separator, ([country, national], between) => {
        const text = national.replace(/(\d{3})(?=\d)/g, `$1${between}`);
        const e164 = `+${country}${national}`;
        expect(samePhone(e164, text)).toBe(true);
        expect(samePhone(e164, `0${text}`)).toBe(true);
        expect(samePhone(e164, `+${country} ${text}`)).toBe(true);
        expect(samePhone(e164, `00${country} ${text}`)).toBe(true);
      }),
    );
  });
});

describe('a phone number is another', () => {
  test.each([
    ['+14155550101', '+44 415 555 0101'],
    ['+14155550101', '415 555 0102'],
    ['+14155550101', '550101'],
    ['+14155550101', ''],
    ['+14155550101', 'none'],
    ['+29022222', '+1 415 290 22222'],
    ['+4912345', '+1 415 491 2345'],
  ])('%s than %s', (e164, text) => {
    expect(samePhone(e164, text)).toBe(false);
  });

  test('with any other country code that is written out', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[1-9]\d{9}$/), (national) => {
        expect(samePhone(`+1${national}`, `+49${national}`)).toBe(false);
        expect(samePhone(`+1${national}`, `0049${national}`)).toBe(false);
      }),
    );
  });
});

test('an email address is compared without case and surrounding spaces, and otherwise to the letter', () => {
  expect(normalizeEmail('  Ann@Example.COM ')).toBe('ann@example.com');
  expect(isContact({ email: 'ann@example.com' }, 'ANN@example.com')).toBe(true);
  expect(isContact({ email: 'ann@example.com' }, 'ann@example.co')).toBe(false);
  expect(isContact({ email: 'ann@example.com' }, 'joann@example.com')).toBe(false);
});

test('what stands on a payment is compared with what the caller has of its kind, and nothing else', () => {
  expect(isContact({ phone: '+14155550101' }, '(415) 555-0101')).toBe(true);
  expect(isContact({ email: 'ann@example.com' }, '(415) 555-0101')).toBe(false);
  expect(isContact({ phone: '+14155550101' }, 'ann@example.com')).toBe(false);
  fc.assert(fc.property(fc.string(), (text) => expect(isContact({}, text)).toBe(false)));
});
