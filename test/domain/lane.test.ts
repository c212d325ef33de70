import { expect, test } from '@jest/globals';
import { isFinal } from '../../src/domain/lane.ts';

test.each([
  ['issued', true],
  ['failed', true],
  ['canceled', true],
  ['pending', false],
  ['action_needed', false],
  ['unknown', false],
] as const)('a refund that is %s has come to its end: %s', (state, expected) => {
  expect(isFinal(state)).toBe(expected);
});
