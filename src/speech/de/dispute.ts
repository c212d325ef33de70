import type { DisputeOutcome } from '../../domain/payment.ts';
import type { DisputeWords, SpokenDispute } from '../catalogue.ts';
import { terms, toCard } from './terms.ts';

const { day, money } = terms;

const of = ({ amount, day: date }: SpokenDispute) => `Zahlung über ${money(amount)} vom ${day(date)}`;
const payment = (spoken: SpokenDispute) => `Ihre ${of(spoken)}`;
const toPayment = (spoken: SpokenDispute) => `Ihrer ${of(spoken)}`;

const ended: Record<Exclude<DisputeOutcome, 'open'>, (spoken: SpokenDispute) => string> = {
  won: (spoken) =>
    `Das Verfahren um ${payment(spoken)} ist abgeschlossen, und die Bank hat entschieden, dass sie bestehen bleibt.`,
  lost: (spoken) =>
    `Das Verfahren um ${payment(spoken)} ist abgeschlossen, und die Bank hat zu Ihren Gunsten entschieden.`,
  closed: (spoken) =>
    `Ihre Bank hatte nach ${toPayment(spoken)} gefragt. Das ist abgeschlossen, ohne dass sie angefochten wurde.`,
};

export const dispute: DisputeWords = {
  askWhat: () =>
    'Das tut mir leid. Bitte erzählen Sie mir mit Ihren eigenen Worten, was es mit dieser Zahlung auf sich hat.',
  open: (spoken) =>
    spoken.stage === 'inquiry'
      ? `Ich sehe es. Ihre Bank hat uns nach ${toPayment(spoken)} gefragt und noch nichts entschieden. Was Sie mir gesagt haben, habe ich an das Team weitergegeben, das Ihrer Bank antwortet.`
      : `Ich sehe es. Um ${payment(spoken)} läuft ein Verfahren bei Ihrer Bank, und die Bank entscheidet über das Geld. Was Sie mir gesagt haben, habe ich an das Team weitergegeben, das sich darum kümmert.`,
  over: (spoken) => `Ich habe nachgesehen. ${ended[spoken.outcome](spoken)}`,
  offerRefund: ({ amount, card: to, day: date }) =>
    `Danke, dass Sie mir das sagen. Ich kann Ihnen ${money(amount)}${to ? ` ${toCard(to)}` : ''} erstatten, für Ihre Zahlung vom ${day(date)}. Möchten Sie das?`,
  withSupport: () =>
    'Danke, dass Sie mir das sagen. Das muss sich jemand aus dem Team ansehen. Ich habe es weitergegeben.',
  subject: () => 'Ihre Zahlung',
  asks: ({ text, reference }) =>
    `Wir kümmern uns um Ihre Zahlung (Referenz ${reference}), und jemand aus dem Team fragt Sie: ${text}`,
  refunded: ({ refund, reference, ...spoken }) =>
    `Wir haben Ihnen ${money(refund)} zu ${toPayment(spoken)} erstattet. Ihre Bank hatte danach gefragt (Referenz ${reference}).`,
  message: (spoken) =>
    `${ended[spoken.outcome](spoken)} Sie haben uns davon erzählt (Referenz ${spoken.reference}).`,
};
