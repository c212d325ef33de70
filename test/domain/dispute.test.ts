import { describe, expect, test } from '@jest/globals';
import {
  awaitsAnswer,
  type Dispute,
  type DisputeAct,
  type DisputeRefusal,
  decideBy,
  disputeChangeBy,
  disputeShown,
  hindranceOf,
  isWithBank,
  mayBeRefunded,
  possiblyAnswered,
  standingOf,
  toTellOf,
  verdictsOn,
  withDisputeChanges,
} from '../../src/domain/dispute.ts';
import { DAY_SECONDS } from '../../src/domain/time.ts';
import { answer, asked, dispute } from './disputes.ts';
import { chargeback, inquiry, NOW, payment, refund } from './records.ts';

/** Without a time until which an answer is taken. */
function endless({ dueBy: _, ...of }: Dispute): Dispute {
  return of;
}

/** Of which the bank takes no answer. */
const mute = (of: Dispute): Dispute => ({ ...endless(of), takesAnswer: false });

describe('what a person can decide', () => {
  test('on an inquiry: to refund it, to answer, or to leave it', () => {
    const of = payment({ disputes: [inquiry] });
    expect(verdictsOn(asked(), of)).toEqual(['refund', 'submit_evidence', 'refuse', 'contact']);
  });

  test('on a chargeback: to answer, to give it up, or to leave it; never to refund', () => {
    const of = payment({ disputes: [chargeback] });
    expect(verdictsOn(dispute(), of)).toEqual(['submit_evidence', 'accept', 'refuse', 'contact']);
  });

  test('one chargeback keeps an inquiry of the same payment from being refunded', () => {
    const of = payment({ disputes: [inquiry, chargeback] });
    expect(mayBeRefunded(of)).toBe(false);
    expect(verdictsOn(asked(), of)).not.toContain('refund');
  });

  test('a chargeback that was lost keeps its payment from being refunded as well', () => {
    expect(mayBeRefunded(payment({ disputes: [{ ...chargeback, outcome: 'lost' }] }))).toBe(false);
  });

  test('nothing is refunded of which nothing is left, or that was never paid', () => {
    const none = { disputes: [inquiry] };
    expect(mayBeRefunded(payment({ ...none, refunded: 100_00, refunds: [refund()] }))).toBe(false);
    expect(mayBeRefunded(payment({ ...none, state: 'failed' }))).toBe(false);
  });

  test('no evidence where the bank takes none', () => {
    const of = payment({ disputes: [chargeback] });
    expect(verdictsOn(mute(dispute()), of)).toEqual(['accept', 'refuse', 'contact']);
  });

  test('evidence as well where Stripe names no time until when it is taken', () => {
    const of = payment({ disputes: [chargeback] });
    expect(verdictsOn(endless(dispute()), of)).toContain('submit_evidence');
  });
});

test.each([
  ['needs_response', true],
  ['warning_needs_response', true],
  ['appeal_needs_response', true],
  ['under_review', false],
  ['warning_under_review', false],
])('one that is %s waits for an answer: %s', (status, waits) => {
  expect(awaitsAnswer(dispute({ status }))).toBe(waits);
});

test('a person should have decided a day before no answer is taken any more', () => {
  expect(decideBy({ dueBy: NOW })).toBe(NOW - DAY_SECONDS);
  expect(decideBy(endless(dispute()))).toBeUndefined();
});

describe('the dispute that a caller is told of', () => {
  const won = dispute({ dispute: 'du_won', outcome: 'won', status: 'won', created: NOW });
  const older = dispute({ dispute: 'du_older', outcome: 'lost', status: 'lost', created: NOW - 9 });

  test('is the chargeback that is open, then an inquiry that is, then the latest', () => {
    expect(toTellOf([won, asked(), dispute({ dispute: 'du_open' })])?.dispute).toBe('du_open');
    expect(toTellOf([won, asked({ dispute: 'du_asked' })])?.dispute).toBe('du_asked');
    expect(toTellOf([older, won])?.dispute).toBe('du_won');
    expect(toTellOf([])).toBeUndefined();
  });

  test('of ended ones is a chargeback before an inquiry: the bank has decided about the money', () => {
    const lost = dispute({ dispute: 'du_lost', outcome: 'lost', created: NOW - 2 });
    const closed = asked({ dispute: 'du_closed', outcome: 'closed', created: NOW - 1 });
    expect(toTellOf([closed, lost])?.dispute).toBe('du_lost');
    expect([lost, asked(), closed].map(isWithBank)).toEqual([true, true, false]);
  });
});

describe('what is shown', () => {
  test('names the time, the draft where nothing is staged, and whether it was submitted', () => {
    expect(disputeShown(dispute(), { customer_name: 'Ann' })).toEqual({
      dispute: 'du_1',
      stage: 'chargeback',
      status: 'needs_response',
      reason: 'fraudulent',
      amount: { value: 100_00, currency: 'usd' },
      dueBy: '2026-12-01T12:00:00.000Z',
      evidence: { customer_name: 'Ann' },
      submitted: false,
    });
  });

  test('what stands at Stripe comes before a draft', () => {
    const staged = dispute({ evidence: { customer_name: 'Bea' }, submissions: 1 });
    expect(disputeShown(staged, { customer_name: 'Ann', service_date: '2026-11-14' })).toMatchObject({
      evidence: { customer_name: 'Bea', service_date: '2026-11-14' },
      submitted: true,
    });
    expect(disputeShown(endless(dispute()))).not.toHaveProperty('dueBy');
    expect(disputeShown(endless(dispute()))).not.toHaveProperty('evidence');
  });
});

describe('right before it is carried out', () => {
  const evidence = { customer_name: 'Ann' };
  const submit: DisputeAct = { kind: 'submit', evidence, status: 'needs_response' };
  const accept: DisputeAct = { kind: 'accept', status: 'needs_response' };
  const stage: DisputeAct = { kind: 'stage', evidence };
  const ours = { evidence, decision: 'du_1-0' };

  test.each<[string, DisputeAct, Dispute]>([
    ['staging', stage, dispute()],
    ['staging anew', stage, dispute({ evidence: { customer_name: 'A' }, decision: 'du_1-0' })],
    ['submitting what is staged', submit, dispute(ours)],
    ['submitting what was shown and could not be staged', submit, dispute()],
    ['submitting where Stripe names no time', submit, endless(dispute())],
    ['giving up', accept, dispute()],
  ])('%s is not hindered', (_what, act, now) => {
    expect(hindranceOf(answer(act), now)).toBeUndefined();
  });

  test.each<[string, DisputeAct, Dispute, DisputeRefusal]>([
    ['one that has ended', submit, dispute({ outcome: 'won', status: 'won' }), 'closed'],
    ['one that has ended, to stage', stage, dispute({ outcome: 'lost', status: 'lost' }), 'closed'],
    ['one that was answered', submit, dispute({ status: 'under_review' }), 'changed_since'],
    [
      'an inquiry that became a chargeback',
      { ...submit, status: 'warning_needs_response' },
      dispute(),
      'changed_since',
    ],
    ['another answer than was shown', submit, dispute({ evidence: { receipt: 'x' } }), 'changed_since'],
    ['another text than was shown', submit, dispute({ evidence: { customer_name: 'B' } }), 'changed_since'],
    ['one that no answer is taken of', submit, mute(dispute()), 'no_answer_taken'],
    ['one that was answered, to stage', stage, dispute({ status: 'under_review' }), 'no_answer_taken'],
    ['what another hand has staged', stage, dispute({ evidence: { customer_name: 'B' } }), 'has_evidence'],
    ['an inquiry', { kind: 'accept', status: 'warning_needs_response' }, asked(), 'no_chargeback'],
  ])('%s is refused', (_what, act, now, reason) => {
    expect(hindranceOf(answer(act), now)).toBe(reason);
  });
});

describe('what became of an answer', () => {
  const submitted = answer({ kind: 'submit', evidence: {}, status: 'needs_response' });

  test('is known by our mark', () => {
    const after = dispute({ decision: submitted.id, status: 'under_review', submissions: 1 });
    expect(disputeChangeBy(submitted, after)).toEqual({ dispute: 'du_1', decision: 'du_1-1', after });
    expect(disputeChangeBy(submitted, dispute({ decision: 'du_1-0' }))).toBeUndefined();
    expect(disputeChangeBy(submitted, undefined)).toBeUndefined();
  });

  test('of one that was given up is that it is lost', () => {
    const given = answer({ kind: 'accept', status: 'needs_response' });
    const after = dispute({ outcome: 'lost', status: 'lost' });
    expect(disputeChangeBy(given, after)).toMatchObject({ after });
    expect(disputeChangeBy(given, dispute())).toBeUndefined();
  });

  test('may be unknown: then nobody can say how the dispute stands', () => {
    expect(withDisputeChanges(dispute(), [possiblyAnswered(submitted)])).toBeUndefined();
    const after = dispute({ status: 'under_review' });
    const made = { dispute: 'du_1', decision: 'du_1-1', after };
    expect(withDisputeChanges(dispute(), [made])).toBe(after);
    expect(withDisputeChanges(dispute({ dispute: 'du_2' }), [made])?.dispute).toBe('du_2');
  });

  test('by another hand shows in how it stands', () => {
    expect(standingOf(dispute())).not.toBe(standingOf(dispute({ submissions: 1 })));
    expect(standingOf(dispute())).not.toBe(standingOf(dispute({ status: 'under_review' })));
  });
});
