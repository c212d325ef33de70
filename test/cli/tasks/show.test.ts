import { expect, test } from '@jest/globals';
import type { OpenTask } from '../../../src/cli/tasks/desk.ts';
import { taskTable } from '../../../src/cli/tasks/show.ts';
import { taskInFull } from '../../../src/cli/tasks/show-one.ts';
import { inquiry, payment, refund } from '../../domain/records.ts';

const task: OpenTask = {
  workflowId: 'intent/demo/one',
  task: 'one-1',
  kind: 'approve_refund',
  reason: 'payment_cap',
  summary: 'Refund 350.00 USD of pi_1',
  reference: 'R7K-2MX',
  version: 1,
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

test('tasks are listed with what is to be decided', () => {
  const [heads, row, ...more] = taskTable([task]).split('\n');
  expect(heads).toMatch(/reference +kind +reason +what/);
  expect(row).toMatch(/R7K-2MX +approve refund +payment cap +Refund 350\.00 USD of pi_1/);
  expect(more).toEqual([]);
});

test('under them stands what callers said and what was not carried out, by reference', () => {
  const more = [
    { ...task, said: 'It never arrived' },
    {
      ...task,
      reference: 'AAA-AAA',
      events: [
        {
          at: '2026-11-24T12:00:00.000Z',
          what: 'not_carried_out' as const,
          text: 'No such task is open here.',
        },
      ],
    },
  ];
  expect(taskTable(more).split('\n').slice(3)).toEqual([
    '',
    'Callers said:',
    '  R7K-2MX: “It never arrived”',
    '',
    'Not carried out:',
    '  AAA-AAA: No such task is open here.',
  ]);
});

test('with who holds it, until it runs out, and how many have said yes', () => {
  const by = { id: 'ann', name: 'Ann', role: 'agent' } as const;
  const claim = { by, since: '2026-11-24T12:00:00.000Z', until: '2026-11-24T12:05:00.000Z' };
  const one = { ...task, claim, needed: 2 as const };
  expect(taskTable([one], Date.parse('2026-11-24T12:04:00Z'))).toMatch(
    /20:00 UTC +support +Ann +0 of 2 +one-1$/m,
  );
  expect(taskTable([one], Date.parse('2026-11-24T12:06:00Z'))).toMatch(/20:00 UTC +support +0 of 2 +one-1$/m);
});

test('a terminal obeys nothing of what was said', () => {
  expect(taskTable([{ ...task, said: 'red \u001b[31m and a bell \u0007' }])).toContain(
    '“red [31m and a bell ”',
  );
});

test('one task is shown with all that its decision hangs on', () => {
  const about = {
    payment: payment({ refunds: [refund()], disputes: [inquiry] }),
    rule: 'Of this payment it would be 350.00 USD, above 200.00 USD.',
    effect: 'Refunds 350.00 USD.',
    dispute: {
      ...{ dispute: 'du_1', stage: 'inquiry' as const, status: 'warning_needs_response', submitted: false },
      ...{
        reason: 'fraudulent',
        amount: { value: 100_00, currency: 'usd' },
        dueBy: '2026-12-01T12:00:00.000Z',
      },
      evidence: { uncategorized_text: 'Paid on 2026-11-14.\n\u001b[31mNothing was refunded.' },
    },
  };
  expect(taskInFull({ ...task, version: 3, about }).split('\n')).toEqual([
    'Refund 350.00 USD of pi_1',
    '  reference  R7K-2MX',
    '  version    3',
    '  kind       approve refund',
    '  reason     payment cap',
    '  rule       Of this payment it would be 350.00 USD, above 200.00 USD.',
    '  effect     Refunds 350.00 USD.',
    '  payment    pi_1, 100.00 USD on 2026-11-14 by visa ending in 4242, succeeded',
    '  refund     re_1, 10.00 on 2026-11-22, issued',
    `  disputed   ${inquiry.dispute}, inquiry, open`,
    '  dispute    du_1, inquiry, warning needs response, fraudulent, 100.00 USD, evidence until 2026-12-01 12:00 UTC',
    '  due        2026-11-24 20:00 UTC, in queue support',
    '  verdicts   approve, refuse',
    '  task id    one-1',
    '',
    'Evidence, as it would be submitted:',
    '  uncategorized_text',
    '    Paid on 2026-11-14.',
    '    [31mNothing was refunded.',
  ]);
});
