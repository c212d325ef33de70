import type { SettlementWords } from '../catalogue.ts';
import { terms } from './terms.ts';

const { money } = terms;

export const settlement: SettlementWords = {
  subject: () => 'Votre remboursement',
  cameBack: ({ amount, reference }) =>
    `Nous avons envoyé votre remboursement de ${money(amount)} (référence ${reference}) et il nous a été retourné. Une personne de l’équipe s’en occupe et vous recontactera. Vous n’avez rien à faire.`,
  disputed: ({ amount, reference }) =>
    `Nous avons envoyé votre remboursement de ${money(amount)} (référence ${reference}) et votre banque a ouvert un litige sur le même paiement. Une personne de l’équipe examine les deux et vous recontactera.`,
};
