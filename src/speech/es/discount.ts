import type {
  CodeStanding,
  DiscountRefusal,
  DiscountSupportReason,
  DiscountTerms,
} from '../../domain/discount.ts';
import type { DiscountWords, SpokenCode } from '../catalogue.ts';
import { terms as words } from './terms.ts';

const { money, day, either, spell } = words;
const number = new Intl.NumberFormat('es');

const because: Record<DiscountSupportReason, string> = {
  not_covered: 'porque no puedo concederlo yo',
  code_count: 'por los descuentos que ha tenido últimamente',
  guest: 'porque el pago se hizo sin cuenta de cliente',
};

const refusals: Record<DiscountRefusal, string> = {
  refused_by_support: 'Lo siento. Alguien del equipo lo ha revisado y ha decidido no conceder el descuento.',
  expired:
    'Lo siento. Nadie pudo decidirlo a tiempo, y no se ha cambiado nada. Por favor, vuelva a llamarnos.',
  refused_by_stripe: 'Lo siento. No se pudo crear el código. Le paso con alguien del equipo.',
};

const alsoSent = { email: 'por correo electrónico', sms: 'por mensaje de texto' } as const;

/** What is taken off, and of what. */
function off(terms: DiscountTerms): string {
  const { duration, minimum } = terms;
  const much = 'percent' in terms ? `un ${number.format(terms.percent)} por ciento` : money(terms.amount);
  const least = minimum ? ` a partir de ${money(minimum)}` : '';
  if (duration === 'once') return `${much} de descuento en su próximo pedido${least}`;
  const which = minimum ? 'cada pedido' : 'cada factura';
  return `${much} de descuento en ${which}${least}${duration === 'forever' ? '' : months(duration.months)}`;
}

const standings: Record<CodeStanding, (code: Pick<SpokenCode, 'terms' | 'day'>) => string> = {
  unused: ({ terms, day: last }) =>
    `Su código para ${off(terms)} aún no se ha usado. Vale hasta el ${day(last)}.`,
  used: ({ terms }) => `Su código para ${off(terms)} ya se usó.`,
  ran_out: ({ terms, day: last }) => `Su código para ${off(terms)} no se usó, y caducó el ${day(last)}.`,
  withdrawn: ({ terms }) => `Su código para ${off(terms)} ya no es válido.`,
};

const what = ({ terms, day: last }: SpokenCode) => `Le da ${off(terms)}, hasta el ${day(last)}.`;

/** What a caller hears who was promised a discount. */
export const discount: DiscountWords = {
  askPromise: () => 'Voy a mirarlo. ¿Qué descuento le prometieron?',
  askHowMuch: () => 'Gracias. ¿Cuánto le prometieron, en porcentaje o en dinero?',
  askWhich: (options) => `Hay más de uno que encaja. ¿Le prometieron ${either(options)}?`,
  askMeant: (options) => `Quiero asegurarme. ¿Le prometieron ${either(options)}?`,
  somethingElse: () => 'algo distinto',
  option: off,
  withSupport: (reason) =>
    `Gracias. Alguien del equipo tiene que decidirlo, ${because[reason]}. Ya he pasado la solicitud.`,
  making: () => 'Un momento, por favor. Estoy creando un código para usted.',
  beingConfirmed: (terms) =>
    `Gracias. El código para ${off(terms)} se está confirmando, y nos aseguraremos de que haya uno solo.`,
  issued: (code, sending) =>
    `He creado un código para usted. ${what(code)} El código es: ${spell(code.code)}.${
      sending ? ` También se lo envío ${alsoSent[sending]}.` : ''
    }`,
  already: (code) => `Tiene un código que aún no ha usado. ${what(code)} El código es: ${spell(code.code)}.`,
  standing: (code, standing) => standings[standing](code),
  alreadyBeingConfirmed: (terms) =>
    `Ya lo había solicitado. El código para ${off(terms)} aún se está confirmando.`,
  refused: (reason) => refusals[reason],
  subject: () => 'Su código de descuento',
  message: (code) => `Su código de descuento es ${code.code}. ${what(code)} Se puede usar una sola vez.`,
};

function months(count: number): string {
  return count === 1 ? ' durante 1 mes' : ` durante ${count} meses`;
}
