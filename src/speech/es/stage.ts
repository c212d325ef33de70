import type { IdentityFact } from '../../domain/verification.ts';
import type { StageWords } from '../catalogue.ts';
import { terms } from './terms.ts';

const { card, day, either, money } = terms;

const facts: Record<IdentityFact, string> = {
  last4: 'los últimos cuatro dígitos de la tarjeta',
  amount: 'el importe exacto del pago',
  date: 'la fecha del pago',
  postalCode: 'el código postal de la dirección de facturación',
};

const named = (accepts: readonly IdentityFact[]) => accepts.map((fact) => facts[fact]);

/** Two are needed: with two to choose from it is both, with more any two. */
function twoOf(accepts: readonly IdentityFact[]): string {
  if (accepts.length === 2) return named(accepts).join(' y ');
  return `dos de estos datos: ${either(named(accepts))}`;
}

export const stage: StageWords = {
  askContact: () => 'Puedo consultarlo. ¿Con qué número de teléfono o correo electrónico se hizo el pago?',
  askIdentity: (accepts) =>
    `Puedo consultarlo. Para confirmar que es usted, dígame por favor ${twoOf(accepts)}.`,
  askMore: (accepts) => `Gracias. También necesito ${either(named(accepts))}.`,
  askAgain: (accepts, triesLeft) =>
    `No he podido comprobarlo. Dígame por favor ${twoOf(accepts)}. ${
      triesLeft === 1 ? 'Este es el último intento.' : `Le quedan ${triesLeft} intentos.`
    }`,
  askWhich: (options) => `Veo más de un pago. ¿Cuál es, ${either(options)}?`,
  option: ({ payment, day: date }) => {
    const by = payment.card ? ` con su ${card(payment.card)}` : '';
    return `el de ${money(payment.amount)} del ${day(date)}${by}`;
  },
  earlierPayment: () => 'uno anterior',
  notVerified: () =>
    'Lo siento. No he podido confirmar que es usted, así que no puedo continuar con esto. Le paso con alguien del equipo.',
  lockedOut: () =>
    'Lo siento. Por seguridad no puedo consultar nada de esta cuenta en este momento. Le paso con alguien del equipo.',
  noSuchPayment: () => 'Lo he consultado. No encuentro ese pago entre los suyos, y no se ha cambiado nada.',
  silence: () => 'No he oído nada, así que lo dejo aquí. No se ha cambiado nada.',
  canceled: () => 'De acuerdo. Lo dejo aquí, y no se ha cambiado nada.',
  tooManyTurns: () => 'Lo siento. Parece que no consigo terminar esto. Le paso con alguien del equipo.',
  failed: () => 'Lo siento. Algo no funciona por nuestra parte. Le paso con alguien del equipo.',
  handedOver: () => 'Gracias por contármelo. Le paso ahora mismo con alguien del equipo.',
  working: () => 'Un momento, por favor. Sigo trabajando en ello.',
  notHeard: () => 'Lo siento, no le he entendido. Voy a intentarlo de nuevo.',
};
