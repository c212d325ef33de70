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
  inquiry: 'car votre banque nous a interrogés sur ce paiement',
  currency: 'en raison de la devise',
  payment_cap: 'en raison du montant',
  customer_cap: 'en raison des remboursements que vous avez eus récemment',
  customer_count: 'en raison du nombre de remboursements que vous avez eus récemment',
  changed_since: 'car le paiement a changé',
  more_than_left: 'car il reste moins désormais',
  repeats: 'car le même montant a été remboursé',
  refused_by_stripe: 'car l’envoi n’a pas abouti',
};

const became: Record<RefundState, string> = {
  issued: 'a été émis',
  pending: 'est en cours, mais pas encore confirmé, demandé',
  action_needed: 'attend encore une étape de votre part, demandé',
  unknown: 'est encore en cours de confirmation, demandé',
  failed: 'n’a pas abouti, demandé',
  canceled: 'a été annulé, demandé',
};

function earlierRefund({ refund, day: date }: SpokenRefund): string {
  const reference = refund.reference ? `, sous la référence ${oneByOne(refund.reference)}` : '';
  return `un remboursement de ${money(refund.amount)} ${became[refund.state]} le ${day(date)}${reference}`;
}

function beingConfirmed(amount: Money): string {
  return `Merci. Le remboursement de ${money(amount)} est en cours de confirmation, et nous veillerons à ce qu’il ne soit fait qu’une seule fois.`;
}

const made: Record<RefundState, (what: string, amount: Money) => string> = {
  issued: (what) =>
    `Il est en route. J’ai émis un ${what}. Les banques l’affichent en général sous ${ARRIVAL_WORKING_DAYS.least} à ${ARRIVAL_WORKING_DAYS.most} jours ouvrés.`,
  pending: (what) => `Il est en cours. J’ai demandé un ${what}. Votre banque ne l’a pas encore confirmé.`,
  action_needed: (what) =>
    `Il reste une étape de votre part. J’ai demandé un ${what}. Vous trouverez un e-mail à ce sujet.`,
  unknown: (_what, amount) => beingConfirmed(amount),
  failed: () => 'Je suis désolé. Le remboursement n’a pas abouti. Je vous passe quelqu’un de l’équipe.',
  canceled: () => 'Je suis désolé. Le remboursement n’a pas abouti. Je vous passe quelqu’un de l’équipe.',
};

const unpaid: Record<PaymentState, string> = {
  succeeded: 'Je ne peux pas rembourser ce paiement.',
  authorized: 'Je ne peux pas encore rembourser ce paiement, car il n’a pas été débité.',
  processing:
    'Je ne peux pas encore rembourser ce paiement. Il est encore en cours de traitement par votre banque.',
  action_needed: 'Il n’y a rien à rembourser. Le paiement n’a jamais été terminé, rien n’a donc été débité.',
  failed: 'Il n’y a rien à rembourser. Le paiement n’a pas abouti, rien n’a donc été débité.',
  canceled: 'Il n’y a rien à rembourser. Le paiement a été annulé, rien n’a donc été débité.',
};

const refusals: Record<FinalRefusal, (about: Refused) => string> = {
  already_refunded: ({ earlier }) =>
    `Il ne reste rien à rembourser. ${
      earlier
        ? `Pour ce paiement, ${earlierRefund(earlier)}.`
        : 'Ce paiement a déjà été remboursé en totalité.'
    }`,
  not_paid: ({ payment }) => unpaid[payment.payment.state],
  disputed: () =>
    'Je ne peux pas rembourser ce paiement. Il est contesté auprès de votre banque, et c’est elle qui décide pour l’argent.',
  too_old: ({ payment }) =>
    `Je ne peux pas rembourser ce paiement. Il date du ${day(payment.day)}, ce qui est trop ancien.`,
  partial_not_allowed: () => 'Je ne peux pas rembourser une partie de ce paiement, seulement la totalité.',
  refused_by_support: () =>
    'Je suis désolé. Quelqu’un de l’équipe l’a examiné et a décidé de ne pas rembourser.',
  expired: () =>
    'Je suis désolé. Personne n’a pu décider à temps, et rien n’a été modifié. Veuillez nous rappeler.',
  refused_by_stripe: () =>
    'Je suis désolé. Ce paiement ne peut pas être remboursé. Je vous passe quelqu’un de l’équipe.',
};

export const refund: RefundWords = {
  askAmount: (max, earlier) => {
    const why = earlier
      ? `C’est plus que ce qui reste. Pour ce paiement, ${earlierRefund(earlier)}.`
      : 'Je ne peux pas rembourser ce montant.';
    return `${why} Il reste ${money(max)} sur ce paiement. Combien souhaitez-vous récupérer?`;
  },
  confirm: ({ amount, card: to, day: date, partial }) => {
    const goes = to ? ` vers votre ${card(to)}` : '';
    const of = partial
      ? `, soit une partie de votre paiement du ${day(date)}`
      : `, pour votre paiement du ${day(date)}`;
    return `Je récapitule. Je rembourserais ${money(amount)}${goes}${of}. Voulez-vous que je le fasse?`;
  },
  confirmAnother: ({ amount, earlier }) =>
    `Je préfère vérifier. Pour ce paiement, ${earlierRefund(earlier)}. Souhaitez-vous en plus un autre remboursement de ${money(amount)}?`,
  declinedByCaller: () => 'D’accord. Je n’ai rien remboursé cette fois.',
  withSupport: (reason) =>
    `Merci. Quelqu’un de l’équipe doit en décider, ${needsColleague[reason]}. J’ai transmis la demande.`,
  sending: () => 'Un instant, s’il vous plaît. J’envoie le remboursement à votre banque.',
  purpose: (amount) => `rembourser ${money(amount)}`,
  beingConfirmed,
  issued: ({ state, amount }, to) =>
    made[state](`remboursement de ${money(amount)}${to ? ` vers votre ${card(to)}` : ''}`, amount),
  already: (earlier) =>
    `Vous l’avez déjà demandé. Pour ce paiement, ${earlierRefund(earlier)}. Rien de plus n’a été envoyé cette fois.`,
  refused: (reason, about) => refusals[reason](about),
};
