import type { Interval, SubscriptionState } from '../../domain/subscription.ts';
import type { ChangeAction, ChangeRefusal } from '../../domain/subscription-change.ts';
import type { SpokenChange, SpokenDay, SpokenSubscription, SubscriptionWords } from '../catalogue.ts';
import { failures } from './payment-confirmation.ts';
import { terms } from './terms.ts';

const { day, either, money } = terms;

const COLLEAGUE = ' Je vous passe quelqu’un de l’équipe.';

const date = (on: SpokenDay) => day(on.day) + (on.year === undefined ? '' : ` ${on.year}`);
const atEnd = (on: SpokenDay | undefined) => (on ? `le ${date(on)}` : 'à la fin de sa période');
const it = ({ subscription: { plan } }: SpokenSubscription) =>
  `otre abonnement${plan === undefined ? '' : ` ${plan}`}`;
const your = (one: SpokenSubscription) => `v${it(one)}`;
const Your = (one: SpokenSubscription) => `V${it(one)}`;

const once: Record<Interval['unit'], string> = {
  day: 'par jour',
  week: 'par semaine',
  month: 'par mois',
  year: 'par an',
};
const many: Record<Interval['unit'], (count: number) => string> = {
  day: (count) => `tous les ${count} jours`,
  week: (count) => `toutes les ${count} semaines`,
  month: (count) => `tous les ${count} mois`,
  year: (count) => `tous les ${count} ans`,
};
const often = ({ unit, count }: Interval) => (count === 1 ? once[unit] : many[unit](count));
const monthsOf = (months: number) => (months === 1 ? 'le prochain mois' : `les ${months} prochains mois`);

function priced({ subscription: { price, every } }: SpokenSubscription): string {
  return price && every ? `${money(price)} ${often(every)}` : '';
}

const states: Record<SubscriptionState, (one: SpokenSubscription) => string> = {
  active: () => 'est actif.',
  trialing: ({ trialEnds, subscription: { nextAmount } }) => {
    const until = trialEnds ? ` jusqu’au ${date(trialEnds)}` : '';
    return `est en période d’essai${until}.${nextAmount ? ` Le premier prélèvement est de ${money(nextAmount)}.` : ''}`;
  },
  past_due: () => 'a un paiement en retard.',
  unpaid: () => 'est suspendu, car il n’a pas été payé.',
  incomplete: () => 'n’a pas commencé, car le premier paiement manque.',
  paused: () => 'est en pause.',
  ended: ({ ended }) => (ended ? `a pris fin le ${date(ended)}.` : 'a pris fin.'),
  other: () => 'existe. Quelqu’un de l’équipe peut vous dire où il en est.',
};

function open({ subscription: { owed, failure } }: SpokenSubscription): string {
  if (!owed) return '';
  if (failure === undefined) return ` Un paiement de ${money(owed)} est encore dû.`;
  return ` Un paiement de ${money(owed)} n’a pas abouti, ${failures[failure]}.`;
}

function goesOn({ renews, subscription: { state, nextAmount } }: SpokenSubscription): string {
  if (!renews || state === 'trialing') return '';
  return ` Il se renouvelle le ${date(renews)}${nextAmount ? ` pour ${money(nextAmount)}` : ''}.`;
}

function paused({ resumes, subscription: { pausedCollection } }: SpokenSubscription): string {
  if (!pausedCollection) return '';
  return resumes
    ? ` La facturation est en pause jusqu’au ${date(resumes)}.`
    : ' La facturation est en pause.';
}

/** How it stands after a change, or without one. */
function stands({ change, of, resumes = of.resumes }: SpokenChange): string {
  if (of.ended) return `${Your(of)} a pris fin le ${date(of.ended)}.`;
  switch (change.action) {
    case 'cancel':
    case 'cancel_now':
      return `${Your(of)} prend fin ${atEnd(of.ends ?? of.periodEnds)} et ne se renouvelle pas.`;
    case 'keep':
      return `${Your(of)} continue.${goesOn(of)}`;
    case 'pause':
      return `La facturation de ${your(of)} est en pause${resumes ? ` jusqu’au ${date(resumes)}` : ''}.`;
    case 'resume':
      return `La facturation de ${your(of)} continue.${goesOn(of)}`;
    case 'accept_offer': {
      const { percentOff, months } = change.offer;
      return `${Your(of)} continue, avec ${percentOff} pour cent de remise pendant ${monthsOf(months)}.${goesOn(of)}`;
    }
  }
}

function wanted({ change, of, resumes }: SpokenChange): string {
  switch (change.action) {
    case 'cancel':
      return `résilier ${your(of)}, qui prendrait fin ${atEnd(of.periodEnds)}`;
    case 'cancel_now':
      return `mettre fin à ${your(of)} aujourd’hui, et rien de ce qui est payé n’est remboursé`;
    case 'keep':
      return `annuler la résiliation, pour que ${your(of)} continue`;
    case 'pause':
      return `mettre en pause la facturation de ${your(of)}${resumes ? ` jusqu’au ${date(resumes)}` : ''}`;
    case 'resume':
      return `reprendre la facturation de ${your(of)}`;
    case 'accept_offer':
      return `garder ${your(of)} avec la remise`;
  }
}

const refusals: Record<ChangeRefusal, (one: SpokenSubscription) => string> = {
  ended: (one) => `Je ne peux plus le modifier. ${Your(one)} ${states.ended(one)}`,
  incomplete: (one) => `Je ne peux pas le modifier. ${Your(one)} ${states.incomplete(one)}${open(one)}`,
  past_due: (one) =>
    `Je ne peux pas encore le modifier. Ce qui est dû pour ${your(one)} passe d’abord.${open(one)}${COLLEAGUE}`,
  on_hold: () => `Je ne peux pas le modifier, car il est suspendu.${COLLEAGUE}`,
  ending: (one) =>
    `Je ne peux pas le faire avec un abonnement qui prend fin. ${Your(one)} va prendre fin, sauf si vous le gardez.`,
  scheduled: () => `Je ne peux pas le modifier, car des changements sont déjà prévus.${COLLEAGUE}`,
  not_allowed: () => `Je suis désolé. Je ne peux pas faire cela avec un abonnement.${COLLEAGUE}`,
  changed_since: () => 'Il a changé pendant que nous parlions. Moi-même, je n’ai rien modifié.',
  being_confirmed: () =>
    'Un autre changement de cet abonnement est encore en cours de confirmation. Je n’ai rien modifié d’autre, redemandez dans un moment.',
  refused_by_support: () =>
    'Je suis désolé. Quelqu’un de l’équipe l’a examiné et a décidé de ne pas le faire.',
  expired: () =>
    'Je suis désolé. Personne n’a pu décider à temps, et rien n’a été modifié. Veuillez nous rappeler.',
  refused_by_stripe: () => `Je suis désolé. Cet abonnement ne peut pas être modifié ainsi.${COLLEAGUE}`,
};

const purposes: Record<ChangeAction, string> = {
  cancel: 'résilier votre abonnement',
  cancel_now: 'mettre fin à votre abonnement aujourd’hui',
  keep: 'garder votre abonnement',
  pause: 'mettre en pause la facturation de votre abonnement',
  resume: 'reprendre la facturation de votre abonnement',
  accept_offer: 'garder votre abonnement',
};

function standing(one: SpokenSubscription, inBrief: boolean): string {
  const price = priced(one);
  const ends = one.ends ? ` Il prend fin le ${date(one.ends)} et ne se renouvelle pas.` : '';
  const stand = states[one.subscription.state](one);
  if (inBrief) return `${Your(one)} ${stand}${ends}`;
  return `${Your(one)}${price && `, à ${price},`} ${stand}${open(one)}${paused(one)}${ends || goesOn(one)}`;
}

export const subscription: SubscriptionWords = {
  none: () => 'J’ai vérifié. Je ne trouve aucun abonnement à vous, et rien n’a été modifié.',
  askWhich: (options) => `Je vois plusieurs abonnements. Lequel est-ce, ${either(options)}?`,
  option: (one, apart) => {
    const price = priced(one);
    const since = apart || price === '' ? ` depuis le ${date(one.began)}` : '';
    return `${one.subscription.plan ?? 'celui'}${price && ` à ${price}`}${since}`;
  },
  another: () => 'un autre',
  status: (one) => `J’ai vérifié. ${standing(one, false)}`,
  standing,
  confirm: (change) => `Je récapitule. Il s’agit de ${wanted(change)}. Voulez-vous que je le fasse?`,
  offer: ({ percentOff, months }, one) =>
    `Avant de le résilier, j’ai une offre pour vous. Si vous gardez ${your(one)}, je vous donne ${percentOff} pour cent de remise pendant ${monthsOf(months)}. Le voulez-vous?`,
  declinedByCaller: () => 'D’accord. Je n’ai rien modifié.',
  purpose: (action) => purposes[action],
  withSupport: () => 'Merci. Quelqu’un de l’équipe doit en décider. J’ai transmis la demande.',
  sending: () => 'Un instant, s’il vous plaît. Je modifie votre abonnement.',
  beingConfirmed: () =>
    'Merci. Le changement de votre abonnement est en cours de confirmation, et nous veillerons à ce qu’il ne soit fait qu’une fois.',
  done: (change, isWritten) =>
    `C’est fait. ${stands(change)}${isWritten ? ' Je vous envoie un message à ce sujet.' : ''}`,
  already: (change) => `C’est déjà le cas. ${stands(change)}`,
  refused: (reason, one) => refusals[reason](one),
  subject: () => 'Votre abonnement',
  message: (change, reference) =>
    `${stands(change)} Vous l’avez demandé lors d’un appel (référence ${reference}). Si ce n’était pas vous, dites-le-nous tout de suite.`,
};
