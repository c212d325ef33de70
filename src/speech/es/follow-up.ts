import type { DeclineReason, RefundNow } from '../../domain/follow-up.ts';
import type { PaymentState, RefundState } from '../../domain/payment.ts';
import type { EarlierKind, FollowUpWords, SpokenRequest } from '../catalogue.ts';
import { disputeOf } from '../payment-facts.ts';
import { type BesideWords, toldBesides } from '../told-besides.ts';
import { toldInFull } from '../told-in-full.ts';
import { discount } from './discount.ts';
import { disputes, paymentConfirmation } from './payment-confirmation.ts';
import { needsColleague } from './refund.ts';
import { subscription } from './subscription.ts';
import { support } from './support.ts';
import { terms } from './terms.ts';

const { day, money, spell } = terms;

const about: Record<EarlierKind, string> = {
  payment_confirmation: 'un pago',
  refund: 'un reembolso',
  subscription: 'una suscripción',
  discount: 'un descuento',
  dispute: 'un pago que usted no reconoce',
};

const declined: Record<DeclineReason, string> = {
  not_paid: 'porque el pago no se había cobrado',
  disputed: 'porque el pago estaba en disputa con su banco',
  already_refunded: 'porque no quedaba nada por reembolsar',
  too_old: 'porque había pasado demasiado tiempo desde el pago',
  partial_not_allowed: 'porque solo se puede reembolsar la totalidad de un pago',
  refused_by_support: 'porque alguien del equipo decidió no hacerlo',
  expired: 'porque nadie pudo decidirlo a tiempo',
  refused_by_stripe: 'porque el pago no se podía reembolsar',
  no_such_payment: 'porque no pude encontrar ese pago entre los suyos',
  ended: 'porque la suscripción había terminado',
  incomplete: 'porque la suscripción no había empezado',
  past_due: 'porque había un pago pendiente de la suscripción',
  on_hold: 'porque la suscripción estaba suspendida',
  ending: 'porque la suscripción iba a terminar',
  scheduled: 'porque ya había cambios previstos en la suscripción',
  not_allowed: 'porque no puedo hacer eso con una suscripción',
  changed_since: 'porque cambió mientras hablábamos',
  being_confirmed: 'porque aún se estaba confirmando otro cambio',
  no_subscription: 'porque no encontré ninguna suscripción suya',
};

const refunds: Record<RefundState, (it: string, on: string) => string> = {
  issued: (it, on) => `${it} fue emitido el ${on}.`,
  pending: (it, on) => `${it} del ${on} está en trámite, pero aún no está confirmado.`,
  action_needed: (it, on) => `${it} del ${on} requiere un paso más de su parte.`,
  unknown: (it, on) => `${it} del ${on} aún se está confirmando.`,
  failed: (it, on) => `${it} del ${on} no se pudo realizar.`,
  canceled: (it, on) => `${it} del ${on} fue cancelado, y no hay dinero en camino.`,
};

const payments: Record<PaymentState, string> = {
  succeeded: 'se realizó correctamente',
  processing: 'todavía lo está procesando su banco',
  action_needed: 'no está completo, porque su banco espera que usted lo confirme',
  authorized: 'está autorizado, pero aún no se ha cobrado',
  failed: 'no se pudo realizar',
  canceled: 'fue cancelado, y no se cobró nada',
};

function became({ became: now, ...asked }: SpokenRequest): string {
  const it = `solicitud del ${day(asked.day)} ${asked.action ? `de ${subscription.purpose(asked.action)}` : `acerca de ${about[asked.intent]}`}`;
  switch (now.kind) {
    case 'refund':
      return refund(now.refund);
    case 'payment':
      return `Su pago de ${money(now.payment.amount)} del ${day(now.day)} ${payments[now.payment.state]}.${disputes[disputeOf(now.payment)]}`;
    case 'code':
      return discount.standing({ terms: now.code.terms, day: now.day }, now.standing);
    case 'answered':
      return asked.subscription
        ? subscription.standing(asked.subscription, true)
        : `Su ${it} fue respondida.`;
    case 'done':
      return `Su ${it} se ha completado${now.overtaken ? ', pero eso ha cambiado desde entonces' : ''}.`;
    case 'deciding':
      return `Alguien del equipo aún tiene que decidir sobre su ${it}${now.reason ? `, ${needsColleague[now.reason]}` : ''}.`;
    case 'being_confirmed':
      return `Su ${it} aún se está confirmando.`;
    case 'declined':
      return `Su ${it} fue rechazada${now.reason ? `, ${declined[now.reason]}` : ''}.`;
    case 'stopped':
      return `Su ${it} se detuvo antes de terminar, y no se cambió nada.`;
    case 'failed':
      return `Su ${it} no se pudo terminar por nuestra parte.`;
    case 'taken_over':
      return `De su ${it} se encargó alguien del equipo.`;
    case 'open':
      return `Su ${it} ${now.waitsFor === 'answer' ? 'sigue abierta, y espera su respuesta' : 'se está tramitando en este momento'}.`;
    case 'unknown':
      return `No puedo ver cómo está su ${it}.`;
  }
}

function refund({ refund: { state, amount }, day: date }: RefundNow): string {
  return refunds[state](`El reembolso de ${money(amount)}`, day(date));
}

const besides: BesideWords = {
  colleague: ' Le paso con alguien del equipo.',
  answerBy: (by) => ` ${support.answerBy(by)}`,
  hasAsked: (text) => ` ${support.hasAsked(text)}`,
  lookForEmail: ' Busque por favor un correo electrónico al respecto.',
  arrives: (by, overdue) =>
    ` ${overdue ? 'Debería haber estado' : 'Debería estar'} en su banco a más tardar el ${day(by)}.`,
  reference: (it) => ` Su banco puede encontrarlo con esta referencia: ${spell(it)}.`,
  askBank: ' Si no lo ve, pregunte por favor a su banco.',
};
const more = toldBesides(besides, refund);
const inFull = toldInFull({ became, more, subscription, discount });
const inWriting = toldBesides(
  {
    ...besides,
    colleague: ' Por favor, vuelva a llamarnos.',
    reference: (it) => ` Su banco puede encontrarlo con esta referencia: ${it}.`,
  },
  refund,
);

export const followUp: FollowUpWords = {
  one: (request) =>
    request.became.kind === 'payment'
      ? `${paymentConfirmation.answer(request.became)}${more(request.became)}`
      : `Lo he consultado. ${inFull(request)}`,
  subject: () => 'Su solicitud',
  written: (request, reference) =>
    `${became(request)}${inWriting(request.became)} Nos lo pidió en una llamada (referencia ${reference}).`,
  several: (newest, hasMore) =>
    `He encontrado varias. ${newest.map(became).join(' ')}${hasMore ? ' También hay otras anteriores.' : ''}`,
  askAnswer: () => '¿Qué puedo decirle de su parte?',
  passedOn: () => 'Gracias. Ya lo he transmitido.',
  nothing: () => 'He buscado. No encuentro nada que nos haya pedido antes.',
  unknownReference: () => 'He buscado. No encuentro nada suyo con esa referencia.',
};
