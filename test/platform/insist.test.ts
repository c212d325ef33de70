import { expect, test } from '@jest/globals';
import { insist } from '../../src/platform/insist.ts';

test('what fails is done again until it works, and each failure is told', async () => {
  const told: unknown[] = [];
  let tries = 0;
  const work = async () => {
    tries += 1;
    if (tries < 4) throw new Error(`try ${tries}`);
  };
  await insist(work, (error) => told.push(error), 1);
  expect(tries).toBe(4);
  expect(told).toEqual([new Error('try 1'), new Error('try 2'), new Error('try 3')]);
});
