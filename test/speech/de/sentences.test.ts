import { expect, test } from '@jest/globals';
import { speechIn } from '../../../src/speech/index.ts';
import { payment, usd } from '../../domain/records.ts';
import { everyPaymentState, everyRefundState, refundOf } from '../spoken.ts';

const { stage, payment_confirmation: confirmation, refund } = speechIn('de-AT');
const card = { brand: 'visa', last4: '4242' };
const day = '2026-11-14';
const paid = { payment: payment({ amount: usd(42_50) }), day };

test('who calls is asked politely for what proves it', () => {
  expect(stage.askIdentity(['last4', 'amount'])).toBe(
    'Das kann ich nachsehen. Damit ich sicher bin, dass Sie es sind, nennen Sie mir bitte die letzten vier Ziffern ' +
      'der Karte und den genauen Betrag der Zahlung.',
  );
  expect(stage.askAgain(['last4', 'amount'], 2)).toContain('Sie haben noch 2 Versuche.');
  expect(stage.askAgain(['last4', 'amount'], 1)).toContain('Das ist der letzte Versuch.');
});

test('payments are told apart by amount, day and card', () => {
  expect(stage.askWhich([stage.option(paid), stage.earlierPayment()])).toBe(
    'Ich sehe mehr als eine Zahlung. Welche meinen Sie, die über 42 Dollar und 50 Cent vom 14. November ' +
      'mit Ihrer Visa-Karte mit den Endziffern 4 2 4 2 oder eine frühere?',
  );
});

test('a refund is read back before anything is done', () => {
  expect(refund.confirm({ amount: usd(42_50), card, day, partial: false })).toBe(
    'Ich wiederhole das kurz. Ich würde 42 Dollar und 50 Cent auf Ihre Visa-Karte mit den Endziffern 4 2 4 2 ' +
      'erstatten, für Ihre Zahlung vom 14. November. Soll ich das tun?',
  );
});

test('a refund is said to be issued only where it is', () => {
  expect(refund.issued(refundOf('issued'), card)).toBe(
    'Sie ist unterwegs. Ich habe eine Erstattung über 10 Dollar auf Ihre Visa-Karte mit den Endziffern 4 2 4 2 ' +
      'veranlasst. Banken zeigen sie meist innerhalb von 5 bis 10 Werktagen.',
  );
  expect(refund.already({ refund: refundOf('issued'), day })).toBe(
    'Das haben Sie schon beantragt. Zu dieser Zahlung wurde am 14. November eine Erstattung über 10 Dollar ' +
      'veranlasst, mit der Referenz R 7 K 2 M X. Jetzt wurde nichts weiter gesendet.',
  );
  for (const state of everyRefundState)
    for (const say of [
      refund.issued(refundOf(state), card),
      refund.already({ refund: refundOf(state), day }),
    ])
      expect(/veranlasst|unterwegs/.test(say)).toBe(state === 'issued');
});

test('only a payment that succeeded is said to have gone through', () => {
  for (const state of everyPaymentState)
    expect(/(?<!nicht )durchgegangen/.test(confirmation.answer({ payment: payment({ state }), day }))).toBe(
      state === 'succeeded',
    );
});
