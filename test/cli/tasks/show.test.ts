import { expect, test } from '@jest/globals';
import { taskInFull } from '../../../src/cli/tasks/show.ts';
import { inquiry, payment, refund } from '../../domain/records.ts';
import { openTask as task } from './open-task.ts';

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

test('with who holds it, who has said yes to how much, and all that was said since', () => {
  const ann = { id: 'ann', name: 'Ann', role: 'agent' } as const;
  const at = '2026-11-24T12:00:00.000Z';
  const more = {
    claim: { by: { ...ann, name: 'Ben' }, since: at, until: '2026-11-24T12:05:00.000Z' },
    needed: 2 as const,
    votes: [{ by: ann, at, reason: 'Fair', amount: { value: 300_00, currency: 'usd' } }],
    events: [
      { at, what: 'opened' as const },
      {
        at,
        what: 'approved_once' as const,
        by: ann,
        text: 'Fair',
        amount: { value: 300_00, currency: 'usd' },
      },
      { at, what: 'caller_said' as const, text: 'It is broken.\n\u001b[31mI have a photo.' },
    ],
  };
  const shown = taskInFull({ ...task, ...more }, Date.parse('2026-11-24T12:04:00Z')).split('\n');
  expect(shown.slice(6)).toEqual([
    '  claimed by  Ben until 2026-11-24 12:05 UTC',
    '  yes         1 of 2, Ann to 300.00 USD',
    '  verdicts    approve, refuse',
    '  task id     one-1',
    '',
    'What was said and noted:',
    '  2026-11-24 12:00 UTC, approved once by Ann, 300.00 USD',
    '    Fair',
    '  2026-11-24 12:00 UTC, caller said',
    '    It is broken.',
    '    [31mI have a photo.',
  ]);
  expect(taskInFull({ ...task, ...more }, Date.parse('2026-11-24T12:06:00Z'))).not.toContain('Ben');
});

test('and in which currency a yes names the amount, where none was asked for', () => {
  expect(taskInFull({ ...task, amountIn: 'eur' })).toMatch(/^ {2}amount +a yes names it, in EUR$/m);
});
