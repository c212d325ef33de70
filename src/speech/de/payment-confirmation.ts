import type { Payment, PaymentFailure, PaymentState } from '../../domain/payment.ts';
import type { PaymentConfirmationWords, SpokenPayment } from '../catalogue.ts';
import { type DisputesTold, disputeOf, sentBack } from '../payment-facts.ts';
import { terms, withCard } from './terms.ts';

const { day, money } = terms;

export const failures: Record<PaymentFailure, string> = {
  insufficient_funds: 'weil nicht genug Guthaben da war',
  card_expired: 'weil die Karte abgelaufen ist',
  wrong_security_code: 'weil die Prüfziffer nicht stimmte',
  wrong_card_details: 'weil die Kartendaten nicht stimmten',
  authentication_failed: 'weil Ihre Bank nicht bestätigen konnte, dass Sie es waren',
  bank_unavailable: 'weil die Bank nicht erreichbar war. Ein neuer Versuch kann gelingen',
  limit_exceeded: 'weil sie über einem Limit der Karte liegt',
  not_supported: 'weil die Karte für diese Art von Zahlung nicht geht',
  declined: 'weil Ihre Bank sie abgelehnt hat. Ihre Bank kann Ihnen sagen, warum',
  other: 'und Ihre Bank kann Ihnen sagen, warum',
};

export const disputes: Record<DisputesTold, string> = {
  none: '',
  inquiry:
    ' Ihre Bank hat uns danach gefragt und noch nichts entschieden, und jemand aus dem Team kümmert sich darum.',
  chargeback: ' Sie wird bei der Bank angefochten, und jemand aus dem Team kümmert sich darum.',
  won: ' Sie wurde bei der Bank angefochten, und die hat entschieden, dass sie bestehen bleibt.',
  lost: ' Sie wurde bei der Bank angefochten, und die hat zu Ihren Gunsten entschieden.',
  closed: ' Ihre Bank hatte uns danach gefragt, und das ist abgeschlossen.',
};

const states: Record<PaymentState, (it: string, payment: Payment) => string> = {
  succeeded: wentThrough,
  processing: (it) => `${it} wird noch von Ihrer Bank bearbeitet.`,
  action_needed: (it) => `${it} ist nicht abgeschlossen. Ihre Bank wartet auf Ihre Bestätigung.`,
  authorized: (it) => `${it} ist genehmigt, aber noch nicht abgebucht.`,
  failed: (it, { failure }) => `${it} ist nicht durchgegangen, ${failures[failure ?? 'other']}.`,
  canceled: (it) => `${it} wurde storniert, und es wurde nichts abgebucht.`,
};

function wentThrough(it: string, payment: Payment): string {
  const back = sentBack(payment);
  if (back === 'all') return `${it} ist durchgegangen und wurde seitdem vollständig erstattet.`;
  if (back) return `${it} ist durchgegangen, und seitdem gab es eine Erstattung über ${money(back)}.`;
  const shown = payment.statementDescriptor;
  return `${it} ist durchgegangen.${shown ? ` Auf Ihrem Kontoauszug steht sie als ${shown}.` : ''}`;
}

function found({ payment, day: date }: SpokenPayment): string {
  const by = payment.card ? ` ${withCard(payment.card)}` : '';
  const it = `Ihre Zahlung über ${money(payment.amount)} vom ${day(date)}${by}`;
  return `Ich habe sie gefunden. ${states[payment.state](it, payment)}`;
}

export const paymentConfirmation: PaymentConfirmationWords = {
  answer: (spoken) => `${found(spoken)}${disputes[disputeOf(spoken.payment)]}`,
  askWait: (spoken) => `${found(spoken)} Soll ich mit Ihnen warten, bis wir mehr wissen?`,
  waiting: () => 'Danke, dass Sie warten. Ich warte noch auf Ihre Bank.',
};
