import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { RefusalReason, SupportReason } from '../../src/domain/refund.ts';
import type { IdentityFact } from '../../src/domain/verification.ts';
import { speechIn, spokenLanguages } from '../../src/speech/index.ts';
import { anyAmount, anyCard, anyDay, anyPayment, anyRefund } from './spoken.ts';

const someFacts = fc.subarray<IdentityFact>(['last4', 'amount', 'date', 'postalCode'], { minLength: 1 });
const supportReasons: SupportReason[] = [
  'not_captured',
  'inquiry',
  'currency',
  'payment_cap',
  'customer_cap',
  'customer_count',
];
const refusals: RefusalReason[] = [
  'not_paid',
  'disputed',
  'already_refunded',
  'more_than_left',
  'too_old',
  'partial_not_allowed',
  'refused_by_support',
  'refused_by_stripe',
];

const options = fc.array(anyPayment, { minLength: 1, maxLength: 4 });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

/** Everything that can be said in a language, with any facts. */
function sayings(language: string): Record<string, fc.Arbitrary<string>> {
  const { stage, payment_confirmation: confirmation, refund } = speechIn(language);
  return {
    askContact: fc.constant(stage.askContact()),
    askIdentity: someFacts.map(stage.askIdentity),
    askMore: someFacts.map(stage.askMore),
    askAgain: fc.tuple(someFacts, fc.integer({ min: 1, max: 9 })).map((of) => stage.askAgain(...of)),
    askWhich: options.map((payments) => stage.askWhich(payments.map(stage.option))),
    // No sentence of its own: it is said within the question.
    option: anyPayment.map((payment) => `Is it ${stage.option(payment)}?`),
    notVerified: fc.constant(stage.notVerified()),
    noSuchPayment: fc.constant(stage.noSuchPayment()),
    silence: fc.constant(stage.silence()),
    canceled: fc.constant(stage.canceled()),
    tooManyTurns: fc.constant(stage.tooManyTurns()),
    failed: fc.constant(stage.failed()),
    working: fc.constant(stage.working()),
    notHeard: fc.constant(stage.notHeard()),
    answer: anyPayment.map(confirmation.answer),
    askWait: anyPayment.map(confirmation.askWait),
    waiting: fc.constant(confirmation.waiting()),
    askAmount: fc
      .record({ max: anyAmount, earlier: maybe(anyRefund) })
      .map(({ max, earlier }) => refund.askAmount(max, earlier)),
    earlierPayment: fc.constant(`Is it ${stage.earlierPayment()}?`),
    confirm: fc
      .record({ amount: anyAmount, card: maybe(anyCard), day: anyDay, partial: fc.boolean() })
      .map(refund.confirm),
    confirmAnother: fc.record({ amount: anyAmount, earlier: anyRefund }).map(refund.confirmAnother),
    declinedByCaller: fc.constant(refund.declinedByCaller()),
    withSupport: fc.constantFrom(...supportReasons).map(refund.withSupport),
    sending: fc.constant(refund.sending()),
    beingConfirmed: anyAmount.map(refund.beingConfirmed),
    issued: fc.tuple(anyRefund, maybe(anyCard)).map(([{ refund: made }, card]) => refund.issued(made, card)),
    already: anyRefund.map(refund.already),
    refused: fc
      .tuple(fc.constantFrom(...refusals), fc.record({ payment: anyPayment, earlier: maybe(anyRefund) }))
      .map((of) => refund.refused(...of)),
  };
}

describe.each(spokenLanguages)('in %s', (language) => {
  const all = sayings(language);

  test('every word of the catalogue is tried here', () => {
    const { stage, payment_confirmation, refund } = speechIn(language);
    const names = [stage, payment_confirmation, refund].flatMap((words) => Object.keys(words));
    expect(Object.keys(all).sort()).toEqual(names.sort());
  });

  test.each(Object.keys(all))('%s is one clean line of speech, whatever the facts', (name) => {
    fc.assert(
      fc.property(all[name] ?? fc.constant(''), (say) => {
        expect(say).toMatch(/^[A-Z][^\n\r\t]*[.?]$/);
        expect(say).not.toMatch(/undefined|NaN|null|Infinity|\[object|\$\{|\{\{|<|>|function/);
        expect(say).not.toMatch(/ {2}|\.\.|\.,|,,| [.,?]/);
        // Digits of cards and references are spoken one by one; no id of Stripe's is spoken at all.
        expect(say).not.toMatch(/ending in \d{2}|reference \w{2}/);
        expect(say).not.toMatch(/\b(pi|ch|re|cus|du)_/);
        expect(say.length).toBeLessThan(500);
      }),
      { numRuns: 300 },
    );
  });

  test('nobody is told that they have their money, since a bank has still to show it', () => {
    for (const name of ['issued', 'already', 'beingConfirmed', 'confirmAnother', 'refused'])
      fc.assert(
        fc.property(all[name] ?? fc.constant(''), (say) => {
          expect(say).not.toMatch(
            /you (now )?have (it|the money|received)|is in your account|has arrived|was paid out/i,
          );
        }),
      );
  });
});

test('an option is part of a sentence, and the question that names it is one', () => {
  const { stage } = speechIn('en');
  fc.assert(
    fc.property(options, (payments) => {
      const named = payments.map(stage.option);
      const say = stage.askWhich(named);
      for (const option of named) expect(say).toContain(option);
      expect(say.match(/\?/g)).toHaveLength(1);
    }),
  );
});

test('words are found by the language’s first part, English where there are none', () => {
  expect(speechIn('en-GB')).toBe(speechIn('en'));
  expect(speechIn('tlh')).toBe(speechIn('en'));
  expect(speechIn('')).toBe(speechIn('en'));
});
