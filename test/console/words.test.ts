import { expect, test } from '@jest/globals';
import { dueWords } from '../../src/console/words/due.ts';
import { moneyWords } from '../../src/console/words/money.ts';
import { notTakenWords, refusalWords } from '../../src/console/words/refusals.ts';
import { span } from '../../src/console/words/time.ts';
import { choiceWords, confirmWords, effectWords } from '../../src/console/words/verdicts.ts';
import { usd } from '../domain/records.ts';

const noon = Date.parse('2026-11-30T12:00:00Z');
const minutes = (count: number) => new Date(noon + count * 60_000).toISOString();

test('an amount has its currency first and as many digits as Stripe counts', () => {
  const said = [
    { value: 42_000, currency: 'eur' },
    { value: 123_456_789, currency: 'usd' },
    { value: 5_000, currency: 'jpy' },
    { value: 1_234_567, currency: 'kwd' },
    { value: 0, currency: 'usd' },
  ].map(moneyWords);
  expect(said).toEqual(['EUR 420.00', 'USD 1,234,567.89', 'JPY 5,000', 'KWD 1,234.567', 'USD 0.00']);
});

test('a task becomes due and overdue by the clock alone', () => {
  const at = (count: number) => dueWords(minutes(count), noon);
  expect([at(61), at(60), at(1), at(-1), at(-1_500)]).toEqual([
    { state: 'later', words: 'Due in 1 h 1 min' },
    { state: 'soon', words: 'Due in 1 h' },
    { state: 'soon', words: 'Due in 1 min' },
    { state: 'overdue', words: 'Overdue 1 min' },
    { state: 'overdue', words: 'Overdue 1 d 1 h' },
  ]);
});

test('a span is said by its two largest parts', () => {
  expect([40_000, 61_000, 3_600_000, 90_061_000, -5].map(span)).toEqual([
    '40 s',
    '1 min',
    '1 h',
    '1 d 1 h',
    '0 s',
  ]);
});

test('a refusal says who was first, and when', () => {
  const by = { id: 'ana', name: 'Ana Reyes', role: 'supervisor' as const };
  const done = refusalWords({ name: 'task-done', done: { at: minutes(-2), verdict: 'approve', by } }, noon);
  expect(done).toMatch(/^It was approved by Ana Reyes at \d\d:\d\d\. Nothing was changed\.$/);
  const task = { claim: { by, since: minutes(-1), until: minutes(4) } };
  const claimed = refusalWords({ name: 'task-claimed', task: task as never }, noon);
  expect(claimed).toMatch(/^Ana Reyes claimed it at \d\d:\d\d and holds it for 4 min more\.$/);
  expect(refusalWords({ name: 'idempotency-key-reused' }, noon)).toMatch(/those may count/);
  expect(refusalWords({ name: 'not-allowed', why: 'same_person' }, noon)).toContain('somebody else');
});

test('nothing is said not to be sent that may have arrived', () => {
  const said = ['not-reached', 'internal', 'task-changed'].map((name) => notTakenWords({ name }));
  expect(said).toEqual(['No answer.', 'No answer.', 'Not sent.']);
  expect(notTakenWords({ name: 'task-done' }, 'The note was not added.')).toBe('The note was not added.');
});

test('to refuse what a bank disputes leaves it to the bank; a complaint that no bank knows of is refused', () => {
  const said = (about: object) => {
    const task = { kind: 'resolve_dispute' as const, about };
    const asked = { ...task, amount: usd(42_50) };
    const { open, title } = choiceWords('refuse', task);
    return [open, title, confirmWords('refuse', asked, asked.amount), effectWords('refuse', asked)];
  };
  expect(said({ dispute: { dispute: 'du_1', stage: 'inquiry' } })).toEqual([
    'Leave it',
    'Leave it to the bank?',
    'Leave it to the bank',
    'Nothing is sent. The bank decides without us.',
  ]);
  expect(said({ payment: { payment: 'pi_1' } })).toEqual([
    'Refuse',
    'Refuse?',
    'Refuse USD 42.50',
    'The payment stays as it is, and the caller is told.',
  ]);
});
