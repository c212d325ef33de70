import { expect, test } from '@jest/globals';
import { defaultPolicy } from '../../src/domain/policy.ts';
import { searchAttributes } from '../../src/domain/search-attributes.ts';

test('the demo’s policy is the one that is documented', () => {
  const offered = { duration: 'once', validDays: 30, countPerCustomer: 1, periodDays: 30, words: [] };
  expect(defaultPolicy).toEqual({
    budgetMilliseconds: 2_500,
    silenceSeconds: 90,
    identityTries: 3,
    guard: { failures: 10, periodSeconds: 86_400, lockSeconds: 3_600, codesPerHour: 3 },
    oneTimeCode: { validSeconds: 300, tries: 5 },
    recentDays: 180,
    settleSeconds: 300,
    refund: {
      windowDays: 90,
      partial: true,
      periodDays: 30,
      countPerCustomer: 3,
      caps: {
        usd: { perPayment: 200_00, perCustomer: 400_00 },
        eur: { perPayment: 200_00, perCustomer: 400_00 },
      },
    },
    subscription: {
      allows: ['cancel', 'keep', 'pause', 'resume'],
      asks: ['cancel_now'],
      pause: { behavior: 'void', days: 30 },
    },
    discount: {
      offers: [
        { id: 'ten-percent', percent: 10, ...offered },
        { id: 'five-dollars', amount: { value: 500, currency: 'usd' }, ...offered },
      ],
      approvedValidDays: 30,
    },
  });
});

test('search attributes are no more than a SQL store has columns for, each by a name of its own', () => {
  const all = Object.values(searchAttributes);
  expect(all.length).toBeLessThanOrEqual(10);
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  for (const { name } of all) expect(name).toMatch(/^Tellerline[A-Z]\w+$/);
});
