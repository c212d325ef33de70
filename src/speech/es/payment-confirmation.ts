import type { Payment, PaymentFailure, PaymentState } from '../../domain/payment.ts';
import type { PaymentConfirmationWords, SpokenPayment } from '../catalogue.ts';
import { type DisputesTold, disputeOf, sentBack } from '../payment-facts.ts';
import { terms } from './terms.ts';

const { card, day, money } = terms;

export const failures: Record<PaymentFailure, string> = {
  insufficient_funds: 'porque no había fondos suficientes',
  card_expired: 'porque la tarjeta ha caducado',
  wrong_security_code: 'porque el código de seguridad no era correcto',
  wrong_card_details: 'porque los datos de la tarjeta no eran correctos',
  authentication_failed: 'porque su banco no pudo confirmar que era usted',
  bank_unavailable: 'porque no se pudo contactar con el banco. Puede que funcione si lo intenta otra vez',
  limit_exceeded: 'porque supera un límite de la tarjeta',
  not_supported: 'porque la tarjeta no admite este tipo de pago',
  declined: 'porque su banco lo rechazó. Su banco puede decirle por qué',
  other: 'y su banco puede decirle por qué',
};

export const disputes: Record<DisputesTold, string> = {
  none: '',
  inquiry:
    ' Su banco nos ha preguntado por él y aún no ha decidido nada, y alguien del equipo se ocupa de ello.',
  chargeback: ' Está en disputa con el banco, y alguien del equipo se ocupa de ello.',
  won: ' Estuvo en disputa con el banco, que ha decidido que se mantiene.',
  lost: ' Estuvo en disputa con el banco, que ha decidido a su favor.',
  closed: ' Su banco nos había preguntado por él, y eso está cerrado.',
};

const states: Record<PaymentState, (it: string, payment: Payment) => string> = {
  succeeded: wentThrough,
  processing: (it) => `${it} todavía lo está procesando su banco.`,
  action_needed: (it) => `${it} no está completo. Su banco espera que usted lo confirme.`,
  authorized: (it) => `${it} está autorizado, pero aún no se ha cobrado.`,
  failed: (it, { failure }) => `${it} no se pudo realizar, ${failures[failure ?? 'other']}.`,
  canceled: (it) => `${it} fue cancelado, y no se cobró nada.`,
};

function wentThrough(it: string, payment: Payment): string {
  const back = sentBack(payment);
  if (back === 'all') return `${it} se realizó correctamente y después se reembolsó por completo.`;
  if (back) return `${it} se realizó correctamente, y después se hizo un reembolso de ${money(back)}.`;
  const shown = payment.statementDescriptor;
  return `${it} se realizó correctamente.${shown ? ` En su extracto aparece como ${shown}.` : ''}`;
}

function found({ payment, day: date }: SpokenPayment): string {
  const by = payment.card ? ` con su ${card(payment.card)}` : '';
  const it = `Su pago de ${money(payment.amount)} del ${day(date)}${by}`;
  return `Lo he encontrado. ${states[payment.state](it, payment)}`;
}

export const paymentConfirmation: PaymentConfirmationWords = {
  answer: (spoken) => `${found(spoken)}${disputes[disputeOf(spoken.payment)]}`,
  askWait: (spoken) => `${found(spoken)} ¿Quiere que espere con usted hasta saber más?`,
  waiting: () => 'Gracias por esperar. Sigo esperando a su banco.',
};
