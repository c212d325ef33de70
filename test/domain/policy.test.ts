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
    messages: { outcomes: true, questions: true, refunds: true, disputes: true },
    sensitive: { handOver: true, words: expect.any(Object) },
    people: {
      terms: expect.any(Object),
      limits: {
        agent: { usd: 500_00, eur: 500_00 },
        supervisor: { usd: 5_000_00, eur: 5_000_00 },
      },
      secondAbove: { usd: 1_000_00, eur: 1_000_00 },
      claimSeconds: 300,
    },
  });
});

test('each kind of task has its terms: hours until it is due, and a week until a request runs out', () => {
  const { terms } = defaultPolicy.people;
  const shown = Object.entries(terms).map(([kind, { priority, dueMinutes, expireMinutes }]) => [
    kind,
    `${priority}, ${dueMinutes / 60} h${expireMinutes === undefined ? '' : `, ${expireMinutes / 60 / 24} days`}`,
  ]);
  expect(Object.fromEntries(shown)).toEqual({
    ...{ approve_refund: 'normal, 8 h, 7 days', approve_change: 'normal, 8 h, 7 days' },
    ...{ approve_discount: 'normal, 8 h, 7 days', verify_caller: 'high, 4 h, 7 days' },
    ...{ resolve_dispute: 'high, 24 h', failed_refund: 'high, 8 h', difference: 'normal, 24 h' },
    ...{ unknown_refund: 'urgent, 1 h', unknown_change: 'urgent, 1 h', unknown_discount: 'urgent, 1 h' },
    ...{ unknown_dispute: 'urgent, 1 h', lift_lockout: 'normal, 1 h' },
  });
});

test('search attributes are no more than a SQL store has columns for, each by a name of its own', () => {
  const all = Object.values(searchAttributes);
  expect(all.length).toBeLessThanOrEqual(10);
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  for (const { name } of all) expect(name).toMatch(/^Tellerline[A-Z]\w+$/);
});
