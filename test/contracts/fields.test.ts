import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  day,
  email,
  languageRange,
  last4,
  paymentId,
  phone,
  postalCode,
  reference,
  spokenText,
} from '../../src/contracts/fields.ts';
import { CARD_REMOVED } from '../../src/domain/redaction.ts';

describe('what was said', () => {
  test('comes on one line, without spaces around it', () => {
    expect(spokenText.parse('  It never\r\n arrived\t ')).toBe('It never arrived');
  });

  test.each(['4242 4242 4242 4242', '4242-4242-4242-4242 12/29', 'card4242424242424242'])(
    'comes without the card number in "%s"',
    (text) => {
      expect(spokenText.parse(`Take it off ${text}`)).toContain(CARD_REMOVED);
      expect(spokenText.parse(`Take it off ${text}`)).not.toMatch(/4242/);
    },
  );

  test('is more than nothing, and no book', () => {
    expect(spokenText.safeParse('').success).toBe(false);
    expect(spokenText.safeParse(' \n ').success).toBe(false);
    expect(spokenText.safeParse('x'.repeat(1_001)).success).toBe(false);
  });

  test('is one clean line, whatever it is, or refused', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const read = spokenText.safeParse(text);
        expect(read.success).toBe(text.trim() !== '');
        if (read.success) expect(read.data).toBe(read.data.replace(/\s+/g, ' ').trim());
      }),
    );
  });
});

test('no card number hides in an email address or a payment’s id', () => {
  expect(email.safeParse('4242424242424242@example.com').success).toBe(false);
  expect(email.safeParse('4242-4242-4242-4242@example.com').success).toBe(false);
  // Digits among letters pass a card's check by chance: a caller with such an address is served.
  expect(email.safeParse('ann4242424242424242@example.com').success).toBe(true);
  expect(paymentId.safeParse('pi_4242424242424242').success).toBe(false);
});

test.each([
  ['an email address', email, ['ann@example.com'], ['ann', 'ann@', 'a b@example.com', '']],
  ['a phone number', phone, ['+14155550101', '+4930123456'], ['4155550101', '+0155550101', '+1 415', '+1']],
  ['last four digits', last4, ['4242', '0005'], ['424', '42424', '42 4', '४२४२']],
  ['a day', day, ['2026-11-24', '2028-02-29'], ['2026-02-29', '2026-11-31', '24.11.2026', '2026-1-1']],
  ['a postal code', postalCode, ['10001', 'SW1A 1AA', '94103-1234'], ['', '1', 'x'.repeat(12), '10001!']],
  ['a reference', reference, ['R7K-2MX', 'r7k 2mx', 'x'], ['', '--', 'x'.repeat(41), '4242 4242 4242 4242']],
  ['a payment’s id', paymentId, ['pi_3Abc', 'ch_1', 'py_9z'], ['pi_', 're_1', 'pi_../x', 'pi_1 ', 'PI_1']],
  ['a language', languageRange, ['en', 'en-US', 'zh-Hant-TW'], ['', 'en_US', '-en', 'en-', 'englishlong']],
])('%s is read as such, and nothing else is', (_what, schema, right, wrong) => {
  for (const text of right) expect(schema.safeParse(text).success).toBe(true);
  for (const text of wrong) expect(schema.safeParse(text).success).toBe(false);
});
