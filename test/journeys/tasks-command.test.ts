import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { refundsOf } from '../support/people.ts';
import { useTasksCommand } from '../support/tasks-command.ts';
import { testKeyFile, useTeller } from '../support/teller.ts';
import { until } from '../support/until.ts';

const teller = useTeller();
const { folder, run, ended, decide, withSupport } = useTasksCommand(teller);

describe('npm run tasks', () => {
  test('list shows what waits for a person, and approve has it done and the caller told', async () => {
    const { who, waiting, task } = await withSupport();
    let listed = await ended(run(['list']));
    await until('it is listed', async () => {
      if (!listed.output.includes(task)) listed = await ended(run(['list']));
      return listed.output.includes(task);
    });
    expect(listed.output).toMatch(
      /^ {2}reference {2,}kind {2,}reason {2,}what {2,}amount {2,}since {2,}task id$/m,
    );
    const row = listed.output.split('\n').find((line) => line.includes(task)) ?? '';
    expect(row.trim().split(/ {2,}/)).toEqual([
      waiting.reference,
      'approve refund',
      'payment cap',
      `Refund 350.00 USD of ${who.payment.id}`,
      '350.00 USD',
      expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d UTC$/),
      task,
    ]);
    expect(await refundsOf(teller, who)).toEqual([]);

    const { code, output } = await decide(waiting.reference.toLowerCase(), 'approve');
    expect(output).toContain(`Approved: Refund 350.00 USD of ${who.payment.id} (${waiting.reference}).`);
    expect(output).toContain('completed: ');
    expect(code).toBe(0);
    const told = await teller.agent().afterSupport(waiting);
    expect(told).toMatchObject({ status: 'done', outcome: 'completed' });
    expect(told.say).toContain('350 dollars');
    expect(await refundsOf(teller, who)).toMatchObject([{ amount: 350_00 }]);

    const late = await decide(task, 'refuse');
    expect(late).toEqual({ code: 2, output: `No task ${task} is open. See npm run tasks -- list.\n` });
  });

  test('less than was asked for can be approved, and more cannot', async () => {
    const { who, waiting, task } = await withSupport();
    const more = await decide(task, 'approve', '--amount', '350.01');
    expect(more).toEqual({ code: 1, output: 'Not carried out: The amount is more than was asked for.\n' });
    const { code, output } = await decide(task, 'approve', '--amount', '120.50');
    expect(output).toContain('Approved, 120.50 USD of it: Refund 350.00 USD');
    expect(code).toBe(0);
    const told = await teller.agent().afterSupport(waiting);
    expect(told).toMatchObject({ outcome: 'completed', facts: { refund: { amount: { value: 120_50 } } } });
    expect(await refundsOf(teller, who)).toMatchObject([{ amount: 120_50 }]);
  });

  test('refuse ends the intent as declined and moves nothing', async () => {
    const { who, waiting, task } = await withSupport();
    const { code, output } = await decide(task, 'refuse');
    expect(output).toContain('Refused: Refund 350.00 USD');
    expect(output).toContain('declined: ');
    expect(code).toBe(0);
    const told = await teller.agent().afterSupport(waiting);
    expect(told).toMatchObject({ outcome: 'declined', facts: { reason: 'refused_by_support' } });
    expect(await refundsOf(teller, who)).toEqual([]);
  });

  test.each([
    ['no verdict', ['decide', 'R7K-2MX', '--reason', 'x'], 'The verdict is approve or refuse.'],
    ['no reason', ['decide', 'R7K-2MX', 'approve'], 'A decision needs its reason: --reason "why".'],
    [
      'a refused amount',
      ['decide', 'R', 'refuse', '--reason', 'x', '--amount', '1'],
      '--amount goes with approve',
    ],
    ['no command of ours', ['approve'], 'Say list, or decide with a reference, then approve or refuse.'],
  ])('%s is told in one line', async (_, args, line) => {
    const { code, output } = await ended(run(args));
    expect(output).toContain(line);
    expect(output.trimEnd()).not.toContain('\n');
    expect(code).toBe(2);
  });

  test('what it needs and does not find is one line', async () => {
    const noKeys = await ended(run(['list'], { TELLERLINE_KEYS: join(folder(), 'none.json') }));
    expect(noKeys).toMatchObject({
      code: 2,
      output: expect.stringContaining('The key file cannot be read.'),
    });
    const noTemporal = await ended(run(['list'], { TEMPORAL_ADDRESS: '127.0.0.1:1' }));
    expect(noTemporal).toEqual({
      code: 2,
      output:
        'Temporal does not answer at 127.0.0.1:1. Run npm start, or say where it is with TEMPORAL_ADDRESS.\n',
    });
    const { waiting } = await withSupport();
    const keys = JSON.parse(testKeyFile) as object;
    const others = join(folder(), 'others.json');
    writeFileSync(
      others,
      JSON.stringify({ ...keys, payload: Buffer.alloc(32, 'of somebody else').toString('base64') }),
    );
    await until('its task is visible', async () => {
      const { output } = await ended(run(['list'], { TELLERLINE_KEYS: others }));
      return output.startsWith('The key file does not fit what Temporal keeps.');
    });
    await teller.agent().cancel(waiting.intentId);
  });
});
