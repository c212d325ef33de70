import type { MaskedContact } from '../../domain/message.ts';
import { oneByOne } from '../card.ts';
import type { CodeWords } from '../catalogue.ts';
import { terms } from './terms.ts';

function contact(of: MaskedContact): string {
  if (of.channel === 'sms') return `le numéro se terminant par ${oneByOne(of.ending)}`;
  return `l’adresse e-mail chez ${of.domain} qui commence par ${of.first.toUpperCase()}`;
}

/** Where it went: "à" and "le" are one word. */
function toContact(of: MaskedContact): string {
  return `à ${contact(of)}`.replace(/^à le /, 'au ');
}

/** What is said around a one-time code, and what the message with it says. */
export const oneTimeCode: CodeWords = {
  contact,
  askWhere: (contacts) =>
    `Pour m’assurer que c’est bien vous, je vais vous envoyer un code. Par où voulez-vous le recevoir, ${terms.either(contacts)}?`,
  sending: () => 'Un instant, s’il vous plaît. Je vous envoie un code.',
  askCode: (to) =>
    `Je vous ai envoyé un code. Il a été envoyé ${toContact(to)} et compte 6 chiffres. Veuillez me le lire.`,
  sentAnew: (to) =>
    `Je vous ai envoyé un nouveau code. Il a été envoyé ${toContact(to)}. Le précédent n’est plus valable. Veuillez me lire le nouveau.`,
  ranOut: (to) =>
    `Ce code n’est plus valable. Je vous en ai envoyé un nouveau ${toContact(to)}. Veuillez me lire le nouveau.`,
  askAgain: (triesLeft) =>
    `Ce n’est pas le code que j’ai envoyé. Veuillez me le relire. ${
      triesLeft === 1 ? 'C’est le dernier essai.' : `Il vous reste ${triesLeft} essais.`
    }`,
  noMoreNow: () =>
    'Je ne peux pas envoyer d’autre code pour le moment. Le dernier que j’ai envoyé est toujours valable. Veuillez me le lire.',
  wrong: () =>
    'Je suis désolé. Ce n’est pas le code que j’ai envoyé, je ne peux donc pas continuer. Je vous passe quelqu’un de l’équipe.',
  tooMany: () =>
    'Je suis désolé. Je ne peux pas envoyer d’autre code pour le moment. Je vous passe quelqu’un de l’équipe.',
  noContact: () =>
    'Je suis désolé. Nous n’avons aucune coordonnée à laquelle envoyer un code, je ne peux donc pas continuer. Je vous passe quelqu’un de l’équipe.',
  subject: () => 'Votre code',
  message: (code, purpose) =>
    `${code} est votre code pour ${purpose}. Personne de notre équipe ne vous le demandera pour autre chose. Si vous ne nous appelez pas en ce moment, ne le donnez à personne.`,
};
