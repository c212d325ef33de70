import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isByHand, unwrapped } from '../../src/domain/by-hand.ts';

test('what our own processes send is no message by hand', () => {
  expect(isByHand({ decision: {} })).toBe(false);
  expect(isByHand({ byHand: { task: '1' } })).toBe(true);
  expect(isByHand(null)).toBe(true);
  expect(isByHand('text')).toBe(true);
});

test('whatever arrives is told apart without an error', () => {
  fc.assert(
    fc.property(fc.anything(), (arrived) => {
      expect(typeof isByHand(arrived)).toBe('boolean');
      expect(unwrapped({ byHand: arrived })).toBe(arrived);
    }),
  );
});
