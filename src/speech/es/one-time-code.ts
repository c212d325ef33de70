import type { MaskedContact } from '../../domain/message.ts';
import { oneByOne } from '../card.ts';
import type { CodeWords } from '../catalogue.ts';
import { terms } from './terms.ts';

/** Without its article, which after "a" is one word with it. */
function nameOf(of: MaskedContact): string {
  if (of.channel === 'sms') return `número terminado en ${oneByOne(of.ending)}`;
  return `correo electrónico de ${of.domain} que empieza por ${of.first.toUpperCase()}`;
}

/** What is said around a one-time code, and what the message with it says. */
export const oneTimeCode: CodeWords = {
  contact: (of) => `el ${nameOf(of)}`,
  askWhere: (contacts) =>
    `Para confirmar que es usted, le enviaré un código. ¿Dónde lo quiere recibir: en ${terms.either(contacts)}?`,
  sending: () => 'Un momento, por favor. Le estoy enviando un código.',
  askCode: (to) =>
    `Le he enviado un código. Lo he mandado al ${nameOf(to)} y tiene 6 cifras. Léamelo, por favor.`,
  sentAnew: (to) =>
    `Le he enviado un código nuevo. Lo he mandado al ${nameOf(to)}. El anterior ya no vale. Léame el nuevo, por favor.`,
  ranOut: (to) =>
    `Ese código ya no vale. Le he enviado uno nuevo al ${nameOf(to)}. Léame el nuevo, por favor.`,
  askAgain: (triesLeft) =>
    `Ese no es el código que he enviado. Léamelo otra vez, por favor. ${
      triesLeft === 1 ? 'Este es el último intento.' : `Le quedan ${triesLeft} intentos.`
    }`,
  noMoreNow: () =>
    'Ahora mismo no puedo enviar otro código. El último que he enviado aún vale. Léamelo, por favor.',
  wrong: () =>
    'Lo siento. Ese no es el código que he enviado, así que no puedo continuar con esto. Le paso con alguien del equipo.',
  tooMany: () => 'Lo siento. Ahora mismo no puedo enviar otro código. Le paso con alguien del equipo.',
  noContact: () =>
    'Lo siento. No tenemos ningún contacto suyo al que enviar un código, así que no puedo continuar con esto. Le paso con alguien del equipo.',
  subject: () => 'Su código',
  message: (code, purpose) =>
    `${code} es su código para ${purpose}. Nadie de nuestro equipo se lo pedirá para otra cosa. Si no nos está llamando ahora, no se lo diga a nadie.`,
};
