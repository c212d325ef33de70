import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { withoutToken } from '../support/agent.ts';
import { bank, disputed, listen, WEBHOOK_SECRET } from '../support/disputes.ts';
import { refundsOf } from '../support/people.ts';
import { personDecides } from '../support/refunds.ts';
import { useTasksCommand } from '../support/tasks-command.ts';
import { testKeyFile, useTeller } from '../support/teller.ts';

// A server of its own: what others leave open there would be in the list.
const teller = useTeller({ ownServer: [], tenants: { demo: { webhookSecrets: [WEBHOOK_SECRET] } } });
const { folder, run, ended, decide, withSupport, visible } = useTasksCommand(teller);

beforeAll(() => listen(teller));

// A process takes seconds to start where a machine is busy: one a test, but where two are the point.
describe('npm run tasks', () => {
  test('list shows what waits for a person', async () => {
    const { who, waiting, task } = await withSupport();
    await visible(waiting);
    const { output } = await ended(run(['list']));
    expect(output).toMatch(
      /^ {2}reference {2,}kind {2,}reason {2,}what {2,}amount {2,}due {2,}queue {2,}claimed by {2,}yes {2,}task id$/m,
    );
    const row = output.split('\n').find((line) => line.includes(task)) ?? '';
    expect(row.trim().split(/ {2,}/)).toEqual([
      waiting.reference,
      'approve refund',
      'payment cap',
      `Refund 350.00 USD of ${who.payment.id}`,
      '350.00 USD',
      expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d UTC$/),
      'support',
      task,
    ]);
    expect(await refundsOf(teller, who)).toEqual([]);
    await teller.agent().cancel(waiting.intentId);
  });

  test('approve has it done and the caller told', async () => {
    const { who, waiting } = await withSupport();
    const { code, output } = await decide(waiting.reference.toLowerCase(), 'approve');
    expect(output).toContain(`Approved: Refund 350.00 USD of ${who.payment.id} (${waiting.reference}).`);
    expect(output).toContain('completed: ');
    expect(code).toBe(0);
    const told = await teller.agent().afterSupport(waiting);
    expect(told).toMatchObject({ status: 'done', outcome: 'completed' });
    expect(told.say).toContain('350 dollars');
    expect(await refundsOf(teller, who)).toMatchObject([{ amount: 350_00 }]);
  });

  test('what was decided already is not open any more', async () => {
    const { who, waiting, task } = await withSupport();
    await personDecides(teller, waiting, 'approve');
    await teller.agent().afterSupport(waiting);
    const late = await decide(task, 'refuse');
    expect(late).toEqual({ code: 2, output: `No task ${task} is open. See npm run tasks -- list.\n` });
    expect(await refundsOf(teller, who)).toHaveLength(1);
  });

  test('less than was asked for can be approved', async () => {
    const { who, waiting, task } = await withSupport();
    const { code, output } = await decide(task, 'approve', '--amount', '120.50');
    expect(output).toContain('Approved, 120.50 USD of it: Refund 350.00 USD');
    expect(code).toBe(0);
    const told = await teller.agent().afterSupport(waiting);
    expect(told).toMatchObject({ outcome: 'completed', facts: { refund: { amount: { value: 120_50 } } } });
    expect(await refundsOf(teller, who)).toMatchObject([{ amount: 120_50 }]);
  });

  test('more than was asked for is not carried out, and the task stays open', async () => {
    const { who, waiting, task } = await withSupport();
    const more = await decide(task, 'approve', '--amount', '350.01');
    expect(more).toEqual({ code: 1, output: 'Not carried out: The amount is more than was asked for.\n' });
    const { body: still } = await teller.agent().look(waiting.intentId);
    expect(withoutToken(still)).toEqual(withoutToken(waiting));
    expect(await refundsOf(teller, who)).toEqual([]);
    await personDecides(teller, waiting, 'refuse');
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

  test('what somebody else holds is not carried out, and says who does and until when', async () => {
    const { who, waiting, task } = await withSupport();
    const held = await ended(run(['claim', task, '--as', 'ann']));
    expect(held.output).toMatch(/^Yours until \d{4}-.*: Refund 350\.00 USD/);
    const late = await decide(task, 'approve', '--as', 'bea');
    expect(late).toMatchObject({
      code: 1,
      output: expect.stringMatching(/^Not carried out: ann has claimed it until/),
    });
    expect(await refundsOf(teller, who)).toEqual([]);
    const done = await decide(task, 'approve', '--as', 'ann');
    expect(done).toMatchObject({ code: 0, output: expect.stringContaining('Approved: Refund') });
    expect(await teller.agent().afterSupport(waiting)).toMatchObject({ outcome: 'completed' });
  });

  test('what has changed since it was shown is not decided on, and is shown as it stands now', async () => {
    const opening = { status: 'warning_needs_response', reason: 'product_not_received' };
    const { who, dispute, task, workflow } = await disputed(teller, opening);
    const { version } = await task();
    const shown = await ended(run(['show', dispute]));
    expect(shown).toMatchObject({ code: 0, output: expect.stringMatching(/^ {2}version {2,}1$/m) });
    expect(shown.output).toMatch(/^ {2}effect {2,}Refund gives the money back, which answers an inquiry; /m);
    expect(shown.output).toMatch(new RegExp(`^ {2}disputed {2,}${dispute}, inquiry, open$`, 'm'));
    expect(shown.output).toContain(`  customer_email_address\n    ${who.email}\n`);

    await bank(teller, dispute, { status: 'needs_response' });
    await task((now) => now.version > version);
    const late = await decide(dispute, 'refund');
    expect(late.output).toMatch(/^Not carried out: What was shown has changed since: look again\.\n\n/);
    expect(late.output).toMatch(/^ {2}version {2,}2$/m);
    expect(late.output).toMatch(new RegExp(`^ {2}disputed {2,}${dispute}, chargeback, open$`, 'm'));
    expect(late.code).toBe(1);
    expect(await refundsOf(teller, who)).toEqual([]);

    const done = await decide(dispute, 'accept', '--version', '2');
    expect(done).toMatchObject({ code: 0, output: expect.stringContaining('Given up: ') });
    expect(await workflow().result()).toMatchObject({ outcome: 'lost' });
  });

  test('a command line that cannot be is told in one line', async () => {
    const { code, output } = await ended(run(['decide', 'R7K-2MX', 'approve']));
    expect(output).toBe('A decision needs its reason: --reason "why".\n');
    expect(code).toBe(2);
  });

  test('a key file that is not there is one line', async () => {
    const noKeys = await ended(run(['list'], { TELLERLINE_KEYS: join(folder(), 'none.json') }));
    expect(noKeys).toMatchObject({
      code: 2,
      output: expect.stringContaining('The key file cannot be read.'),
    });
    expect(noKeys.output.trimEnd()).not.toContain('\n');
  });

  test('a Temporal that does not answer is one line', async () => {
    const noTemporal = await ended(run(['list'], { TEMPORAL_ADDRESS: '127.0.0.1:1' }));
    expect(noTemporal).toEqual({
      code: 2,
      output:
        'Temporal does not answer at 127.0.0.1:1. Run npm start, or say where it is with TEMPORAL_ADDRESS.\n',
    });
  });

  test('a key file that does not fit is told as such', async () => {
    const { waiting } = await withSupport();
    const keys = JSON.parse(testKeyFile) as object;
    const others = join(folder(), 'others.json');
    const payload = Buffer.alloc(32, 'of somebody else').toString('base64');
    writeFileSync(others, JSON.stringify({ ...keys, payload }));
    await visible(waiting);
    const { output } = await ended(run(['list'], { TELLERLINE_KEYS: others }));
    expect(output).toMatch(/^The key file does not fit what Temporal keeps\./);
    await teller.agent().cancel(waiting.intentId);
  });
});
