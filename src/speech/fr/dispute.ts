import type { DisputeOutcome } from '../../domain/payment.ts';
import type { DisputeWords, SpokenDispute } from '../catalogue.ts';
import { terms } from './terms.ts';

const { card, day, money } = terms;

const payment = ({ amount, day: date }: SpokenDispute) =>
  `votre paiement de ${money(amount)} du ${day(date)}`;

const ended: Record<Exclude<DisputeOutcome, 'open'>, (it: string) => string> = {
  won: (it) => `Le litige sur ${it} est clos, et la banque a décidé que le paiement est maintenu.`,
  lost: (it) => `Le litige sur ${it} est clos, et la banque a décidé en votre faveur.`,
  closed: (it) => `Votre banque avait posé une question sur ${it}, et elle l’a close sans litige.`,
};

export const dispute: DisputeWords = {
  askWhat: () =>
    'Je suis désolé de l’apprendre. Dites-moi, avec vos propres mots, ce qui s’est passé avec ce paiement.',
  open: (of) =>
    of.stage === 'inquiry'
      ? `Je le vois. Votre banque nous a interrogés sur ${payment(of)}, et n’a encore rien décidé. J’ai transmis ce que vous m’avez dit à l’équipe qui répond à votre banque.`
      : `Je le vois. Il y a un litige sur ${payment(of)} auprès de votre banque, et c’est elle qui décide pour l’argent. J’ai transmis ce que vous m’avez dit à l’équipe qui s’en occupe.`,
  over: (of) => `J’ai vérifié. ${ended[of.outcome](payment(of))}`,
  offerRefund: ({ amount, card: to, day: date }) =>
    `Merci de me l’avoir dit. Je peux rembourser ${money(amount)}${to ? ` vers votre ${card(to)}` : ''}, pour votre paiement du ${day(date)}. Le souhaitez-vous?`,
  withSupport: () =>
    'Merci de me l’avoir dit. Quelqu’un de l’équipe doit l’examiner. J’ai transmis la demande.',
  subject: () => 'Votre paiement',
  asks: ({ text, reference }) =>
    `Nous examinons votre paiement (référence ${reference}), et quelqu’un de l’équipe vous demande: ${text}`,
  refunded: ({ refund, reference, ...of }) =>
    `Nous avons envoyé un remboursement de ${money(refund)} pour ${payment(of)}. Votre banque nous avait interrogés à ce sujet (référence ${reference}).`,
  message: (of) => `${ended[of.outcome](payment(of))} Vous nous en avez parlé (référence ${of.reference}).`,
};
