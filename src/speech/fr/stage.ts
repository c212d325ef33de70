import type { IdentityFact } from '../../domain/verification.ts';
import type { StageWords } from '../catalogue.ts';
import { terms } from './terms.ts';

const { card, day, either, money } = terms;

const facts: Record<IdentityFact, string> = {
  last4: 'les quatre derniers chiffres de la carte',
  amount: 'le montant exact du paiement',
  date: 'la date du paiement',
  postalCode: 'le code postal de l’adresse de facturation',
};

const named = (accepts: readonly IdentityFact[]) => accepts.map((fact) => facts[fact]);

/** Two are needed: with two to choose from it is both, with more any two. */
function twoOf(accepts: readonly IdentityFact[]): string {
  if (accepts.length === 2) return named(accepts).join(' et ');
  return `deux informations parmi ${either(named(accepts))}`;
}

export const stage: StageWords = {
  askContact: () =>
    'Je peux vérifier cela. Avec quel numéro de téléphone ou quelle adresse e-mail le paiement a-t-il été fait?',
  askIdentity: (accepts) =>
    `Je peux vérifier cela. Pour m’assurer que c’est bien vous, veuillez me donner ${twoOf(accepts)}.`,
  askMore: (accepts) => `Merci. Il me faut aussi ${either(named(accepts))}.`,
  askAgain: (accepts, triesLeft) =>
    `Je n’ai pas pu le vérifier. Veuillez me donner ${twoOf(accepts)}. ${
      triesLeft === 1 ? 'C’est le dernier essai.' : `Il vous reste ${triesLeft} essais.`
    }`,
  askWhich: (options) => `Je vois plusieurs paiements. Lequel est-ce, ${either(options)}?`,
  option: ({ payment, day: date }) => {
    const by = payment.card ? ` avec votre ${card(payment.card)}` : '';
    return `celui de ${money(payment.amount)} du ${day(date)}${by}`;
  },
  earlierPayment: () => 'un paiement antérieur',
  notVerified: () =>
    'Je suis désolé. Je n’ai pas pu confirmer que c’est bien vous, je ne peux donc pas continuer. Je vous passe quelqu’un de l’équipe.',
  lockedOut: () =>
    'Je suis désolé. Par sécurité, je ne peux rien consulter sur ce compte pour le moment. Je vous passe quelqu’un de l’équipe.',
  noSuchPayment: () =>
    'J’ai vérifié. Je ne trouve pas ce paiement parmi les vôtres, et rien n’a été modifié.',
  silence: () => 'Je n’ai rien entendu, je m’arrête donc ici. Rien n’a été modifié.',
  canceled: () => 'D’accord. Je m’arrête ici, et rien n’a été modifié.',
  tooManyTurns: () => 'Je suis désolé. Je ne parviens pas à terminer. Je vous passe quelqu’un de l’équipe.',
  failed: () =>
    'Je suis désolé. Quelque chose ne fonctionne pas de notre côté. Je vous passe quelqu’un de l’équipe.',
  handedOver: () => 'Merci de me l’avoir dit. Je vous passe tout de suite quelqu’un de l’équipe.',
  working: () => 'Un instant, s’il vous plaît. Je m’en occupe toujours.',
  notHeard: () => 'Je suis désolé, je n’ai pas compris. Je réessaie.',
};
