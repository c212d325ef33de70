import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { phoneForms } from '../../src/stripe/phone.ts';

test('a number is looked for as it is mostly written', () => {
  expect(phoneForms('+14155550101')).toEqual([
    '+14155550101',
    '14155550101',
    '4155550101',
    '(415) 555-0101',
    '+1 415 555 0101',
    '415-555-0101',
    '415.555.0101',
    '415 555 0101',
    '+1-415-555-0101',
  ]);
});

test('no number takes more clauses than a search may have, and each begins with what was given', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\+[1-9]\d{6,14}$/), (e164) => {
      const forms = phoneForms(e164);
      expect(forms[0]).toBe(e164);
      expect(forms.length).toBeLessThanOrEqual(10);
      expect(new Set(forms).size).toBe(forms.length);
    }),
  );
});
