import { expect, test } from '@jest/globals';
import { speechIn } from '../../../src/speech/index.ts';
import { payment, usd } from '../../domain/records.ts';
import { everyPaymentState, everyRefundState, refundOf } from '../spoken.ts';

const { stage, payment_confirmation: confirmation, refund } = speechIn('es-MX');
const card = { brand: 'visa', last4: '4242' };
const day = '2026-11-14';
const paid = { payment: payment({ amount: usd(42_50) }), day };

test('who calls is asked politely for what proves it', () => {
  expect(stage.askIdentity(['last4', 'amount'])).toBe(
    'Puedo consultarlo. Para confirmar que es usted, dígame por favor los últimos cuatro dígitos de la tarjeta ' +
      'y el importe exacto del pago.',
  );
  expect(stage.askAgain(['last4', 'amount'], 2)).toContain('Le quedan 2 intentos.');
  expect(stage.askAgain(['last4', 'amount'], 1)).toContain('Este es el último intento.');
});

test('payments are told apart by amount, day and card', () => {
  expect(stage.askWhich([stage.option(paid), stage.earlierPayment()])).toBe(
    'Veo más de un pago. ¿Cuál es, el de 42 dólares con 50 centavos del 14 de noviembre ' +
      'con su Visa terminada en 4 2 4 2 o uno anterior?',
  );
});

test('a refund is read back before anything is done', () => {
  expect(refund.confirm({ amount: usd(42_50), card, day, partial: false })).toBe(
    'Se lo repito. Le reembolsaría 42 dólares con 50 centavos a su Visa terminada en 4 2 4 2, ' +
      'por su pago del 14 de noviembre. ¿Quiere que lo haga?',
  );
});

test('a refund is said to be issued only where it is', () => {
  expect(refund.issued(refundOf('issued'), card)).toBe(
    'Está en camino. He emitido un reembolso de 10 dólares a su Visa terminada en 4 2 4 2. ' +
      'Los bancos suelen mostrarlo en 5 a 10 días laborables.',
  );
  expect(refund.already({ refund: refundOf('issued'), day })).toBe(
    'Ya lo había solicitado. Para este pago, un reembolso de 10 dólares fue emitido el 14 de noviembre, ' +
      'con la referencia R 7 K 2 M X. Ahora no se ha enviado nada más.',
  );
  for (const state of everyRefundState)
    for (const say of [
      refund.issued(refundOf(state), card),
      refund.already({ refund: refundOf(state), day }),
    ])
      expect(/emitido|en camino/.test(say)).toBe(state === 'issued');
});

test('only a payment that succeeded is said to have gone through', () => {
  for (const state of everyPaymentState)
    expect(confirmation.answer({ payment: payment({ state }), day }).includes('correctamente')).toBe(
      state === 'succeeded',
    );
});
