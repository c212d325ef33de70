import type {
  CodeStanding,
  DiscountRefusal,
  DiscountSupportReason,
  DiscountTerms,
} from '../../domain/discount.ts';
import type { DiscountWords, SpokenCode } from '../catalogue.ts';
import { terms as words } from './terms.ts';

const { money, day, either, spell } = words;
const number = new Intl.NumberFormat('fr');

const because: Record<DiscountSupportReason, string> = {
  not_covered: 'car je ne peux pas l’accorder moi-même',
  code_count: 'en raison des remises que vous avez eues récemment',
  guest: 'car le paiement a été fait sans compte client',
};

const refusals: Record<DiscountRefusal, string> = {
  refused_by_support:
    'Je suis désolé. Quelqu’un de l’équipe l’a examiné et a décidé de ne pas accorder de remise.',
  expired:
    'Je suis désolé. Personne n’a pu décider à temps, et rien n’a été modifié. Veuillez nous rappeler.',
  refused_by_stripe: 'Je suis désolé. Le code n’a pas pu être créé. Je vous passe quelqu’un de l’équipe.',
};

const alsoSent = { email: 'par e-mail', sms: 'par SMS' } as const;

/** What is taken off, and of what. */
function off(terms: DiscountTerms): string {
  const { duration, minimum } = terms;
  const much = 'percent' in terms ? `${number.format(terms.percent)} pour cent` : money(terms.amount);
  const least = minimum ? ` à partir de ${money(minimum)}` : '';
  if (duration === 'once') return `${much} de remise sur votre prochaine commande${least}`;
  const which = minimum ? 'chaque commande' : 'chaque facture';
  return `${much} de remise sur ${which}${least}${duration === 'forever' ? '' : ` pendant ${duration.months} mois`}`;
}

const standings: Record<CodeStanding, (code: Pick<SpokenCode, 'terms' | 'day'>) => string> = {
  unused: ({ terms, day: last }) =>
    `Votre code pour ${off(terms)} n’a pas encore servi. Il est valable jusqu’au ${day(last)}.`,
  used: ({ terms }) => `Votre code pour ${off(terms)} a servi.`,
  ran_out: ({ terms, day: last }) =>
    `Votre code pour ${off(terms)} n’a pas servi, et a expiré le ${day(last)}.`,
  withdrawn: ({ terms }) => `Votre code pour ${off(terms)} n’est plus valable.`,
};

const what = ({ terms, day: last }: SpokenCode) => `Il vous donne ${off(terms)}, jusqu’au ${day(last)}.`;

/** What a caller hears who was promised a discount. */
export const discount: DiscountWords = {
  askPromise: () => 'Je vais regarder. Quelle remise vous a-t-on promise?',
  askHowMuch: () => 'Merci. Combien vous a-t-on promis, en pourcentage ou en montant?',
  askWhich: (options) => `Il y en a plusieurs qui conviennent. Vous a-t-on promis ${either(options)}?`,
  askMeant: (options) => `Je veux être sûr. Vous a-t-on promis ${either(options)}?`,
  somethingElse: () => 'autre chose',
  option: off,
  withSupport: (reason) =>
    `Merci. Quelqu’un de l’équipe doit en décider, ${because[reason]}. J’ai transmis la demande.`,
  making: () => 'Un instant, s’il vous plaît. Je crée un code pour vous.',
  beingConfirmed: (terms) =>
    `Merci. Le code pour ${off(terms)} est en cours de confirmation, et nous veillerons à ce qu’il n’y en ait qu’un.`,
  issued: (code, sending) =>
    `J’ai créé un code pour vous. ${what(code)} Le code est celui-ci. ${spell(code.code)}.${
      sending ? ` Je vous l’envoie aussi ${alsoSent[sending]}.` : ''
    }`,
  already: (code) =>
    `Vous avez un code qui n’a pas encore servi. ${what(code)} Le code est celui-ci. ${spell(code.code)}.`,
  standing: (code, standing) => standings[standing](code),
  alreadyBeingConfirmed: (terms) =>
    `Vous l’avez déjà demandé. Le code pour ${off(terms)} est encore en cours de confirmation.`,
  refused: (reason) => refusals[reason],
  subject: () => 'Votre code de remise',
  message: (code) => `Votre code de remise est ${code.code}. ${what(code)} Il ne peut servir qu’une fois.`,
};
