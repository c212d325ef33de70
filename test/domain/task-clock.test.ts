import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { PeopleSettings } from '../../src/domain/people.ts';
import { taskKinds } from '../../src/domain/task.ts';
import { momentsOf, nextMoment, passedBy } from '../../src/domain/task-clock.ts';
import { changedTask, openedTask } from '../../src/domain/task-opening.ts';
import { usd } from './records.ts';
import { aTask, noon, people, staffNamed } from './tasks.ts';

const settings: PeopleSettings = { policy: people, timeZone: 'UTC' };
const in_ = (hours: number) => new Date(noon + hours * 3_600_000).toISOString();

describe('what comes of a task by the clock alone', () => {
  test('is a reminder, then that it is overdue, then that it is too late', () => {
    expect(momentsOf('approve_refund', noon, settings)).toEqual({
      ...{ remind: in_(7), escalate: in_(8), expire: in_(7 * 24) },
    });
  });

  test('is never that it is too late, where money has moved or may have', () => {
    const terms = { ...people.terms, unknown_refund: { ...people.terms.unknown_refund, expireMinutes: 60 } };
    const own = { ...settings, policy: { ...people, terms } };
    expect(momentsOf('unknown_refund', noon, own)).not.toHaveProperty('expire');
  });

  test('comes earlier by a deadline of its own, and not later', () => {
    expect(momentsOf('resolve_dispute', noon, settings, in_(5))).toEqual({
      remind: in_(4),
      escalate: in_(5),
    });
    expect(momentsOf('resolve_dispute', noon, settings, in_(900))).toEqual({
      remind: in_(23),
      escalate: in_(24),
    });
  });

  test('is at once where its deadline is over, with no reminder of it', () => {
    expect(momentsOf('resolve_dispute', noon, settings, in_(-5))).toEqual({ escalate: in_(0) });
  });

  test('counts business hours, in the tenant’s time zone', () => {
    // Tuesday noon in UTC is seven in New York: two hours before they begin.
    const hours = { tue: ['09:00', '17:00'], wed: ['09:00', '17:00'] } as const;
    const own = { policy: { ...people, hours }, timeZone: 'America/New_York' };
    expect(momentsOf('approve_refund', noon, own)).toMatchObject({
      remind: '2026-11-24T21:00:00.000Z',
      escalate: '2026-11-24T22:00:00.000Z',
    });
  });

  test('comes once, each in its time', () => {
    let task = aTask();
    let moments = momentsOf('approve_refund', noon, settings) as ReturnType<typeof passedBy>['moments'];
    const seen: string[] = [];
    for (let hour = 0; hour <= 8 * 24; hour += 0.5) {
      const now = passedBy(task, moments, noon + hour * 3_600_000);
      ({ task, moments } = now);
      for (const one of now.passed) seen.push(`${one} ${hour}`);
    }
    expect(seen).toEqual(['reminded 7', 'escalated 8', 'expired 168']);
    expect(task).toMatchObject({ queue: 'escalation', priority: 'high' });
    expect(nextMoment(moments)).toBeUndefined();
  });

  test('all at once, where nobody was there to see it come', () => {
    const moments = momentsOf('approve_refund', noon, settings);
    const { task, passed } = passedBy(aTask(), moments, noon + 9 * 3_600_000);
    expect(passed).toEqual(['reminded', 'escalated']);
    expect(task.events.map(({ what }) => what)).toEqual(['reminded', 'escalated']);
  });

  test('in order, whatever the terms', () => {
    const minutes = fc.integer({ min: 1, max: 100_000 });
    fc.assert(
      fc.property(fc.constantFrom(...taskKinds), minutes, minutes, minutes, (kind, due, remind, expire) => {
        const one = { ...people.terms[kind], dueMinutes: due, remindMinutes: remind, expireMinutes: expire };
        const own = { ...settings, policy: { ...people, terms: { ...people.terms, [kind]: one } } };
        const moments = momentsOf(kind, noon, own);
        expect(Date.parse(moments.escalate)).toBe(noon + due * 60_000);
        if (moments.remind !== undefined) {
          expect(Date.parse(moments.remind)).toBeGreaterThan(noon);
          expect(moments.remind < moments.escalate).toBe(true);
        }
        const next = nextMoment(moments) ?? 0;
        expect(passedBy(aTask(), moments, next - 1).passed).toEqual([]);
        expect(passedBy(aTask(), moments, next).passed).not.toEqual([]);
      }),
    );
  });
});

describe('a task is opened', () => {
  const shown = {
    task: 't',
    kind: 'approve_refund',
    reason: 'payment_cap',
    summary: 's',
    reference: 'R',
  } as const;

  test('by the tenant’s terms for its kind', () => {
    const { task } = openedTask({ ...shown, amount: usd(1_500_00) }, { version: 1, settings, now: noon });
    expect(task).toMatchObject({
      ...{ verdicts: ['approve', 'refuse'], version: 1, changes: 1, priority: 'normal', role: 'agent' },
      ...{ queue: 'support', needed: 2, votes: [], dueAt: in_(8), expiresAt: in_(7 * 24) },
      events: [{ what: 'opened', at: in_(0) }],
    });
  });

  test('again under its name: what has changed counts on, so that no two changes are numbered alike', () => {
    const { task } = openedTask(shown, { version: 3, settings, now: noon, changes: 6 });
    expect(task).toMatchObject({ version: 3, changes: 7, events: [{ what: 'opened' }] });
  });

  test('and changed: the first of two yeses is void, and it is due as before', () => {
    const { task, moments } = openedTask(
      { ...shown, amount: usd(1_500_00) },
      { version: 1, settings, now: noon },
    );
    const voted = {
      ...task,
      votes: [{ by: staffNamed('Ada'), at: in_(0), reason: 'yes', amount: usd(1_500_00) }],
    };
    const { task: changed, moments: after } = changedTask(
      { task: voted, moments },
      { ...shown, summary: 'less', amount: usd(900_00) },
      { version: 2, settings, now: noon + 1_000 },
    );
    expect(after).toEqual(moments);
    expect(changed).toMatchObject({ version: 2, votes: [], needed: 1, summary: 'less', dueAt: task.dueAt });
    expect(changed.events.map(({ what }) => what)).toEqual(['opened', 'changed', 'approval_void']);
  });

  describe('and changed, with a deadline of its own', () => {
    const dispute = { ...shown, kind: 'resolve_dispute' } as const;
    const opening = { version: 1, settings, now: noon };
    const at = (hours: number) => ({ version: 2, settings, now: noon + hours * 3_600_000 });
    const open = openedTask({ ...dispute, due: in_(20) }, opening);

    test('that is earlier now: it is due, and reminded of, by that', () => {
      const { task, moments } = changedTask(open, { ...dispute, due: in_(6) }, at(2));
      expect(task).toMatchObject({ dueAt: in_(6) });
      expect(moments).toEqual({ remind: in_(5), escalate: in_(6) });
    });

    test('that is over: it is due at once', () => {
      const { task, moments } = changedTask(open, { ...dispute, due: in_(1) }, at(2));
      expect(task).toMatchObject({ dueAt: in_(2) });
      expect(moments).toEqual({ escalate: in_(2) });
    });

    test('that is later now, or none: it is due as before', () => {
      for (const due of [{ due: in_(23) }, { due: in_(20) }, {}])
        expect(changedTask(open, { ...dispute, ...due }, at(2))).toMatchObject({
          task: { dueAt: in_(20) },
          moments: open.moments,
        });
    });

    test('after it was overdue: it is in the second queue already', () => {
      const late = passedBy(open.task, open.moments, noon + 21 * 3_600_000);
      const { task, moments } = changedTask(late, { ...dispute, due: in_(6) }, at(22));
      expect(task).toMatchObject({ dueAt: in_(20), queue: 'escalation' });
      expect(moments).toEqual({});
    });

    test('that is earlier: when it is too late stays', () => {
      const refund = openedTask(shown, opening);
      const { moments } = changedTask(refund, { ...shown, due: in_(3) }, at(1));
      expect(moments).toEqual({ remind: in_(2), escalate: in_(3), expire: in_(7 * 24) });
    });
  });
});
