import { expect, test } from '@jest/globals';
import { taskTable } from '../../../src/cli/tasks/task-table.ts';
import { openTask as task } from './open-task.ts';

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
