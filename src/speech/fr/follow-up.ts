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
  payment_confirmation: 'un paiement',
  refund: 'un remboursement',
  subscription: 'un abonnement',
  discount: 'une remise',
  dispute: 'un paiement que vous contestez',
};

const declined: Record<DeclineReason, string> = {
  not_paid: 'car le paiement n’avait pas été débité',
  disputed: 'car le paiement était contesté auprès de votre banque',
  already_refunded: 'car il ne restait rien à rembourser',
  too_old: 'car le paiement était trop ancien',
  partial_not_allowed: 'car seule la totalité d’un paiement peut être remboursée',
  refused_by_support: 'car quelqu’un de l’équipe a décidé de ne pas le faire',
  expired: 'car personne n’a pu décider à temps',
  refused_by_stripe: 'car le paiement ne pouvait pas être remboursé',
  no_such_payment: 'car je n’ai pas trouvé ce paiement parmi les vôtres',
  ended: 'car l’abonnement avait pris fin',
  incomplete: 'car l’abonnement n’avait pas commencé',
  past_due: 'car un paiement de l’abonnement était en attente',
  on_hold: 'car l’abonnement était suspendu',
  ending: 'car l’abonnement allait prendre fin',
  scheduled: 'car des changements de l’abonnement étaient déjà prévus',
  not_allowed: 'car je ne peux pas faire cela avec un abonnement',
  changed_since: 'car il a changé pendant notre conversation',
  being_confirmed: 'car un autre changement était encore en cours de confirmation',
  no_subscription: 'car je n’ai trouvé aucun abonnement à vous',
};

const refunds: Record<RefundState, (it: string, on: string) => string> = {
  issued: (it, on) => `${it} a été émis le ${on}.`,
  pending: (it, on) => `${it} du ${on} est en cours, mais il n’est pas encore confirmé.`,
  action_needed: (it, on) => `${it} du ${on} attend encore une étape de votre part.`,
  unknown: (it, on) => `${it} du ${on} est encore en cours de confirmation.`,
  failed: (it, on) => `${it} du ${on} n’a pas abouti.`,
  canceled: (it, on) => `${it} du ${on} a été annulé, et aucun argent n’est en route.`,
};

const payments: Record<PaymentState, string> = {
  succeeded: 'a bien été effectué',
  processing: 'est encore en cours de traitement par votre banque',
  action_needed: 'n’est pas terminé, car votre banque attend que vous le confirmiez',
  authorized: 'est autorisé, mais n’a pas encore été débité',
  failed: 'n’a pas abouti',
  canceled: 'a été annulé, et rien n’a été débité',
};

function became({ became: now, ...asked }: SpokenRequest): string {
  const it = `demande du ${day(asked.day)} ${asked.action ? `de ${subscription.purpose(asked.action)}` : `concernant ${about[asked.intent]}`}`;
  switch (now.kind) {
    case 'refund':
      return refund(now.refund);
    case 'payment':
      return `Votre paiement de ${money(now.payment.amount)} du ${day(now.day)} ${payments[now.payment.state]}.${disputes[disputeOf(now.payment)]}`;
    case 'code':
      return discount.standing({ terms: now.code.terms, day: now.day }, now.standing);
    case 'answered':
      return asked.subscription
        ? subscription.standing(asked.subscription, true)
        : `Votre ${it} a reçu une réponse.`;
    case 'done':
      return `Votre ${it} est terminée${now.overtaken ? ', mais cela a changé depuis' : ''}.`;
    case 'deciding':
      return `Quelqu’un de l’équipe doit encore décider de votre ${it}${now.reason ? `, ${needsColleague[now.reason]}` : ''}.`;
    case 'being_confirmed':
      return `Votre ${it} est encore en cours de confirmation.`;
    case 'declined':
      return `Votre ${it} a été refusée${now.reason ? `, ${declined[now.reason]}` : ''}.`;
    case 'stopped':
      return `Votre ${it} a été arrêtée avant la fin, et rien n’a été modifié.`;
    case 'failed':
      return `Votre ${it} n’a pas pu être menée à bien de notre côté.`;
    case 'taken_over':
      return `Votre ${it} a été reprise par quelqu’un de l’équipe.`;
    case 'open':
      return `Votre ${it} est ${now.waitsFor === 'answer' ? 'encore ouverte, et attend votre réponse' : 'en cours de traitement en ce moment'}.`;
    case 'unknown':
      return `Je ne vois pas où en est votre ${it}.`;
  }
}

function refund({ refund: { state, amount }, day: date }: RefundNow): string {
  return refunds[state](`Le remboursement de ${money(amount)}`, day(date));
}

const besides: BesideWords = {
  colleague: ' Je vous passe quelqu’un de l’équipe.',
  answerBy: (by) => ` ${support.answerBy(by)}`,
  hasAsked: (text) => ` ${support.hasAsked(text)}`,
  lookForEmail: ' Vous trouverez un e-mail à ce sujet.',
  arrives: (by, overdue) =>
    ` Il ${overdue ? 'aurait dû être' : 'devrait être'} auprès de votre banque au plus tard le ${day(by)}.`,
  reference: (it) => ` Votre banque peut le retrouver avec cette référence: ${spell(it)}.`,
  askBank: ' Si vous ne le voyez pas, veuillez demander à votre banque.',
};
const more = toldBesides(besides, refund);
const inFull = toldInFull({ became, more, subscription, discount });
const inWriting = toldBesides(
  {
    ...besides,
    colleague: ' Veuillez nous rappeler à ce sujet.',
    reference: (it) => ` Votre banque peut le retrouver avec cette référence: ${it}.`,
  },
  refund,
);

export const followUp: FollowUpWords = {
  one: (request) =>
    request.became.kind === 'payment'
      ? `${paymentConfirmation.answer(request.became)}${more(request.became)}`
      : `J’ai vérifié. ${inFull(request)}`,
  subject: () => 'Votre demande',
  written: (request, reference) =>
    `${became(request)}${inWriting(request.became)} Vous nous l’avez demandé lors d’un appel (référence ${reference}).`,
  several: (newest, hasMore) =>
    `J’en ai trouvé plusieurs. ${newest.map(became).join(' ')}${hasMore ? ' Il y en a aussi de plus anciennes.' : ''}`,
  askAnswer: () => 'Que puis-je lui transmettre?',
  passedOn: () => 'Merci. Je l’ai transmis.',
  nothing: () => 'J’ai cherché. Je ne trouve rien que vous nous ayez demandé auparavant.',
  unknownReference: () => 'J’ai cherché. Je ne trouve rien de vous sous cette référence.',
};
