import type { SupportWords } from '../catalogue.ts';
import { asSentence } from '../sentence.ts';
import { terms } from './terms.ts';

const days = { today: 'de hoy', tomorrow: 'de mañana' };

/** What is said where a person decides. */
export const support: SupportWords = {
  answerBy: ({ when, day, hour }) => {
    const named = when === 'later' ? `del ${terms.day(day)}` : days[when];
    return `Puede esperar una respuesta antes ${time(hour)} ${named}.`;
  },
  hasAsked: (text) => `Alguien del equipo tiene una pregunta para usted: ${asSentence(text)}`,
  subject: () => 'Una pregunta sobre su solicitud',
  asks: ({ text, reference }) =>
    `Estamos atendiendo su solicitud (referencia ${reference}), y alguien del equipo le pregunta: ${asSentence(text)}`,
};

function time(hour: number): string {
  if (hour === 24) return 'de la medianoche';
  if (hour === 12) return 'del mediodía';
  return hour === 1 ? 'de la 1' : `de las ${hour} horas`;
}
