import { describe, expect, test } from '@jest/globals';
import type { Became } from '../../src/domain/follow-up.ts';
import { speechIn } from '../../src/speech/index.ts';
import { usd } from '../domain/records.ts';
import { everyRefundState, refundOf } from './spoken.ts';

const day = '2026-11-24';
const asked = (became: Became) => ({ intent: 'refund' as const, day, became });

function made(state: Parameters<typeof refundOf>[0]): Became {
  const refund = refundOf(state, { amount: usd(42_50), bankReference: '74208301' });
  const arrival = state === 'issued' ? { arrivesBy: '2026-12-08' } : {};
  return { kind: 'refund', refund: { refund, day, ...arrival, overdue: false } };
}

describe.each([
  [
    'es',
    'Lo he consultado. El reembolso de 42 dólares con 50 centavos fue emitido el 24 de noviembre. Debería estar en su ' +
      'banco a más tardar el 8 de diciembre. Su banco puede encontrarlo con esta referencia: 7, 4, 2, 0. 8, 3, 0, 1.',
    'Alguien del equipo aún tiene que decidir sobre su solicitud del 24 de noviembre acerca de un reembolso, por el importe.',
    'fue rechazada, porque alguien del equipo decidió no hacerlo.',
    /emitido/,
  ],
  [
    'fr',
    'J’ai vérifié. Le remboursement de 42 dollars et 50 cents a été émis le 24 novembre. Il devrait être auprès de votre ' +
      'banque au plus tard le 8 décembre. Votre banque peut le retrouver avec cette référence: 7, 4, 2, 0. 8, 3, 0, 1.',
    'Quelqu’un de l’équipe doit encore décider de votre demande du 24 novembre concernant un remboursement, en raison du montant.',
    'a été refusée, car quelqu’un de l’équipe a décidé de ne pas le faire.',
    /émis/,
  ],
  [
    'de',
    'Ich habe nachgesehen. Die Erstattung über 42 Dollar und 50 Cent wurde am 24. November veranlasst. Sie sollte bis zum ' +
      '8. Dezember bei Ihrer Bank sein. Ihre Bank findet sie unter dieser Referenz: 7, 4, 2, 0. 8, 3, 0, 1.',
    'Über Ihre Anfrage vom 24. November zu einer Erstattung muss noch jemand aus dem Team entscheiden, wegen des Betrags.',
    'wurde abgelehnt, weil sich jemand aus dem Team dagegen entschieden hat.',
    /veranlasst/,
  ],
])('in %s', (language, issued, deciding, declined, whereIssued) => {
  const { follow_up: followUp } = speechIn(language);

  test('a refund is told with its day, its arrival and the bank’s reference number', () => {
    expect(followUp.one(asked(made('issued')))).toBe(issued);
  });

  test('a refund is said to be issued only where it is', () => {
    for (const state of everyRefundState)
      expect([state, whereIssued.test(followUp.one(asked(made(state))))]).toEqual([
        state,
        state === 'issued',
      ]);
  });

  test('a person’s decision is told, and that it is awaited', () => {
    expect(followUp.one(asked({ kind: 'deciding', reason: 'payment_cap' }))).toContain(deciding);
    expect(followUp.one(asked({ kind: 'declined', reason: 'refused_by_support' }))).toContain(declined);
  });
});
