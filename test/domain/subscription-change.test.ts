import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fingerprintOf } from '../../src/domain/subscription.ts';
import {
  becameOfSent,
  type Change,
  changeFor,
  judgeChange,
  madeBy,
  offerFor,
  possiblyChanged,
  withChanges,
} from '../../src/domain/subscription-change.ts';
import { DAY_SECONDS } from '../../src/domain/time.ts';
import { NOW } from './records.ts';
import {
  anyAction,
  anyPolicy,
  anySubscription,
  change,
  everyAction,
  policy,
  subscription,
} from './subscriptions.ts';

const allows = { ...policy, allows: everyAction };
const ending = { endsAt: NOW + DAY_SECONDS, endsBy: 'period_end' } as const;
const ended = { state: 'ended', endedAt: NOW } as const;
const offer: Change = { action: 'accept_offer', offer: { percentOff: 20, months: 3 }, discounts: [] };

const judged = (action: (typeof everyAction)[number], of = {}, by = allows) => {
  const one = subscription(of);
  const verdict = judgeChange({
    decision: change(changeFor(action, one, by, NOW)),
    subscription: one,
    policy: by,
  });
  return 'reason' in verdict ? verdict.reason : verdict.kind;
};

describe('a change is judged by how the subscription stands', () => {
  test.each([
    ['cancel', {}, 'allow'],
    ['cancel', { state: 'trialing' }, 'allow'],
    ['cancel', ending, 'already'],
    ['cancel', ended, 'already'],
    ['cancel', { state: 'past_due' }, 'past_due'],
    ['cancel', { state: 'unpaid' }, 'past_due'],
    ['cancel', { state: 'incomplete' }, 'incomplete'],
    ['cancel', { state: 'paused' }, 'on_hold'],
    ['cancel', { state: 'other' }, 'on_hold'],
    ['cancel', { scheduled: true }, 'scheduled'],
    ['cancel_now', {}, 'allow'],
    ['cancel_now', ending, 'allow'],
    ['cancel_now', ended, 'already'],
    ['keep', ending, 'allow'],
    ['keep', { ...ending, endsBy: 'date' }, 'allow'],
    ['keep', { ...ending, state: 'past_due' }, 'allow'],
    ['keep', {}, 'already'],
    ['keep', ended, 'ended'],
    ['pause', {}, 'allow'],
    ['pause', { pausedCollection: {} }, 'already'],
    ['pause', ending, 'ending'],
    ['pause', ended, 'ended'],
    ['resume', { pausedCollection: {} }, 'allow'],
    ['resume', {}, 'already'],
    ['resume', { state: 'past_due', pausedCollection: {} }, 'allow'],
    ['resume', { state: 'past_due' }, 'already'],
    ['resume', { state: 'paused' }, 'on_hold'],
    ['resume', ended, 'ended'],
  ] as const)('%s, %j: %s', (action, of, expected) => {
    expect(judged(action, of)).toBe(expected);
  });

  test('one that undoes what it no longer is was changed since', () => {
    const decision = change({ action: 'keep', undoes: 'period_end' });
    const one = subscription({ ...ending, endsBy: 'date' });
    expect(judgeChange({ decision, subscription: one, policy })).toEqual({
      kind: 'refused',
      reason: 'changed_since',
    });
  });
});

describe('the policy', () => {
  test('of a tenant that says nothing allows what can be taken back, and asks a person about an end at once', () => {
    const { retention: _, ...plain } = policy;
    expect(judged('cancel', {}, plain)).toBe('allow');
    expect(judged('cancel_now', {}, plain)).toBe('policy');
    expect(judged('cancel_now', {}, { ...plain, asks: [] })).toBe('not_allowed');
  });

  test('asks nobody again about what a person approved', () => {
    const decision = change({ action: 'cancel_now' }, { approved: true });
    expect(judgeChange({ decision, subscription: subscription(), policy })).toEqual({ kind: 'allow' });
    const by = { ...policy, asks: [] };
    expect(judgeChange({ decision, subscription: subscription(), policy: by })).toMatchObject({
      kind: 'refused',
    });
  });
});

describe('an offer', () => {
  const lately = { offeredAt: NOW - 10 * DAY_SECONDS };
  test('is there where the policy has one, with the discounts that it has', () => {
    const one = subscription({ discounts: ['di_1'] });
    expect(offerFor(one, [one], policy, NOW)).toEqual({ ...offer, discounts: ['di_1'] });
    expect(offerFor(one, [one], { ...policy, asks: [] }, NOW)).toBeDefined();
    const { retention: _, ...without } = policy;
    expect(offerFor(one, [one], without, NOW)).toBeUndefined();
  });

  test('is made once within the period, to a customer and not for each subscription', () => {
    const one = subscription();
    const sibling = subscription({ subscription: 'sub_2', ...lately });
    expect(offerFor(one, [one, sibling], policy, NOW)).toBeUndefined();
    expect(offerFor(one, [one, { ...sibling, customer: 'cus_2' }], policy, NOW)).toBeDefined();
    expect(offerFor(one, [one, sibling], policy, NOW + 180 * DAY_SECONDS)).toBeDefined();
  });

  test('is not made for one that ends or is past due', () => {
    for (const how of [ending, { state: 'past_due' as const }, { scheduled: true }]) {
      const one = subscription(how);
      expect(offerFor(one, [one], policy, NOW)).toBeUndefined();
    }
  });

  test('that would overwrite a discount which came meanwhile is not sent', () => {
    const one = subscription({ discounts: ['di_new'] });
    expect(judgeChange({ decision: change(offer), subscription: one, policy })).toMatchObject({
      reason: 'changed_since',
    });
  });
});

describe('what was sent', () => {
  test('is known by our mark, and an end at once by itself', () => {
    const cancel = change({ action: 'cancel' });
    const now = change({ action: 'cancel_now' });
    expect(madeBy(cancel, subscription({ decision: 'intent-1' }))).toMatchObject({ decision: 'intent-1' });
    expect(madeBy(cancel, subscription({ decision: 'another' }))).toBeUndefined();
    expect(madeBy(now, subscription(ended))).toBeUndefined();
    expect(becameOfSent(now, subscription(ended))).toMatchObject({ after: { state: 'ended' } });
    expect(becameOfSent(cancel, subscription(ended))).toBeUndefined();
    expect(becameOfSent(cancel, undefined)).toBeUndefined();
  });

  test('counts for what is judged after it; nothing is, while it may have been made', () => {
    const one = subscription();
    const after = subscription(ending);
    const made = { subscription: 'sub_1', decision: 'intent-1', after };
    expect(withChanges(one, [])).toBe(one);
    expect(withChanges(one, [made])).toBe(after);
    expect(
      withChanges(one, [made, possiblyChanged(change({ action: 'keep', undoes: 'date' }))]),
    ).toBeUndefined();
    expect(withChanges(one, [{ subscription: 'sub_2', decision: 'x' }])).toBe(one);
  });

  test('shows a change by another hand, but not that time goes by', () => {
    const one = subscription();
    const later = subscription({ periodEndsAt: NOW + 50 * DAY_SECONDS, renewsAt: NOW + 50 * DAY_SECONDS });
    expect(fingerprintOf(later)).toBe(fingerprintOf(one));
    const changed = [ending, { pausedCollection: {} }, { discounts: ['di_1'] }, { plan: 'Silver' }, ended];
    for (const how of changed) expect(fingerprintOf(subscription(how))).not.toBe(fingerprintOf(one));
  });
});

describe('whatever is asked of whatever subscription', () => {
  const anyAsked = fc.tuple(anyAction, anySubscription, anyPolicy, fc.boolean());
  const holds = (check: (verdict: ReturnType<typeof judgeChange>, asked: Asked) => void) =>
    fc.assert(
      fc.property(anyAsked, ([action, one, by, approved]) => {
        const wanted = changeFor(action, one, by, NOW);
        const asked = { decision: change(wanted, { approved }), subscription: one, policy: by };
        check(judgeChange(asked), asked);
      }),
      { numRuns: 3_000 },
    );
  type Asked = Parameters<typeof judgeChange>[0];

  test('nothing is allowed that the policy does not name, of one that ended, or that a schedule changes', () => {
    holds((verdict, { decision, subscription: one, policy: by }) => {
      if (verdict.kind !== 'allow') return;
      const named = [...by.allows, ...(decision.approved ? by.asks : [])];
      expect(named).toContain(decision.change.action);
      expect(one.state).not.toBe('ended');
      expect(one.scheduled).toBe(false);
    });
  });

  test('a person’s yes changes only what was asked of them', () => {
    holds((verdict, asked) => {
      const { decision } = asked;
      const other = judgeChange({ ...asked, decision: { ...decision, approved: !decision.approved } });
      if (verdict.kind !== other.kind)
        expect([verdict.kind, other.kind].sort()).toEqual(['allow', 'ask_support']);
    });
  });

  test('what is so already is told, whatever the policy says', () => {
    holds((verdict, asked) => {
      const none = judgeChange({ ...asked, policy: { ...asked.policy, allows: [], asks: [] } });
      expect(none.kind === 'already').toBe(verdict.kind === 'already');
    });
  });
});
