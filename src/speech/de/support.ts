import type { SupportWords } from '../catalogue.ts';
import { asSentence } from '../sentence.ts';
import { terms } from './terms.ts';

const days = { today: 'heute', tomorrow: 'morgen' };

/** What is said where a person decides. */
export const support: SupportWords = {
  answerBy: ({ when, day, hour }) => {
    const named = when === 'later' ? `zum ${terms.day(day)}` : days[when];
    const time = hour === 24 ? 'um Mitternacht' : `um ${hour} Uhr`;
    return `Sie können bis ${named} ${time} mit einer Antwort rechnen.`;
  },
  hasAsked: (text) => `Jemand aus dem Team hat eine Frage an Sie: ${asSentence(text)}`,
  subject: () => 'Eine Frage zu Ihrer Anfrage',
  asks: ({ text, reference }) =>
    `Wir kümmern uns um Ihre Anfrage (Referenz ${reference}), und jemand aus dem Team fragt Sie: ${asSentence(text)}`,
};
