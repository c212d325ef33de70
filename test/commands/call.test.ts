import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { takeLock } from '../../src/cli/supervision/lock.ts';
import type { Reply } from '../../src/contracts/reply.ts';
import { endPrograms, type Program, runProgram } from '../cli/run-program.ts';
import { withoutToken } from '../support/agent.ts';
import { payer } from '../support/people.ts';
import { subscriber } from '../support/subscribers.ts';
import { useTeller } from '../support/teller.ts';
import { until } from '../support/until.ts';

const teller = useTeller();
afterEach(endPrograms);

const call = (...args: string[]) =>
  runProgram(
    { file: 'src/cli/call.ts' },
    { args: ['--url', teller.url(), '--key', teller.tenant().apiKey, ...args] },
  );
const codeOf = async (program: Program) => (await program.ended).code;
const repliesOf = (program: Program) =>
  program
    .output()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Reply);
const refundsOf = async (payment: string) =>
  (await teller.stripe().refunds.list({ payment_intent: payment })).data;

describe('npm run call', () => {
  test('makes a refund without a person, prints the replies and ends with 0', async () => {
    const { email, payment } = await payer(teller);
    const facts = ['--email', email, '--last4', '4242', '--amount', '42.50'];
    const refund = call('refund', ...facts, '--yes');
    expect(await codeOf(refund)).toBe(0);
    expect(refund.output()).toMatch(/1 asking\n {2}agent {4}.*\n {2}expects {2}identity: 1 of amount/);
    expect(refund.output()).toMatch(/2 asking[\s\S]*expects {2}confirmation: refund, 42\.50 USD, visa 4242/);
    expect(refund.output()).toMatch(/3 done, completed\n {2}agent {4}.*42 dollars and 50 cents/);
    expect(await refundsOf(payment.id)).toHaveLength(1);

    const again = call('refund', ...facts, '--yes');
    expect(await codeOf(again)).toBe(1);
  });

  test('follows up on what was asked in another call, by its reference', async () => {
    const { email } = await payer(teller);
    const facts = ['--email', email, '--last4', '4242', '--amount', '42.50'];
    const refund = call('refund', ...facts, '--yes', '--json');
    expect(await codeOf(refund)).toBe(0);
    const { reference } = repliesOf(refund)[0] as Reply;
    const again = call('follow-up', ...facts, '--reference', reference.toLowerCase());
    expect(await codeOf(again)).toBe(0);
    expect(again.output()).toMatch(/1 done, completed\n {2}agent {4}.*42 dollars and 50 cents was issued on/);
  });

  test('tells how a subscription stands, and needs a terminal for the code that a change takes', async () => {
    const who = await subscriber(teller);
    const facts = ['--email', who.email, '--last4', '4242', '--amount', '42.50'];
    const status = call('subscription', ...facts);
    expect(await codeOf(status)).toBe(0);
    expect(status.output()).toMatch(
      /1 done, completed\n {2}agent {4}.*Gold, at 20 dollars a month, is active/,
    );
    const cancel = call('subscription', ...facts, '--action', 'cancel', '--yes');
    expect(await codeOf(cancel)).toBe(2);
    expect(cancel.output()).toContain('It takes a terminal, since a code comes during the call.');
  });

  test('asks for the discount that was promised', async () => {
    const { email, customer } = await payer(teller);
    const facts = ['--email', email, '--last4', '4242', '--amount', '42.50'];
    const first = call('discount', ...facts, '--promise', 'ten percent off');
    expect(await codeOf(first)).toBe(0);
    expect(first.output()).toMatch(/1 done, completed\n {2}agent {4}I have made a code for you\./);
    const again = call('discount', ...facts, '--promise', 'ten percent off', '--json');
    expect(await codeOf(again)).toBe(0);
    const { data } = await teller.stripe().promotionCodes.list({ customer });
    expect(repliesOf(again).at(-1)?.facts).toMatchObject({ discount: { code: data[0]?.code } });
  });

  test('a yes given beforehand sends no second refund of the same amount', async () => {
    const { email, payment } = await payer(teller);
    const half = ['refund', '--email', email, '--last4', '4242', '--amount', '42.50', '--want', '10'];
    expect(await codeOf(call(...half, '--yes'))).toBe(0);
    const again = call(...half, '--yes');
    expect(await codeOf(again)).toBe(2);
    expect(again.output()).toContain('sent already on');
    expect(again.output()).toContain('It takes --yes --again, or --no.');
    expect(await refundsOf(payment.id)).toHaveLength(1);
  });

  test('ends with 1 on any other outcome', async () => {
    const { email } = await payer(teller);
    const refund = call('refund', '--email', email, '--last4', '4242', '--amount', '42.50', '--no');
    expect(await codeOf(refund)).toBe(1);
    expect(refund.output()).toContain('3 done, abandoned');
  });

  test('with --json prints one reply a line and nothing else', async () => {
    const { email } = await payer(teller);
    const facts = ['--email', email, '--last4', '4242', '--amount', '42.50'];
    const asked = call('payment-confirmation', ...facts, '--json');
    expect(await codeOf(asked)).toBe(0);
    const lines = asked.output().trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { intent: 'payment_confirmation', turn: 1, status: 'done', outcome: 'completed' },
    ]);
  });

  test('says what would have answered, and hangs up, where nothing is given', async () => {
    const { email } = await payer(teller);
    const refund = call('refund', '--email', email, '--last4', '4242', '--json');
    expect(await codeOf(refund)).toBe(2);
    expect(refund.output()).toContain('Nothing more is given to answer that with. It takes --amount.');
    const { intentId } = repliesOf(refund)[0] as Reply;
    await until('the intent has ended', async () => {
      const { body } = await teller.agent().look(intentId);
      return body.outcome === 'abandoned';
    });
  });

  test('tells no fact twice', async () => {
    const { email } = await payer(teller);
    const refund = call('refund', '--email', email, '--last4', '4242', '--amount', '99', '--yes');
    expect(await codeOf(refund)).toBe(2);
    expect(refund.output().match(/caller {3}amount 99/g)).toHaveLength(1);
    expect(refund.output()).toContain('tries left: 2');
  });

  test('asks a person for what is missing, and shows the options by number', async () => {
    const { email, customer } = await payer(teller);
    const stripe = teller.stripe();
    const paid = { amount: 42_50, currency: 'usd', customer, payment_method: 'pm_card_visa', confirm: true };
    await stripe.paymentIntents.create(paid);
    const talk = call('--ask');
    const typed = ['2', email, '4242', '42.50', '7', '1', 'maybe', 'yes'];
    talk.process.stdin?.write(`${typed.join('\n')}\n`);
    expect(await codeOf(talk)).toBe(0);
    expect(talk.output()).toMatch(/expects {2}choice\n +1 {2}\S.*\n +2 {2}\S/);
    expect(talk.output()).toContain('done, completed');
  });

  test('a person may cancel, and may hang up', async () => {
    const { email } = await payer(teller);
    const canceled = call('refund', '--email', email, '--ask');
    canceled.process.stdin?.write('cancel\n');
    expect(await codeOf(canceled)).toBe(1);
    expect(canceled.output()).toContain('done, abandoned');

    const left = call('refund', '--email', email, '--ask');
    left.process.stdin?.end();
    expect(await codeOf(left)).toBe(1);
    expect(left.output()).toContain('Hung up.');
  });

  test('an answer that the API refuses is shown, and asked for again', async () => {
    const { email } = await payer(teller);
    const talk = call('refund', '--email', email, '--ask', '--yes');
    talk.process.stdin?.write('42\n42.50\n4242\n42.50\n');
    expect(await codeOf(talk)).toBe(0);
    expect(talk.output()).toContain('422 The request is not valid.');
    expect(talk.output()).toContain('/answer/identity/last4  Must be four digits.');
  });

  test('waits while support decides, and Ctrl-C hangs up without undoing it', async () => {
    const { email } = await payer(teller, { amount: 350_00 });
    const facts = ['--email', email, '--last4', '4242', '--amount', '350'];
    const refund = call('refund', ...facts, '--yes', '--json');
    await until('it waits', () => repliesOf(refund).at(-1)?.status === 'with_support');
    refund.process.kill('SIGINT');
    expect(await codeOf(refund)).toBe(1);
    const waiting = repliesOf(refund).at(-1) as Reply;
    expect(withoutToken((await teller.agent().look(waiting.intentId)).body)).toEqual(withoutToken(waiting));
    await teller.agent().cancel(waiting.intentId);
  });

  test('a message from the API is shown as it is', async () => {
    const refund = call('refund', '--phone', '4155550101', '--last4', '42x');
    expect(await codeOf(refund)).toBe(2);
    expect(refund.output().split('\n').slice(1)).toEqual([
      '422 The request is not valid. Mend the fields that `errors` names. Nothing was changed.',
      '  /caller/phone  Must be an E.164 number such as +14155550101.',
      '  /details/last4  Must be four digits.',
      '',
    ]);
    const stranger = call('refund', '--email', 'a@example.com', '--key', 'wrong');
    expect(await codeOf(stranger)).toBe(2);
    expect(stranger.output()).toContain('401 The API key is missing or unknown.');
  });

  test('an API that does not answer is one line that says what to do', async () => {
    const refund = call('refund', '--email', 'a@example.com', '--url', 'http://127.0.0.1:1', '--json');
    expect(await codeOf(refund)).toBe(2);
    expect(refund.output()).toBe(
      'The API does not answer at http://127.0.0.1:1. Run npm start, or say where it is with --url.\n',
    );
  });

  test('finds the API of a running npm start by the lock of its data folder', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tellerline-call-'));
    const lock = await takeLock(folder);
    lock.note({ addresses: { api: teller.url() } });
    const args = ['refund', '--key', teller.tenant().apiKey, '--email', 'a@example.com'];
    const refund = runProgram({ file: 'src/cli/call.ts' }, { args, env: { TELLERLINE_DATA: folder } });
    expect(await codeOf(refund)).toBe(2);
    expect(refund.output()).toContain('1 asking');
    lock.release();
    rmSync(folder, { recursive: true });
  });
});
