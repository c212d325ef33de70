import type { Interval, SubscriptionState } from '../../domain/subscription.ts';
import type { ChangeAction, ChangeRefusal } from '../../domain/subscription-change.ts';
import type { SpokenChange, SpokenDay, SpokenSubscription, SubscriptionWords } from '../catalogue.ts';
import { failures } from './payment-confirmation.ts';
import { terms } from './terms.ts';

const { day, either, money } = terms;

const COLLEAGUE = ' Le paso con alguien del equipo.';

const date = (on: SpokenDay) => day(on.day) + (on.year === undefined ? '' : ` de ${on.year}`);
const atEnd = (on: SpokenDay | undefined) => (on ? `el ${date(on)}` : 'al final de su período');
const it = ({ subscription: { plan } }: SpokenSubscription) =>
  `u suscripción${plan === undefined ? '' : ` ${plan}`}`;
const your = (one: SpokenSubscription) => `s${it(one)}`;
const Your = (one: SpokenSubscription) => `S${it(one)}`;

const once: Record<Interval['unit'], string> = {
  day: 'al día',
  week: 'a la semana',
  month: 'al mes',
  year: 'al año',
};
const many: Record<Interval['unit'], string> = { day: 'días', week: 'semanas', month: 'meses', year: 'años' };
const often = ({ unit, count }: Interval) => (count === 1 ? once[unit] : `cada ${count} ${many[unit]}`);
const monthsOf = (months: number) => (months === 1 ? 'el próximo mes' : `los próximos ${months} meses`);

function priced({ subscription: { price, every } }: SpokenSubscription): string {
  return price && every ? `${money(price)} ${often(every)}` : '';
}

const states: Record<SubscriptionState, (one: SpokenSubscription) => string> = {
  active: () => 'está activa.',
  trialing: ({ trialEnds, subscription: { nextAmount } }) => {
    const until = trialEnds ? ` hasta el ${date(trialEnds)}` : '';
    return `está en período de prueba${until}.${nextAmount ? ` El primer cobro es de ${money(nextAmount)}.` : ''}`;
  },
  past_due: () => 'tiene un pago atrasado.',
  unpaid: () => 'está suspendida, porque no se pagó.',
  incomplete: () => 'no ha empezado, porque falta el primer pago.',
  paused: () => 'está en pausa.',
  ended: ({ ended }) => (ended ? `terminó el ${date(ended)}.` : 'ha terminado.'),
  other: () => 'existe. Alguien del equipo puede decirle en qué estado está.',
};

function open({ subscription: { owed, failure } }: SpokenSubscription): string {
  if (!owed) return '';
  if (failure === undefined) return ` Hay un pago de ${money(owed)} todavía pendiente.`;
  return ` Un pago de ${money(owed)} no se pudo realizar, ${failures[failure]}.`;
}

function goesOn({ renews, subscription: { state, nextAmount } }: SpokenSubscription): string {
  if (!renews || state === 'trialing') return '';
  return ` Se renueva el ${date(renews)}${nextAmount ? ` por ${money(nextAmount)}` : ''}.`;
}

function paused({ resumes, subscription: { pausedCollection } }: SpokenSubscription): string {
  if (!pausedCollection) return '';
  return resumes ? ` El cobro está en pausa hasta el ${date(resumes)}.` : ' El cobro está en pausa.';
}

/** How it stands after a change, or without one. */
function stands({ change, of, resumes = of.resumes }: SpokenChange): string {
  if (of.ended) return `${Your(of)} terminó el ${date(of.ended)}.`;
  switch (change.action) {
    case 'cancel':
    case 'cancel_now':
      return `${Your(of)} termina ${atEnd(of.ends ?? of.periodEnds)} y no se renueva.`;
    case 'keep':
      return `${Your(of)} continúa.${goesOn(of)}`;
    case 'pause':
      return `El cobro de ${your(of)} está en pausa${resumes ? ` hasta el ${date(resumes)}` : ''}.`;
    case 'resume':
      return `El cobro de ${your(of)} continúa.${goesOn(of)}`;
    case 'accept_offer': {
      const { percentOff, months } = change.offer;
      return `${Your(of)} continúa, con un ${percentOff} por ciento de descuento durante ${monthsOf(months)}.${goesOn(of)}`;
    }
  }
}

function wanted({ change, of, resumes }: SpokenChange): string {
  switch (change.action) {
    case 'cancel':
      return `Cancelaría ${your(of)}, de modo que termine ${atEnd(of.periodEnds)}`;
    case 'cancel_now':
      return `Terminaría hoy ${your(of)}, y no se devuelve nada de lo pagado`;
    case 'keep':
      return `Retiraría la cancelación, de modo que ${your(of)} continúe`;
    case 'pause':
      return `Pondría en pausa el cobro de ${your(of)}${resumes ? ` hasta el ${date(resumes)}` : ''}`;
    case 'resume':
      return `Reanudaría el cobro de ${your(of)}`;
    case 'accept_offer':
      return `Mantendría ${your(of)} con el descuento`;
  }
}

const refusals: Record<ChangeRefusal, (one: SpokenSubscription) => string> = {
  ended: (one) => `Ya no la puedo cambiar. ${Your(one)} ${states.ended(one)}`,
  incomplete: (one) => `No la puedo cambiar. ${Your(one)} ${states.incomplete(one)}${open(one)}`,
  past_due: (one) =>
    `Todavía no la puedo cambiar. Primero va lo que está pendiente de ${your(one)}.${open(one)}${COLLEAGUE}`,
  on_hold: () => `No la puedo cambiar, porque está suspendida.${COLLEAGUE}`,
  ending: (one) =>
    `No puedo hacer eso con una que termina. ${Your(one)} va a terminar, a menos que la mantenga.`,
  scheduled: () => `No la puedo cambiar, porque ya hay cambios previstos.${COLLEAGUE}`,
  not_allowed: () => `Lo siento. No puedo hacer eso con una suscripción.${COLLEAGUE}`,
  changed_since: () => 'Ha cambiado mientras hablábamos. Yo no he cambiado nada.',
  being_confirmed: () =>
    'Otro cambio de esta suscripción todavía se está confirmando. No he cambiado nada más, así que pregunte de nuevo dentro de un rato.',
  refused_by_support: () => 'Lo siento. Alguien del equipo lo ha revisado y ha decidido no hacerlo.',
  expired: () =>
    'Lo siento. Nadie pudo decidirlo a tiempo, y no se ha cambiado nada. Por favor, vuelva a llamarnos.',
  refused_by_stripe: () => `Lo siento. Esta suscripción no se puede cambiar así.${COLLEAGUE}`,
};

const purposes: Record<ChangeAction, string> = {
  cancel: 'cancelar su suscripción',
  cancel_now: 'terminar hoy su suscripción',
  keep: 'mantener su suscripción',
  pause: 'poner en pausa el cobro de su suscripción',
  resume: 'reanudar el cobro de su suscripción',
  accept_offer: 'mantener su suscripción',
};

function standing(one: SpokenSubscription, inBrief: boolean): string {
  const price = priced(one);
  const ends = one.ends ? ` Termina el ${date(one.ends)} y no se renueva.` : '';
  const stand = states[one.subscription.state](one);
  if (inBrief) return `${Your(one)} ${stand}${ends}`;
  return `${Your(one)}${price && `, por ${price},`} ${stand}${open(one)}${paused(one)}${ends || goesOn(one)}`;
}

export const subscription: SubscriptionWords = {
  none: () => 'Lo he consultado. No encuentro ninguna suscripción suya, y no se ha cambiado nada.',
  askWhich: (options) => `Veo más de una suscripción. ¿A cuál se refiere: ${either(options)}?`,
  option: (one, apart) => {
    const price = priced(one);
    const since = apart || price === '' ? ` desde el ${date(one.began)}` : '';
    return `${one.subscription.plan ?? 'la suya'}${price && ` por ${price}`}${since}`;
  },
  another: () => 'otra',
  status: (one) => `Lo he consultado. ${standing(one, false)}`,
  standing,
  confirm: (change) => `Se lo repito. ${wanted(change)}. ¿Quiere que lo haga?`,
  offer: ({ percentOff, months }, one) =>
    `Antes de cancelarla, tengo una oferta para usted. Si mantiene ${your(one)}, le doy un ${percentOff} por ciento de descuento durante ${monthsOf(months)}. ¿Lo quiere?`,
  declinedByCaller: () => 'De acuerdo. No he cambiado nada.',
  purpose: (action) => purposes[action],
  withSupport: () => 'Gracias. Alguien del equipo tiene que decidirlo. Ya he pasado la solicitud.',
  sending: () => 'Un momento, por favor. Estoy cambiando su suscripción.',
  beingConfirmed: () =>
    'Gracias. El cambio de su suscripción se está confirmando, y nos aseguraremos de que se haga una sola vez.',
  done: (change, isWritten) =>
    `Ya está hecho. ${stands(change)}${isWritten ? ' Le envío un mensaje sobre ello.' : ''}`,
  already: (change) => `Ya está así. ${stands(change)}`,
  refused: (reason, one) => refusals[reason](one),
  subject: () => 'Su suscripción',
  message: (change, reference) =>
    `${stands(change)} Lo pidió usted en una llamada (referencia ${reference}). Si no fue usted, díganoslo de inmediato.`,
};
