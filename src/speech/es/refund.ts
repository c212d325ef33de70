import { ARRIVAL_WORKING_DAYS } from '../../domain/arrival.ts';
import type { Money } from '../../domain/money.ts';
import type { PaymentState, RefundState } from '../../domain/payment.ts';
import type { FinalRefusal } from '../../domain/refund.ts';
import type { SupportReason } from '../../domain/refund-approval.ts';
import { oneByOne } from '../card.ts';
import type { RefundWords, Refused, SpokenRefund } from '../catalogue.ts';
import { terms } from './terms.ts';

const { card, day, money } = terms;

export const needsColleague: Record<SupportReason, string> = {
  inquiry: 'porque su banco nos ha preguntado por este pago',
  currency: 'por la moneda',
  payment_cap: 'por el importe',
  customer_cap: 'por los reembolsos que ha tenido últimamente',
  customer_count: 'por el número de reembolsos que ha tenido últimamente',
  changed_since: 'porque el pago ha cambiado',
  more_than_left: 'porque ya queda menos',
  repeats: 'porque se reembolsó lo mismo',
  refused_by_stripe: 'porque así no se pudo enviar',
};

const became: Record<RefundState, string> = {
  issued: 'fue emitido',
  pending: 'está en trámite y aún sin confirmar, solicitado',
  action_needed: 'requiere un paso más de su parte, solicitado',
  unknown: 'aún se está confirmando, solicitado',
  failed: 'no se pudo realizar, solicitado',
  canceled: 'fue cancelado, solicitado',
};

function earlierRefund({ refund, day: date }: SpokenRefund): string {
  const reference = refund.reference ? `, con la referencia ${oneByOne(refund.reference)}` : '';
  return `un reembolso de ${money(refund.amount)} ${became[refund.state]} el ${day(date)}${reference}`;
}

function beingConfirmed(amount: Money): string {
  return `Gracias. El reembolso de ${money(amount)} se está confirmando, y nos aseguraremos de que se haga una sola vez.`;
}

const made: Record<RefundState, (what: string, amount: Money) => string> = {
  issued: (what) =>
    `Está en camino. He emitido un ${what}. Los bancos suelen mostrarlo en ${ARRIVAL_WORKING_DAYS.least} a ${ARRIVAL_WORKING_DAYS.most} días laborables.`,
  pending: (what) => `Está en trámite. He solicitado un ${what}. Su banco aún no lo ha confirmado.`,
  action_needed: (what) =>
    `Falta un paso de su parte. He solicitado un ${what}. Busque por favor un correo electrónico al respecto.`,
  unknown: (_what, amount) => beingConfirmed(amount),
  failed: () => 'Lo siento. El reembolso no se pudo realizar. Le paso con alguien del equipo.',
  canceled: () => 'Lo siento. El reembolso no se pudo realizar. Le paso con alguien del equipo.',
};

const unpaid: Record<PaymentState, string> = {
  succeeded: 'No puedo reembolsar este pago.',
  authorized: 'Todavía no puedo reembolsar este pago, porque no se ha cobrado.',
  processing: 'Todavía no puedo reembolsar este pago. Su banco aún lo está procesando.',
  action_needed: 'No hay nada que reembolsar. El pago no llegó a completarse, así que no se cobró nada.',
  failed: 'No hay nada que reembolsar. El pago no se pudo realizar, así que no se cobró nada.',
  canceled: 'No hay nada que reembolsar. El pago fue cancelado, así que no se cobró nada.',
};

const refusals: Record<FinalRefusal, (about: Refused) => string> = {
  already_refunded: ({ earlier }) =>
    `No queda nada por reembolsar. ${
      earlier ? `Para este pago, ${earlierRefund(earlier)}.` : 'Este pago ya fue reembolsado por completo.'
    }`,
  not_paid: ({ payment }) => unpaid[payment.payment.state],
  disputed: () =>
    'No puedo reembolsar este pago. Está en disputa con su banco, y el banco decide sobre el dinero.',
  too_old: ({ payment }) =>
    `No puedo reembolsar este pago. Se hizo el ${day(payment.day)}, y ha pasado demasiado tiempo.`,
  partial_not_allowed: () => 'No puedo reembolsar una parte de este pago, solo la totalidad.',
  refused_by_support: () => 'Lo siento. Alguien del equipo lo ha revisado y ha decidido no reembolsarlo.',
  expired: () =>
    'Lo siento. Nadie pudo decidirlo a tiempo, y no se ha cambiado nada. Por favor, vuelva a llamarnos.',
  refused_by_stripe: () => 'Lo siento. Este pago no se puede reembolsar. Le paso con alguien del equipo.',
};

export const refund: RefundWords = {
  askAmount: (max, earlier) => {
    const why = earlier
      ? `Eso es más de lo que queda. Para este pago, ${earlierRefund(earlier)}.`
      : 'No puedo reembolsar ese importe.';
    return `${why} De este pago queda un saldo de ${money(max)}. ¿Cuánto quiere que le reembolse?`;
  },
  confirm: ({ amount, card: to, day: date, partial }) => {
    const goes = to ? ` a su ${card(to)}` : '';
    const of = partial ? `, como parte de su pago del ${day(date)}` : `, por su pago del ${day(date)}`;
    return `Se lo repito. Le reembolsaría ${money(amount)}${goes}${of}. ¿Quiere que lo haga?`;
  },
  confirmAnother: ({ amount, earlier }) =>
    `Solo para asegurarme. Para este pago, ${earlierRefund(earlier)}. ¿Quiere además otro reembolso de ${money(amount)}?`,
  declinedByCaller: () => 'De acuerdo. Ahora no he reembolsado nada.',
  withSupport: (reason) =>
    `Gracias. Alguien del equipo tiene que decidirlo, ${needsColleague[reason]}. Ya he pasado la solicitud.`,
  sending: () => 'Un momento, por favor. Estoy enviando el reembolso a su banco.',
  purpose: (amount) => `reembolsar ${money(amount)}`,
  beingConfirmed,
  issued: ({ state, amount }, to) =>
    made[state](`reembolso de ${money(amount)}${to ? ` a su ${card(to)}` : ''}`, amount),
  already: (earlier) =>
    `Ya lo había solicitado. Para este pago, ${earlierRefund(earlier)}. Ahora no se ha enviado nada más.`,
  refused: (reason, about) => refusals[reason](about),
};
