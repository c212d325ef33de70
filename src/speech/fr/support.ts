import type { SupportWords } from '../catalogue.ts';
import { asSentence } from '../sentence.ts';
import { terms } from './terms.ts';

const days = { today: 'aujourd’hui', tomorrow: 'demain' };

/** What is said where a person decides. */
export const support: SupportWords = {
  answerBy: ({ when, day, hour }) => {
    const named = when === 'later' ? `le ${terms.day(day)}` : days[when];
    return `Vous pouvez compter sur une réponse ${named} avant ${time(hour)}.`;
  },
  hasAsked: (text) => `Quelqu’un de l’équipe a une question pour vous: ${asSentence(text)}`,
  subject: () => 'Une question sur votre demande',
  asks: ({ text, reference }) =>
    `Nous traitons votre demande (référence ${reference}), et quelqu’un de l’équipe vous demande: ${asSentence(text)}`,
};

function time(hour: number): string {
  if (hour === 24) return 'minuit';
  if (hour === 12) return 'midi';
  return hour === 1 ? '1 heure' : `${hour} heures`;
}
