import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type HumanTask, misfit, readDecision } from '../../src/domain/task.ts';
import { usd } from './records.ts';

const task: HumanTask = {
  task: 'intent-1',
  kind: 'approve_refund',
  reason: 'payment_cap',
  summary: 'Refund $250.00',
  reference: 'R7K-2MX',
  payment: 'pi_1',
  amount: usd(250_00),
  whole: false,
  version: 2,
  openedAt: '2026-11-24T12:00:00.000Z',
  verdicts: ['approve', 'refuse'],
  about: {},
  changes: 1,
  dueAt: '2026-11-24T20:00:00.000Z',
  priority: 'normal',
  queue: 'support',
  role: 'agent',
  needed: 1,
  votes: [],
  events: [],
};
const approval = { task: 'intent-1', verdict: 'approve', reason: 'Long-standing customer' } as const;

describe('a decision is read', () => {
  test('with all of it, or without what may be left out', () => {
    const whole = { ...approval, amount: usd(100_00), version: 2 };
    expect(readDecision(whole)).toEqual(whole);
    expect(readDecision(approval)).toEqual(approval);
  });

  test('as it was sent by hand, wrapped by the codec', () => {
    expect(readDecision({ byHand: approval })).toEqual(approval);
  });

  test('without what is not part of it', () => {
    expect(readDecision({ ...approval, role: 'owner' })).toEqual(approval);
  });

  test.each([
    ['nothing', undefined],
    ['null', null],
    ['text', 'approve'],
    ['a list', [approval]],
    ['no task', { ...approval, task: undefined }],
    ['another verdict', { ...approval, verdict: 'yes' }],
    ['no reason', { ...approval, reason: ' ' }],
    ['an amount as a number', { ...approval, amount: 100 }],
    ['an amount below one', { ...approval, amount: usd(0) }],
    ['an amount with a fraction', { ...approval, amount: usd(1.5) }],
    ['a version as text', { ...approval, version: '2' }],
    ['something by hand that is none', { byHand: 'approve' }],
  ])('and %s is answered with a line that says what is wrong', (_what, arrived) => {
    expect(readDecision(arrived)).toMatch(/^[A-Z].*\.$/);
  });

  test('whatever arrives, without ever throwing', () => {
    const nearly = fc.record(
      {
        task: fc.anything(),
        verdict: fc.oneof(fc.constantFrom('approve', 'refuse'), fc.anything()),
        amount: fc.anything(),
        reason: fc.oneof(fc.string(), fc.anything()),
        version: fc.anything(),
        byHand: fc.anything(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(fc.anything(), nearly), (arrived) => {
        const read = readDecision(arrived);
        if (typeof read === 'string') return expect(read).toMatch(/\.$/);
        expect(typeof misfit(read, task)).toMatch(/string|undefined/);
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('a decision fits', () => {
  test('the task that it names, of the version that was shown, up to the amount that was asked for', () => {
    expect(misfit(approval, task)).toBeUndefined();
    expect(misfit({ ...approval, version: 2, amount: usd(250_00) }, task)).toBeUndefined();
    expect(misfit({ ...approval, amount: usd(1) }, task)).toBeUndefined();
  });

  test.each([
    ['another task', { task: 'intent-2' }, 'No such task'],
    ['another version', { version: 1 }, 'changed since'],
    ['another currency', { amount: { value: 1, currency: 'eur' } }, 'another currency'],
    ['a cent more', { amount: usd(250_01) }, 'more than was asked'],
  ])('not with %s', (_what, change, said) => {
    expect(misfit({ ...approval, ...change }, task)).toContain(said);
  });

  test('where a person says how much, with an amount in the currency that is wanted', () => {
    const { amount: _amount, ...rest } = task;
    const grant = { ...rest, amountIn: 'usd' };
    expect(misfit({ ...approval, amount: usd(5_00) }, grant)).toBeUndefined();
    expect(misfit({ ...approval, verdict: 'refuse' }, grant)).toBeUndefined();
    expect(misfit(approval, grant)).toContain('name the amount');
    expect(misfit({ ...approval, amount: { value: 1, currency: 'eur' } }, grant)).toContain(
      'another currency',
    );
  });

  test('no task where none is open', () => {
    expect(misfit(approval, undefined)).toContain('No such task');
  });

  test('less than all where only the whole amount can be approved', () => {
    const unknown = { ...task, whole: true };
    expect(misfit({ ...approval, amount: usd(100_00) }, unknown)).toContain('whole amount');
    expect(misfit({ ...approval, amount: usd(250_00) }, unknown)).toBeUndefined();
  });
});
