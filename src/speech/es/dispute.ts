import type { DisputeOutcome } from '../../domain/payment.ts';
import type { DisputeWords, SpokenDispute } from '../catalogue.ts';
import { terms } from './terms.ts';

const { card, day, money } = terms;

const payment = ({ amount, day: date }: SpokenDispute) => `su pago de ${money(amount)} del ${day(date)}`;

const ended: Record<Exclude<DisputeOutcome, 'open'>, (it: string) => string> = {
  won: (it) => `La disputa sobre ${it} está cerrada, y el banco ha decidido que el pago se mantiene.`,
  lost: (it) => `La disputa sobre ${it} está cerrada, y el banco ha decidido a su favor.`,
  closed: (it) => `Su banco había preguntado por ${it}, y eso está cerrado sin ninguna disputa.`,
};

export const dispute: DisputeWords = {
  askWhat: () => 'Lamento oírlo. Cuénteme por favor con sus propias palabras qué pasó con este pago.',
  open: (of) =>
    of.stage === 'inquiry'
      ? `Lo veo. Su banco nos ha preguntado por ${payment(of)}, y aún no ha decidido nada. He pasado lo que me ha contado al equipo que responde a su banco.`
      : `Lo veo. Hay una disputa sobre ${payment(of)} en su banco, y el banco decide sobre el dinero. He pasado lo que me ha contado al equipo que se ocupa de ella.`,
  over: (of) => `Lo he consultado. ${ended[of.outcome](payment(of))}`,
  offerRefund: ({ amount, card: to, day: date }) =>
    `Gracias por contármelo. Puedo reembolsarle ${money(amount)}${to ? ` a su ${card(to)}` : ''}, por su pago del ${day(date)}. ¿Quiere que lo haga?`,
  withSupport: () =>
    'Gracias por contármelo. Alguien del equipo tiene que revisarlo. Ya he pasado la solicitud.',
  subject: () => 'Su pago',
  asks: ({ text, reference }) =>
    `Estamos revisando su pago (referencia ${reference}), y alguien del equipo le pregunta: ${text}`,
  refunded: ({ refund, reference, ...of }) =>
    `Hemos enviado un reembolso de ${money(refund)} por ${payment(of)}. Su banco nos había preguntado por él (referencia ${reference}).`,
  message: (of) => `${ended[of.outcome](payment(of))} Usted nos habló de ello (referencia ${of.reference}).`,
};
