import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { spokenLanguages } from '../../src/domain/language.ts';
import { exponent } from '../../src/domain/money.ts';
import { speechIn } from '../../src/speech/index.ts';
import { anyAmount } from './spoken.ts';

describe.each(spokenLanguages)('in %s', (language) => {
  const { money, spell } = speechIn(language).terms;

  test('an amount is said to the exact minor unit, in every currency', () => {
    fc.assert(
      fc.property(anyAmount, ({ value, currency }) => {
        const perUnit = 10 ** exponent(currency);
        const units = Math.floor(value / perUnit);
        const parts = value % perUnit;
        const said = money({ value, currency }).replace(/(?<=\d),(?=\d{3}\b)/g, '');
        const heard = (said.match(/\d+/g) ?? []).map(Number);
        if (parts === 0) expect(heard).toEqual([units]);
        else expect([[parts], [units, parts]]).toContainEqual(heard);
        if (units > 0) expect(heard[0]).toBe(units);
      }),
    );
  });

  test('every letter of a code has a word that begins with it, and no two digits touch', () => {
    for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')
      expect(spell(letter)).toMatch(new RegExp(`^${letter} [a-z ]+ ${letter}[\\p{L}-]+$`, 'iu'));
    expect(spell('0123')).toBe('0, 1, 2, 3');
  });
});
