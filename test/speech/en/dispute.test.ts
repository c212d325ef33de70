import { expect, test } from '@jest/globals';
import { speechIn } from '../../../src/speech/index.ts';
import { chargeback, inquiry, payment, usd } from '../../domain/records.ts';

const { dispute, payment_confirmation: confirmation } = speechIn('en');
const paid = { amount: usd(42_50), day: '2026-11-14' };

test('who disputes a payment is asked what happened, and told that a person looks into it', () => {
  expect(dispute.askWhat()).toBe(
    'I am sorry to hear that. Please tell me in your own words what happened with this payment.',
  );
  expect(dispute.withSupport()).toContain('I have passed it on.');
});

test('a refund is offered with amount, card and day', () => {
  const card = { brand: 'visa', last4: '4242' };
  expect(dispute.offerRefund({ ...paid, card })).toBe(
    'Thank you for telling me. I can refund 42 dollars and 50 cents to your Visa ending in 4 2 4 2, ' +
      'for your payment of November 14th. Would you like that?',
  );
});

test('an inquiry has decided nothing yet; of a chargeback the bank decides', () => {
  expect(dispute.open({ ...paid, stage: 'inquiry' })).toContain('has not decided anything yet');
  expect(dispute.open({ ...paid, stage: 'chargeback' })).toContain('the bank decides about the money');
});

test('what the merchant has lost was decided in the caller’s favour', () => {
  expect(dispute.over({ ...paid, outcome: 'lost' })).toContain('the bank has decided in your favour');
  expect(dispute.over({ ...paid, outcome: 'won' })).toContain('the bank has decided that the payment stands');
  expect(dispute.over({ ...paid, outcome: 'closed' })).toContain('that is closed without a dispute');
});

test('what a person asks is written in their words, with the reference', () => {
  expect(dispute.asks({ text: 'Which shop was it?', reference: 'R7K-2MX' })).toMatch(
    /\(reference R7K-2MX\).*: Which shop was it\?$/,
  );
});

test.each([
  ['an inquiry', [inquiry], /has asked us about it and has not decided anything yet/],
  ['a chargeback', [chargeback], /is being disputed with the bank, and a colleague is looking after it/],
  ['a chargeback beside an inquiry', [inquiry, chargeback], /is being disputed with the bank/],
  ['one that is open beside one that has ended', [{ ...inquiry, outcome: 'closed' }, chargeback], /is being/],
  ['one that was won', [{ ...chargeback, outcome: 'won' }], /which has decided that it stands/],
  ['one that was lost', [{ ...chargeback, outcome: 'lost' }], /which has decided in your favour/],
  ['an inquiry that is closed', [{ ...inquiry, outcome: 'closed' }], /had asked us about it, and that is/],
] as const)('how a payment stands is told with %s', (_, disputes, says) => {
  const of = payment({ disputed: true, disputes });
  expect(confirmation.answer({ payment: of, day: '2026-11-14' })).toMatch(says);
});
