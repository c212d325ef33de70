import { describe, expect, test } from '@jest/globals';
import { answerFrom, optionsFor } from '../../src/cli/call/answering.ts';
import { readOptions, startBody } from '../../src/cli/call/options.ts';
import { WrongUsage } from '../../src/cli/wrong-usage.ts';
import type { Expectation } from '../../src/contracts/expectation.ts';

const options = (line: string) => readOptions(line.split(' ').filter(Boolean));

describe('the command line of a call', () => {
  test('names the intent, with hyphens or underscores', () => {
    expect(options('payment-confirmation').intent).toBe('payment_confirmation');
    expect(options('payment_confirmation').intent).toBe('payment_confirmation');
    expect(options('').intent).toBeUndefined();
  });

  test('of a refund: --want is the amount that is wanted back, --amount a fact that is told when asked', () => {
    const given = options('refund --email a@b.co --last4 4242 --amount 42.50 --want 12.50 --reason late');
    expect(startBody('refund', given)).toEqual({
      intent: 'refund',
      caller: { email: 'a@b.co' },
      details: { amount: '12.50', last4: '4242', reason: 'late' },
    });
  });

  test('of another intent: --amount is a hint from the start', () => {
    const given = options('payment-confirmation --phone +14155550101 --amount 18.00 --date 2026-11-02');
    expect(startBody('payment_confirmation', given)).toEqual({
      intent: 'payment_confirmation',
      caller: { phone: '+14155550101' },
      details: { amount: '18.00', date: '2026-11-02' },
    });
  });

  test('of a follow-up: the reference is told from the start', () => {
    const given = options('follow-up --email a@b.co --reference r7k2mx');
    expect(startBody('follow_up', given)).toEqual({
      intent: 'follow_up',
      caller: { email: 'a@b.co' },
      details: { reference: 'r7k2mx' },
    });
  });

  test('of a subscription: the action is told from the start', () => {
    const given = options('subscription --email a@b.co --action cancel_now');
    expect(startBody('subscription', given)).toEqual({
      intent: 'subscription',
      caller: { email: 'a@b.co' },
      details: { action: 'cancel_now' },
    });
  });

  test.each([
    ['an unknown intent', 'fly', 'There is no intent fly: it is one of payment_confirmation, refund, '],
    ['two intents', 'refund refund', 'One intent at a time, not refund and refund.'],
    ['yes and no', 'refund --yes --no', 'Either --yes or --no.'],
    ['an unknown option', 'refund --last5 4242', "Unknown option '--last5'. See npm run call -- --help."],
    ['--want elsewhere', 'payment-confirmation --want 5', '--want is for a refund'],
  ])('refuses %s in one line', (_, line, said) => {
    expect(() => options(line)).toThrow(WrongUsage);
    expect(() => options(line)).toThrow(said);
  });
});

describe('what answers a question', () => {
  const identity: Expectation = { kind: 'identity', accepts: ['amount'], needed: 1, triesLeft: 3 };
  const choice: Expectation = {
    kind: 'choice',
    options: [
      { id: 'pi_1', say: 'the first', facts: {} },
      { id: 'pi_2', say: 'the second', facts: {} },
    ],
  };
  const confirm: Expectation = { kind: 'confirmation', about: { action: 'refund' } };
  const amount = { value: 10_00, currency: 'usd' };
  const repeats = { refund: 're_1', amount, date: '2026-11-02' };
  const another: Expectation = { kind: 'confirmation', about: { action: 'refund', repeats } };
  const max: Expectation = { kind: 'amount', max: amount };

  test.each<[string, string, Expectation, unknown]>([
    [
      'a contact',
      '--email a@b.co',
      { kind: 'contact', accepts: ['email'] },
      { contact: { email: 'a@b.co' } },
    ],
    ['only accepted facts', '--last4 4242 --amount 5', identity, { identity: { amount: '5' } }],
    ['no facts', '--last4 4242', identity, undefined],
    ['an option by its number', '--choice 2', choice, { choice: 'pi_2' }],
    ['an option by its id', '--choice pi_1', choice, { choice: 'pi_1' }],
    ['no such option', '--choice 3', choice, undefined],
    ['yes', '--yes', confirm, { confirm: true }],
    ['no', '--no', confirm, { confirm: false }],
    ['nothing', '', confirm, undefined],
    ['an amount', '--want 5', max, { amount: '5' }],
    ['a reason', '--reason late', { kind: 'text', about: 'reason' }, { text: 'late' }],
  ])('%s', (_, line, expects, answer) => {
    expect(answerFrom(options(`refund ${line}`), expects)).toEqual(answer);
  });

  test('a yes that was given before is none to sending the same money again', () => {
    expect(answerFrom(options('refund --yes'), another)).toBeUndefined();
    expect(answerFrom(options('refund --yes --again'), another)).toEqual({ confirm: true });
    expect(answerFrom(options('refund --no'), another)).toEqual({ confirm: false });
    expect(optionsFor(another)).toBe('--yes --again, or --no');
  });
});
