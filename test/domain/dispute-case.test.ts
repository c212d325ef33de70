import { describe, expect, test } from '@jest/globals';
import { caseTask, caseWorkflow } from '../../src/domain/dispute-case.ts';
import { isAsShown } from '../../src/domain/task-opening.ts';
import { asked, dispute } from './disputes.ts';
import { chargeback, inquiry, payment, usd } from './records.ts';
import { aTask } from './tasks.ts';

const words = { date: '2026-11-21', reference: 'A2C-3DE', said: 'It never arrived' };
const shown = {
  dispute: dispute(),
  payment: payment({ disputes: [chargeback] }),
  draft: { customer_name: 'Ann' },
  heard: [],
};

describe('the task of a case', () => {
  test('says what the bank did, until when, and what each verdict does', () => {
    expect(caseTask(shown)).toMatchObject({
      kind: 'resolve_dispute',
      reason: 'chargeback_fraudulent',
      summary:
        'The bank has charged back 100.00 USD of pi_1 (fraudulent); needs response until 2026-12-01 12:00 UTC',
      amount: usd(100_00),
      about: {
        customer: { id: 'cus_1' },
        dispute: { evidence: { customer_name: 'Ann' } },
        effect:
          'Submit evidence sends what is shown to the bank, once and for all; accept gives it up, for good; refuse leaves it to the bank.',
      },
    });
    expect(caseTask(shown)).not.toHaveProperty('said');
  });

  test('of an inquiry is about what is left of the payment', () => {
    const of = payment({ disputes: [inquiry], refunded: 30_00 });
    expect(caseTask({ ...shown, dispute: asked(), payment: of })).toMatchObject({
      amount: usd(70_00),
      summary: expect.stringContaining('The bank asks about 100.00 USD') as unknown,
    });
  });

  test.each([
    ['status', { dispute: dispute({ status: 'under_review' }) }],
    ['answer that the bank takes, or not', { dispute: dispute({ takesAnswer: false }) }],
    ['deadline', { dispute: dispute({ dueBy: 1_900_000_000 }) }],
    ['caller’s words', { heard: [words] }],
    ['caller’s further words', { heard: [words, words] }],
    ['last decision, which was not carried out', { notCarriedOut: 'changed_since' }],
  ])('shows another line for another %s: a decision on the one before counts no more', (_, changed) => {
    const lines = [caseTask(shown), caseTask({ ...shown, heard: [words, words, words], ...changed })];
    expect(lines[0]?.summary).not.toBe(lines[1]?.summary);
    expect(caseTask({ ...shown, ...changed }).summary).not.toBe(lines[0]?.summary);
  });

  test('holds what callers said, each with its day', () => {
    expect(caseTask({ ...shown, heard: [words] }).said).toBe('2026-11-21: It never arrived');
  });

  test('names nobody in its line', () => {
    const { summary } = caseTask({ ...shown, customer: { name: 'Ann Ames' }, heard: [words] });
    expect(summary).not.toMatch(/Ann|arrived/);
  });
});

describe('a decision on what was shown before', () => {
  const evidence = { customer_name: 'Ann', uncategorized_text: 'It was delivered.' };
  const before = aTask({ ...caseTask({ ...shown, draft: evidence }), task: 'du_1' });
  const holds = (changed: object) =>
    isAsShown(before, { ...before, ...caseTask({ ...shown, draft: evidence, ...changed }) });

  test('holds while the same would be submitted, in whatever order it is read', () => {
    expect(holds({ dispute: dispute({ evidence }) })).toBe(true);
    const { customer_name, uncategorized_text } = evidence;
    expect(holds({ draft: { uncategorized_text, customer_name } })).toBe(true);
  });

  test('counts no more once something else would be', () => {
    const others = { ...evidence, uncategorized_text: 'Written in the Dashboard' };
    expect(holds({ dispute: dispute({ evidence: others }) })).toBe(false);
    expect(holds({ draft: { customer_name: 'Ann' } })).toBe(false);
  });
});

test('a case is named by its dispute, and opened once in its life unless it has failed', () => {
  expect(caseWorkflow({ tenant: 'shop', dispute: 'du_1', reference: 'R7K-2MX' })).toMatchObject({
    workflowId: 'dispute/shop/du_1',
    workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY',
  });
});
