import type { DisputeOutcome } from '../../domain/payment.ts';
import type { DisputeWords, SpokenDispute } from '../catalogue.ts';
import { terms, toCard } from './terms.ts';

const { day, money } = terms;

const payment = ({ amount, day: date }: SpokenDispute) =>
  `Ihre Zahlung über ${money(amount)} vom ${day(date)}`;

const ended: Record<Exclude<DisputeOutcome, 'open'>, (it: string) => string> = {
  won: (it) =>
    `Das Verfahren um ${it} ist abgeschlossen, und die Bank hat entschieden, dass sie bestehen bleibt.`,
  lost: (it) => `Das Verfahren um ${it} ist abgeschlossen, und die Bank hat zu Ihren Gunsten entschieden.`,
  closed: (it) =>
    `Ihre Bank hatte nach ${it} gefragt. Das ist abgeschlossen, ohne dass sie angefochten wurde.`,
};

export const dispute: DisputeWords = {
  askWhat: () =>
    'Das tut mir leid. Bitte erzählen Sie mir mit Ihren eigenen Worten, was es mit dieser Zahlung auf sich hat.',
  open: (of) =>
    of.stage === 'inquiry'
      ? `Ich sehe es. Ihre Bank hat uns nach ${payment(of)} gefragt und noch nichts entschieden. Was Sie mir gesagt haben, habe ich an das Team weitergegeben, das Ihrer Bank antwortet.`
      : `Ich sehe es. Um ${payment(of)} läuft ein Verfahren bei Ihrer Bank, und die Bank entscheidet über das Geld. Was Sie mir gesagt haben, habe ich an das Team weitergegeben, das sich darum kümmert.`,
  over: (of) => `Ich habe nachgesehen. ${ended[of.outcome](payment(of))}`,
  offerRefund: ({ amount, card: to, day: date }) =>
    `Danke, dass Sie mir das sagen. Ich kann Ihnen ${money(amount)}${to ? ` ${toCard(to)}` : ''} erstatten, für Ihre Zahlung vom ${day(date)}. Möchten Sie das?`,
  withSupport: () =>
    'Danke, dass Sie mir das sagen. Das muss sich jemand aus dem Team ansehen. Ich habe es weitergegeben.',
  subject: () => 'Ihre Zahlung',
  asks: ({ text, reference }) =>
    `Wir kümmern uns um Ihre Zahlung (Referenz ${reference}), und jemand aus dem Team fragt Sie: ${text}`,
  message: (of) =>
    `${ended[of.outcome](payment(of))} Sie haben uns davon erzählt (Referenz ${of.reference}).`,
};
