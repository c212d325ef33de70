import type { SupportWords } from '../catalogue.ts';
import { asSentence } from '../sentence.ts';
import type { EnglishTerms } from './terms.ts';

/** What is said where a person decides. */
export const support = ({ day }: EnglishTerms): SupportWords => ({
  answerBy: (by) => {
    const when = by.when === 'later' ? day(by.day) : by.when;
    return `You can expect an answer by ${when} at ${time(by.hour)}.`;
  },
  hasAsked: (text) => `A colleague has a question for you: ${asSentence(text)}`,
  subject: () => 'A question about your request',
  asks: ({ text, reference }) =>
    `We are working on your request (reference ${reference}), and a colleague asks you this: ${asSentence(text)}`,
});

function time(hour: number): string {
  if (hour === 24) return 'midnight';
  if (hour === 12) return 'noon';
  if (hour < 12) return `${hour} in the morning`;
  return `${hour - 12} in the ${hour < 18 ? 'afternoon' : 'evening'}`;
}
