import type { Payment, PaymentFailure, PaymentState } from '../../domain/payment.ts';
import type { PaymentConfirmationWords, SpokenPayment } from '../catalogue.ts';
import { type DisputesTold, disputeOf, sentBack } from '../payment-facts.ts';
import { terms } from './terms.ts';

const { card, day, money } = terms;

export const failures: Record<PaymentFailure, string> = {
  insufficient_funds: 'car les fonds étaient insuffisants',
  card_expired: 'car la carte a expiré',
  wrong_security_code: 'car le code de sécurité n’était pas le bon',
  wrong_card_details: 'car les données de la carte n’étaient pas exactes',
  authentication_failed: 'car votre banque n’a pas pu confirmer que c’était bien vous',
  bank_unavailable: 'car la banque n’était pas joignable. Un nouvel essai peut réussir',
  limit_exceeded: 'car il dépasse une limite de la carte',
  not_supported: 'car la carte ne permet pas ce type de paiement',
  declined: 'car votre banque l’a refusé. Votre banque peut vous dire pourquoi',
  other: 'et votre banque peut vous dire pourquoi',
};

export const disputes: Record<DisputesTold, string> = {
  none: '',
  inquiry:
    ' Votre banque nous a interrogés à son sujet et n’a encore rien décidé, et quelqu’un de l’équipe s’en occupe.',
  chargeback: ' Il est contesté auprès de la banque, et quelqu’un de l’équipe s’en occupe.',
  won: ' Il a été contesté auprès de la banque, qui a décidé qu’il est maintenu.',
  lost: ' Il a été contesté auprès de la banque, qui a décidé en votre faveur.',
  closed: ' Votre banque nous avait interrogés à son sujet, et c’est clos.',
};

const states: Record<PaymentState, (it: string, payment: Payment) => string> = {
  succeeded: wentThrough,
  processing: (it) => `${it} est encore en cours de traitement par votre banque.`,
  action_needed: (it) => `${it} n’est pas terminé. Votre banque attend que vous le confirmiez.`,
  authorized: (it) => `${it} est autorisé, mais n’a pas encore été débité.`,
  failed: (it, { failure }) => `${it} n’a pas abouti, ${failures[failure ?? 'other']}.`,
  canceled: (it) => `${it} a été annulé, et rien n’a été débité.`,
};

function wentThrough(it: string, payment: Payment): string {
  const back = sentBack(payment);
  if (back === 'all') return `${it} a bien été effectué, et il a depuis été remboursé en totalité.`;
  if (back) return `${it} a bien été effectué, et il a depuis été remboursé à hauteur de ${money(back)}.`;
  const shown = payment.statementDescriptor;
  return `${it} a bien été effectué.${shown ? ` Il figure sur votre relevé sous le nom ${shown}.` : ''}`;
}

function found({ payment, day: date }: SpokenPayment): string {
  const by = payment.card ? ` avec votre ${card(payment.card)}` : '';
  const it = `Votre paiement de ${money(payment.amount)} du ${day(date)}${by}`;
  return `Je l’ai trouvé. ${states[payment.state](it, payment)}`;
}

export const paymentConfirmation: PaymentConfirmationWords = {
  answer: (spoken) => `${found(spoken)}${disputes[disputeOf(spoken.payment)]}`,
  askWait: (spoken) => `${found(spoken)} Voulez-vous que j’attende avec vous d’en savoir plus?`,
  waiting: () => 'Merci de patienter. J’attends toujours votre banque.',
};
