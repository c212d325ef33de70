import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { lookUpLanguage } from '../../src/domain/language.ts';

const spoken = ['en-US', 'de', 'zh-Hant', 'pt-BR'];

test.each([
  ['en-US', 'en-US'],
  ['EN-us', 'en-US'],
  ['de-CH-1996', 'de'],
  ['zh-Hant-CN-x-private1-private2', 'zh-Hant'],
  ['zh-Hant-x-private1', 'zh-Hant'],
  ['en', 'en-US'],
  ['en-GB', 'en-US'],
  ['pt', 'pt-BR'],
  ['fr-FR', 'de'],
  ['e', 'de'],
  ['x-en', 'de'],
  ['', 'de'],
  [undefined, 'de'],
])('who asks for %s is spoken to in %s', (range, language) => {
  expect(lookUpLanguage(range, spoken, 'de')).toBe(language);
});

test('the longest of the ranges that fit wins', () => {
  expect(lookUpLanguage('de-AT-1996', ['de', 'de-AT'], 'en')).toBe('de-AT');
});

test('whatever is asked for, what is spoken is one of the languages or the default', () => {
  fc.assert(
    fc.property(fc.string(), (range) => {
      expect([...spoken, 'en']).toContain(lookUpLanguage(range, spoken, 'en'));
    }),
  );
});
