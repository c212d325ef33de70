import type { IdentityFact } from '../../domain/verification.ts';
import type { StageWords } from '../catalogue.ts';
import { terms, withCard } from './terms.ts';

const { day, either, money } = terms;

const facts: Record<IdentityFact, string> = {
  last4: 'die letzten vier Ziffern der Karte',
  amount: 'den genauen Betrag der Zahlung',
  date: 'das Datum der Zahlung',
  postalCode: 'die Postleitzahl der Rechnungsadresse',
};

const named = (accepts: readonly IdentityFact[]) => accepts.map((fact) => facts[fact]);

/** Two are needed: with two to choose from it is both, with more any two. */
function twoOf(accepts: readonly IdentityFact[]): string {
  if (accepts.length === 2) return named(accepts).join(' und ');
  return `zwei dieser Angaben: ${either(named(accepts))}`;
}

export const stage: StageWords = {
  askContact: () =>
    'Das kann ich nachsehen. Mit welcher Telefonnummer oder E-Mail-Adresse wurde die Zahlung gemacht?',
  askIdentity: (accepts) =>
    `Das kann ich nachsehen. Damit ich sicher bin, dass Sie es sind, nennen Sie mir bitte ${twoOf(accepts)}.`,
  askMore: (accepts) => `Danke. Ich brauche noch ${either(named(accepts))}.`,
  askAgain: (accepts, triesLeft) =>
    `Das konnte ich nicht zuordnen. Bitte nennen Sie mir ${twoOf(accepts)}. ${
      triesLeft === 1 ? 'Das ist der letzte Versuch.' : `Sie haben noch ${triesLeft} Versuche.`
    }`,
  askWhich: (options) => `Ich sehe mehr als eine Zahlung. Welche meinen Sie, ${either(options)}?`,
  option: ({ payment, day: date }) => {
    const by = payment.card ? ` ${withCard(payment.card)}` : '';
    return `die über ${money(payment.amount)} vom ${day(date)}${by}`;
  },
  earlierPayment: () => 'eine frühere',
  notVerified: () =>
    'Es tut mir leid. Ich konnte nicht bestätigen, dass Sie es sind, und kann damit nicht weitermachen. Ich hole jemanden aus dem Team dazu.',
  lockedOut: () =>
    'Es tut mir leid. Zur Sicherheit kann ich zu diesem Konto gerade nichts nachsehen. Ich hole jemanden aus dem Team dazu.',
  noSuchPayment: () =>
    'Ich habe nachgesehen. Ich finde diese Zahlung nicht unter Ihren, und es wurde nichts geändert.',
  silence: () => 'Ich habe nichts gehört und höre deshalb hier auf. Es wurde nichts geändert.',
  canceled: () => 'In Ordnung. Ich höre hier auf, und es wurde nichts geändert.',
  tooManyTurns: () => 'Es tut mir leid. Ich komme hier nicht zum Ende. Ich hole jemanden aus dem Team dazu.',
  failed: () =>
    'Es tut mir leid. Bei uns funktioniert gerade etwas nicht. Ich hole jemanden aus dem Team dazu.',
  handedOver: () => 'Danke, dass Sie mir das sagen. Ich verbinde Sie sofort mit jemandem aus dem Team.',
  working: () => 'Einen Moment bitte. Ich bin noch dabei.',
  notHeard: () => 'Es tut mir leid, das habe ich nicht verstanden. Ich versuche es noch einmal.',
};
