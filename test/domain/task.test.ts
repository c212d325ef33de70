import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type HumanTask, readDecision, rowOf, withEvent } from '../../src/domain/task.ts';
import { usd } from './records.ts';
import { aTask, noon } from './tasks.ts';

const approval = {
  ...{ task: 'intent-1', verdict: 'approve', reason: 'Long-standing customer', version: 2 },
} as const;

describe('a decision is read', () => {
  test('with all of it, or without what may be left out', () => {
    const whole = { ...approval, amount: usd(100_00) };
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
    ['no version', { ...approval, version: undefined }],
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
        expect(read).toMatchObject({ task: expect.any(String), version: expect.any(Number) });
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('a task', () => {
  test('keeps the latest of what happened to it, and counts all of it', () => {
    let task: HumanTask = aTask({ changes: 0 });
    for (let n = 1; n <= 150; n += 1) task = withEvent(task, { what: 'noted', text: `${n}` }, noon + n);
    expect(task).toMatchObject({ changes: 150 });
    expect(task.events).toHaveLength(100);
    expect(task.events.at(-1)).toEqual({
      ...{ at: new Date(noon + 150).toISOString(), what: 'noted', text: '150' },
    });
  });

  test('is shown in a list without what the caller said, and with how many have said yes', () => {
    const vote = { by: { id: 'a', name: 'Ann', role: 'agent' }, at: '', reason: '' } as const;
    const row = rowOf(aTask({ said: 'It never arrived', votes: [vote] }));
    expect(row).toMatchObject({ task: 'intent-1', votes: 1, needed: 1, queue: 'support' });
    expect(row).not.toHaveProperty('said');
    expect(row).not.toHaveProperty('about');
  });
});
