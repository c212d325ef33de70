import { describe, expect, test } from '@jest/globals';
import { operator } from '../../src/domain/staff.ts';
import type { HumanTask } from '../../src/domain/task.ts';
import {
  claimed,
  type Decided,
  type DecisionAct,
  decided,
  isRefused,
  noted,
  type Refused,
  released,
  tooLate,
  whyNot,
} from '../../src/domain/task-acts.ts';
import { usd } from './records.ts';
import { aTask, noon, people, staffNamed, yesBy } from './tasks.ts';

const ann = staffNamed('Ann', 'agent');
const bea = staffNamed('Bea', 'agent');
const sam = staffNamed('Sam', 'supervisor');
const at = (seconds: number) => ({ policy: people, now: noon + seconds * 1_000 });
const secondsOn = (seconds: number) => new Date(noon + seconds * 1_000).toISOString();

function done<T extends object>(acted: T | Refused): T {
  if (isRefused(acted)) throw new Error(`Refused: ${whyNot(acted)}`);
  return acted as T;
}
const claim = (task: HumanTask, by = ann, more = {}, seconds = 0) =>
  claimed(task, { task: task.task, by, ...more }, at(seconds));
const decide = (task: HumanTask, act: DecisionAct, seconds = 0): Decided | Refused =>
  decided(task, act, at(seconds));

test('what arrives after the time until which it may be heard is not heard, to the millisecond', () => {
  expect(tooLate({ hearUntil: noon }, noon)).toBeUndefined();
  expect(tooLate({ hearUntil: noon }, noon + 1)).toMatchObject({ refused: 'not-heard' });
  expect(tooLate({}, noon)).toBeUndefined();
});

describe('a claim', () => {
  test('holds for a while, and says until when', () => {
    const task = done(claim(aTask()));
    expect(task.claim).toEqual({ by: ann, since: secondsOn(0), until: secondsOn(300) });
    expect(task.events).toMatchObject([{ what: 'claimed', by: ann, at: secondsOn(0) }]);
  });

  test('is renewed by who holds it, which is no event', () => {
    const task = done(claim(done(claim(aTask())), ann, {}, 200));
    expect(task.claim).toEqual({ by: ann, since: secondsOn(0), until: secondsOn(500) });
    expect(task.events).toHaveLength(1);
    expect(task.changes).toBe(3);
  });

  test('keeps others away until it runs out', () => {
    const task = done(claim(aTask()));
    expect(claim(task, bea, {}, 299)).toMatchObject({
      refused: 'task-claimed',
      about: { task: { claim: { by: ann, until: secondsOn(300) } } },
    });
    expect(done(claim(task, bea, {}, 300)).claim).toMatchObject({ by: bea, since: secondsOn(300) });
  });

  test('is taken over with a reason, and not without one', () => {
    const task = done(claim(aTask()));
    expect(claim(task, bea, { takeOver: ' ' })).toMatchObject({ refused: 'task-claimed' });
    const taken = done(claim(task, bea, { takeOver: 'Ann is at lunch' }, 10));
    expect(taken.claim).toMatchObject({ by: bea, since: secondsOn(10) });
    expect(taken.events.at(-1)).toMatchObject({ what: 'taken_over', by: bea, text: 'Ann is at lunch' });
  });

  test('is made for another by a supervisor, and by nobody below', () => {
    expect(claim(aTask(), ann, { for: bea })).toMatchObject({
      refused: 'not-allowed',
      about: { why: 'role' },
    });
    const task = done(claim(aTask(), sam, { for: bea }));
    expect(task.claim).toMatchObject({ by: bea });
    expect(task.events).toMatchObject([{ what: 'claimed', by: sam, text: 'For Bea.' }]);
    expect(claim(task, sam, { for: ann })).toMatchObject({ refused: 'task-claimed' });
    expect(done(claim(task, sam, { for: ann, takeOver: 'Bea is ill' })).claim).toMatchObject({ by: ann });
  });

  test('is handed on by who holds it', () => {
    const task = done(claim(aTask(), sam));
    expect(done(claim(task, sam, { for: bea })).claim).toMatchObject({ by: bea });
  });
});

describe('a release', () => {
  const release = (task: HumanTask, by = ann, more = {}, seconds = 0) =>
    released(task, { task: task.task, by, ...more }, at(seconds));

  test('frees the task', () => {
    const task = done(release(done(claim(aTask())), ann, { reason: 'Not mine' }));
    expect(task).not.toHaveProperty('claim');
    expect(task.events.at(-1)).toMatchObject({ what: 'released', by: ann, text: 'Not mine' });
  });

  test('by another than who holds it is refused, and says who that is', () => {
    const refused = release(done(claim(aTask())), sam);
    expect(refused).toMatchObject({
      refused: 'task-claimed',
      about: { why: 'not_yours', task: { claim: { by: ann } } },
    });
    expect(isRefused(refused) && whyNot(refused)).toBe(`Ann has claimed it until ${secondsOn(300)}.`);
  });

  test('hands it to the other queue, claimed or not', () => {
    const moved = done(release(done(claim(aTask())), ann, { queue: 'escalation' }));
    expect(moved).toMatchObject({
      queue: 'escalation',
      events: [{}, { what: 'released' }, { what: 'moved' }],
    });
    expect(done(release(aTask(), bea, { queue: 'escalation' })).events).toMatchObject([{ what: 'moved' }]);
  });

  test('of what nobody holds, or not any more, changes nothing', () => {
    expect(release(aTask())).toEqual(aTask());
    const task = done(claim(aTask()));
    expect(release(task, bea, {}, 301)).toEqual(task);
  });
});

describe('a note', () => {
  test('is added by anybody, whoever holds the task', () => {
    const task = done(noted(done(claim(aTask())), { task: 'intent-1', by: bea, text: 'Called back' }, at(1)));
    expect(task.events.at(-1)).toEqual({ at: secondsOn(1), what: 'noted', by: bea, text: 'Called back' });
  });

  test('says something', () => {
    expect(noted(aTask(), { task: 'intent-1', by: bea, text: ' \n' }, at(0))).toMatchObject({
      refused: 'invalid-request',
      about: { pointer: '/text' },
    });
  });
});

describe('a decision', () => {
  test('settles the task, with who decided and why', () => {
    const result = done(decide(aTask(), yesBy(ann)));
    expect(result).toMatchObject({
      state: 'decided',
      decision: { task: 'intent-1', verdict: 'approve', reason: 'Long-standing customer', version: 2 },
    });
    expect(result.task.events).toMatchObject([{ what: 'decided', by: ann, text: 'Long-standing customer' }]);
  });

  test.each([
    ['of another version', { version: 1 }, 'task-changed', 'What was shown has changed since: look again.'],
    [
      'with a verdict that is none of its own',
      { verdict: 'accept' },
      'invalid-request',
      'The verdict is none of',
    ],
    ['without a reason', { reason: '  ' }, 'invalid-request', 'no reason'],
    ['for a cent more than was asked', { amount: usd(250_01) }, 'invalid-request', 'more than was asked for'],
    ['in another currency', { amount: { value: 1, currency: 'eur' } }, 'invalid-request', 'another currency'],
  ] as const)('%s is refused', (_what, changed, type, words) => {
    const refused = decide(aTask(), yesBy(ann, changed));
    expect(refused).toMatchObject({ refused: type, about: { task: { task: 'intent-1' } } });
    expect(isRefused(refused) && whyNot(refused)).toContain(words);
  });

  test('by another than who holds it is refused', () => {
    const task = done(claim(aTask(), bea));
    expect(decide(task, yesBy(ann))).toMatchObject({ refused: 'task-claimed' });
    expect(decide(task, yesBy(bea))).toMatchObject({ state: 'decided' });
    expect(decide(task, yesBy(ann), 300)).toMatchObject({ state: 'decided' });
  });

  test('for less than was asked carries its amount', () => {
    expect(decide(aTask(), yesBy(ann, { amount: usd(100_00) }))).toMatchObject({
      decision: { amount: usd(100_00) },
    });
  });

  test('for less than all, where only all can be approved, is refused', () => {
    const whole = aTask({ whole: true });
    expect(decide(whole, yesBy(ann, { amount: usd(100_00) }))).toMatchObject({
      about: { pointer: '/amount' },
    });
    expect(decide(whole, yesBy(ann, { amount: usd(250_00) }))).toMatchObject({ state: 'decided' });
  });

  test('names the amount in the wanted currency, where a person says how much', () => {
    const { amount: _, ...rest } = aTask();
    const grant = { ...rest, amountIn: 'usd' };
    expect(decide(grant, yesBy(ann))).toMatchObject({
      about: { detail: 'An approval has to name the amount.' },
    });
    expect(decide(grant, yesBy(ann, { amount: usd(5_00) }))).toMatchObject({ state: 'decided' });
    expect(decide(grant, yesBy(ann, { verdict: 'refuse' }))).toMatchObject({ state: 'decided' });
  });

  test('of an amount where there is none is refused', () => {
    const { amount: _, ...rest } = aTask();
    expect(decide(rest, yesBy(ann, { amount: usd(1) }))).toMatchObject({ refused: 'invalid-request' });
    expect(decide(rest, yesBy(ann))).toMatchObject({ state: 'decided' });
  });

  test('that gives up a dispute is of all of it: with a smaller amount no limit would hold', () => {
    const dispute = aTask({
      amount: usd(5_000_00),
      needed: 2,
      verdicts: ['submit_evidence', 'accept', 'refuse'],
    });
    for (const verdict of ['accept', 'submit_evidence', 'refuse'] as const)
      expect(decide(dispute, yesBy(ann, { verdict, amount: usd(1_00) }))).toMatchObject({
        refused: 'invalid-request',
        about: { pointer: '/amount' },
      });
    const all = { verdict: 'accept', amount: usd(5_000_00) } as const;
    expect(decide(dispute, yesBy(ann, all))).toMatchObject({ about: { why: 'limit' } });
    expect(decide(dispute, yesBy(staffNamed('Ada'), all))).toMatchObject({ state: 'one_of_two' });
  });

  test('for a part of what would be refunded carries its amount', () => {
    const inquiry = aTask({ verdicts: ['refund', 'refuse'] });
    expect(decide(inquiry, yesBy(ann, { verdict: 'refund', amount: usd(1_00) }))).toMatchObject({
      decision: { verdict: 'refund', amount: usd(1_00) },
    });
  });

  test('to ask the caller leaves the task open', () => {
    const result = done(decide(aTask(), yesBy(ann, { verdict: 'contact', reason: 'Which parcel was it?' })));
    expect(result).not.toHaveProperty('decision');
    expect(result).toMatchObject({
      state: 'asked_caller',
      task: { version: 2, events: [{ what: 'asked_caller', by: ann, text: 'Which parcel was it?' }] },
    });
  });

  test('takes the role that the task asks for, and no more than the role may approve', () => {
    expect(decide(aTask({ role: 'supervisor' }), yesBy(ann))).toMatchObject({ about: { why: 'role' } });
    const large = aTask({ amount: usd(600_00) });
    expect(decide(large, yesBy(ann))).toMatchObject({ refused: 'not-allowed', about: { why: 'limit' } });
    expect(decide(large, yesBy(ann, { amount: usd(500_00) }))).toMatchObject({ state: 'decided' });
    expect(decide(large, yesBy(ann, { verdict: 'refuse' }))).toMatchObject({ state: 'decided' });
    expect(decide(large, yesBy(sam))).toMatchObject({ state: 'decided' });
  });
});

describe('above what one person may approve', () => {
  const large = aTask({ amount: usd(1_500_00), needed: 2 });
  const [first, second] = [staffNamed('Ada'), staffNamed('Bob')];
  const once = done(decide(large, yesBy(first))).task;

  test('a yes is the first of two, and leaves the task free for the second person', () => {
    const held = done(claim(large, first));
    const result = done(decide(held, yesBy(first)));
    expect(result).toMatchObject({
      state: 'one_of_two',
      task: { votes: [{ by: first, amount: usd(1_500_00) }] },
    });
    expect(result).not.toHaveProperty('decision');
    expect(result.task).not.toHaveProperty('claim');
    expect(result.task.events.at(-1)).toMatchObject({ what: 'approved_once', by: first });
  });

  test('the yes of another person settles it', () => {
    expect(decide(once, yesBy(second))).toMatchObject({ state: 'decided', decision: { verdict: 'approve' } });
  });

  test('the same person is not a second one, admins and operators included', () => {
    for (const role of ['admin', 'operator'] as const) {
      const same = staffNamed('Ada', role);
      const voted = done(decide(large, yesBy(same))).task;
      expect(decide(voted, yesBy(same))).toMatchObject({
        refused: 'not-allowed',
        about: { why: 'same_person' },
      });
    }
  });

  test('operators are one person, whatever they call themselves, and a signed-in person is another', () => {
    const other = staffNamed('operator:bob', 'operator');
    const voted = done(decide(large, yesBy(staffNamed('operator:ann', 'operator')))).task;
    for (const by of [other, operator])
      expect(decide(voted, yesBy(by))).toMatchObject({
        refused: 'not-allowed',
        about: { why: 'same_person' },
      });
    expect(decide(voted, yesBy(other, { amount: usd(1_200_00) }))).toMatchObject({ state: 'one_of_two' });
    expect(decide(voted, yesBy(first))).toMatchObject({ state: 'decided' });
    expect(decide(once, yesBy(operator))).toMatchObject({ state: 'decided' });
  });

  test('a no settles it at once, whoever says it', () => {
    for (const by of [first, second])
      expect(decide(once, yesBy(by, { verdict: 'refuse' }))).toMatchObject({ state: 'decided' });
  });

  test('another amount voids the first yes and is the first of two itself', () => {
    const less = done(decide(once, yesBy(second, { amount: usd(1_200_00) })));
    expect(less).toMatchObject({
      state: 'one_of_two',
      task: { votes: [{ by: second, amount: usd(1_200_00) }] },
    });
    expect(less.task.events.slice(-2)).toMatchObject([
      { what: 'approval_void', by: first, amount: usd(1_500_00) },
      { what: 'approved_once', by: second, amount: usd(1_200_00) },
    ]);
    expect(decide(less.task, yesBy(first))).toMatchObject({ state: 'one_of_two' });
    expect(decide(less.task, yesBy(first, { amount: usd(1_200_00) }))).toMatchObject({ state: 'decided' });
  });

  test('who changes their own mind about the amount has still said yes once', () => {
    expect(decide(once, yesBy(first, { amount: usd(1_100_00) }))).toMatchObject({
      state: 'one_of_two',
      task: { votes: [{ by: first, amount: usd(1_100_00) }] },
    });
  });

  test('less, which one person may approve, takes one person', () => {
    expect(decide(large, yesBy(first, { amount: usd(1_000_00) }))).toMatchObject({ state: 'decided' });
  });
});
