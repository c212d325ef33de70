import { expect, test } from '@jest/globals';
import { speechIn } from '../../../src/speech/index.ts';
import { payment, usd } from '../../domain/records.ts';
import { everyPaymentState, everyRefundState, refundOf } from '../spoken.ts';

const { stage, payment_confirmation: confirmation, refund } = speechIn('fr-CA');
const card = { brand: 'visa', last4: '4242' };
const day = '2026-11-14';
const paid = { payment: payment({ amount: usd(42_50) }), day };

test('who calls is asked politely for what proves it', () => {
  expect(stage.askIdentity(['last4', 'amount'])).toBe(
    'Je peux vérifier cela. Pour m’assurer que c’est bien vous, veuillez me donner les quatre derniers chiffres ' +
      'de la carte et le montant exact du paiement.',
  );
  expect(stage.askAgain(['last4', 'amount'], 2)).toContain('Il vous reste 2 essais.');
  expect(stage.askAgain(['last4', 'amount'], 1)).toContain('C’est le dernier essai.');
});

test('payments are told apart by amount, day and card', () => {
  expect(stage.askWhich([stage.option(paid), stage.earlierPayment()])).toBe(
    'Je vois plusieurs paiements. Lequel est-ce, celui de 42 dollars et 50 cents du 14 novembre ' +
      'avec votre Visa se terminant par 4 2 4 2 ou un paiement antérieur?',
  );
});

test('a refund is read back before anything is done', () => {
  expect(refund.confirm({ amount: usd(42_50), card, day, partial: false })).toBe(
    'Je récapitule. Je rembourserais 42 dollars et 50 cents vers votre Visa se terminant par 4 2 4 2, ' +
      'pour votre paiement du 14 novembre. Voulez-vous que je le fasse?',
  );
});

test('a refund is said to be issued only where it is', () => {
  expect(refund.issued(refundOf('issued'), card)).toBe(
    'Il est en route. J’ai émis un remboursement de 10 dollars vers votre Visa se terminant par 4 2 4 2. ' +
      'Les banques l’affichent en général sous 5 à 10 jours ouvrés.',
  );
  expect(refund.already({ refund: refundOf('issued'), day })).toBe(
    'Vous l’avez déjà demandé. Pour ce paiement, un remboursement de 10 dollars a été émis le 14 novembre, ' +
      'sous la référence R 7 K 2 M X. Rien de plus n’a été envoyé cette fois.',
  );
  for (const state of everyRefundState)
    for (const say of [
      refund.issued(refundOf(state), card),
      refund.already({ refund: refundOf(state), day }),
    ])
      expect(/émis|en route/.test(say)).toBe(state === 'issued');
});

test('only a payment that succeeded is said to have gone through', () => {
  for (const state of everyPaymentState)
    expect(confirmation.answer({ payment: payment({ state }), day }).includes('a bien été effectué')).toBe(
      state === 'succeeded',
    );
});
