import type { Interval, SubscriptionState } from '../../domain/subscription.ts';
import type { ChangeAction, ChangeRefusal } from '../../domain/subscription-change.ts';
import type { SpokenChange, SpokenDay, SpokenSubscription, SubscriptionWords } from '../catalogue.ts';
import { failures } from './payment-confirmation.ts';
import { terms } from './terms.ts';

const { day, either, money } = terms;

const COLLEAGUE = ' Ich hole jemanden aus dem Team dazu.';

const date = (on: SpokenDay) => day(on.day) + (on.year === undefined ? '' : ` ${on.year}`);
const atEnd = (on: SpokenDay | undefined) => (on ? `am ${date(on)}` : 'am Ende seiner Laufzeit');
const named = ({ subscription: { plan } }: SpokenSubscription) => (plan === undefined ? '' : ` ${plan}`);
/** Nominative and accusative alike. */
const yours = (one: SpokenSubscription) => `Ihr Abo${named(one)}`;
const ofYours = (one: SpokenSubscription) => `Ihres Abos${named(one)}`;

const once: Record<Interval['unit'], string> = {
  day: 'am Tag',
  week: 'in der Woche',
  month: 'im Monat',
  year: 'im Jahr',
};
const many: Record<Interval['unit'], string> = {
  day: 'Tage',
  week: 'Wochen',
  month: 'Monate',
  year: 'Jahre',
};
const often = ({ unit, count }: Interval) => (count === 1 ? once[unit] : `alle ${count} ${many[unit]}`);
const monthsOf = (months: number) => (months === 1 ? 'den nächsten Monat' : `die nächsten ${months} Monate`);

function priced({ subscription: { price, every } }: SpokenSubscription): string {
  return price && every ? `${money(price)} ${often(every)}` : '';
}

const states: Record<SubscriptionState, (one: SpokenSubscription) => string> = {
  active: () => 'läuft.',
  trialing: ({ trialEnds, subscription: { nextAmount } }) => {
    const until = trialEnds ? ` bis zum ${date(trialEnds)}` : '';
    return `ist${until} in der Probezeit.${nextAmount ? ` Danach werden zum ersten Mal ${money(nextAmount)} fällig.` : ''}`;
  },
  past_due: () => 'ist im Rückstand.',
  unpaid: () => 'ruht, weil es nicht bezahlt wurde.',
  incomplete: () => 'hat nicht begonnen, weil die erste Zahlung fehlt.',
  paused: () => 'ist pausiert.',
  ended: ({ ended }) => (ended ? `endete am ${date(ended)}.` : 'ist beendet.'),
  other: () => 'ist da. Wie es darum steht, kann Ihnen jemand aus dem Team sagen.',
};

function open({ subscription: { owed, failure } }: SpokenSubscription): string {
  if (!owed) return '';
  if (failure === undefined) return ` Eine Zahlung über ${money(owed)} ist noch offen.`;
  return ` Eine Zahlung über ${money(owed)} ist nicht durchgegangen, ${failures[failure]}.`;
}

function goesOn({ renews, subscription: { state, nextAmount } }: SpokenSubscription): string {
  if (!renews || state === 'trialing') return '';
  return ` Es verlängert sich am ${date(renews)}${nextAmount ? ` für ${money(nextAmount)}` : ''}.`;
}

function paused({ resumes, subscription: { pausedCollection } }: SpokenSubscription): string {
  if (!pausedCollection) return '';
  return resumes ? ` Die Abrechnung ist bis zum ${date(resumes)} pausiert.` : ' Die Abrechnung ist pausiert.';
}

/** How it stands after a change, or without one. */
function stands({ change, of, resumes = of.resumes }: SpokenChange): string {
  if (of.ended) return `${yours(of)} endete am ${date(of.ended)}.`;
  switch (change.action) {
    case 'cancel':
    case 'cancel_now':
      return `${yours(of)} endet ${atEnd(of.ends ?? of.periodEnds)} und verlängert sich nicht.`;
    case 'keep':
      return `${yours(of)} läuft weiter.${goesOn(of)}`;
    case 'pause':
      return `Die Abrechnung ${ofYours(of)} ist${resumes ? ` bis zum ${date(resumes)}` : ''} pausiert.`;
    case 'resume':
      return `Die Abrechnung ${ofYours(of)} läuft weiter.${goesOn(of)}`;
    case 'accept_offer': {
      const { percentOff, months } = change.offer;
      return `${yours(of)} läuft weiter, mit ${percentOff} Prozent Rabatt für ${monthsOf(months)}.${goesOn(of)}`;
    }
  }
}

function wanted({ change, of, resumes }: SpokenChange): string {
  switch (change.action) {
    case 'cancel':
      return `${yours(of)} kündigen, sodass es ${atEnd(of.periodEnds)} endet`;
    case 'cancel_now':
      return `${yours(of)} heute beenden, und von dem, was bezahlt ist, wird nichts erstattet`;
    case 'keep':
      return `die Kündigung zurücknehmen, sodass ${yours(of)} weiterläuft`;
    case 'pause':
      return `die Abrechnung ${ofYours(of)}${resumes ? ` bis zum ${date(resumes)}` : ''} pausieren`;
    case 'resume':
      return `die Abrechnung ${ofYours(of)} wieder aufnehmen`;
    case 'accept_offer':
      return `${yours(of)} mit dem Rabatt weiterlaufen lassen`;
  }
}

const refusals: Record<ChangeRefusal, (one: SpokenSubscription) => string> = {
  ended: (one) => `Das kann ich nicht mehr ändern. ${yours(one)} ${states.ended(one)}`,
  incomplete: (one) => `Das kann ich nicht ändern. ${yours(one)} ${states.incomplete(one)}${open(one)}`,
  past_due: (one) =>
    `Das kann ich noch nicht ändern. Zuerst kommt, was für ${yours(one)} offen ist.${open(one)}${COLLEAGUE}`,
  on_hold: () => `Das kann ich nicht ändern, weil es ruht.${COLLEAGUE}`,
  ending: (one) =>
    `Das geht bei einem Abo nicht, das endet. ${yours(one)} soll enden, wenn Sie es nicht behalten.`,
  scheduled: () => `Das kann ich nicht ändern, weil dafür schon Änderungen geplant sind.${COLLEAGUE}`,
  not_allowed: () => `Es tut mir leid. Das darf ich bei einem Abo nicht tun.${COLLEAGUE}`,
  changed_since: () => 'Es hat sich geändert, während wir sprachen. Ich selbst habe nichts geändert.',
  being_confirmed: () =>
    'Eine andere Änderung dieses Abos wird gerade noch bestätigt. Ich habe sonst nichts geändert, bitte fragen Sie in einer Weile noch einmal.',
  refused_by_support: () => 'Es tut mir leid. Jemand aus dem Team hat es geprüft und dagegen entschieden.',
  expired: () =>
    'Es tut mir leid. Niemand konnte rechtzeitig darüber entscheiden, und es wurde nichts geändert. Bitte rufen Sie uns noch einmal an.',
  refused_by_stripe: () => `Es tut mir leid. Dieses Abo lässt sich so nicht ändern.${COLLEAGUE}`,
};

const purposes: Record<ChangeAction, string> = {
  cancel: 'Ihr Abo zu kündigen',
  cancel_now: 'Ihr Abo heute zu beenden',
  keep: 'Ihr Abo zu behalten',
  pause: 'die Abrechnung Ihres Abos zu pausieren',
  resume: 'die Abrechnung Ihres Abos wieder aufzunehmen',
  accept_offer: 'Ihr Abo zu behalten',
};

function standing(one: SpokenSubscription, inBrief: boolean): string {
  const price = priced(one);
  const ends = one.ends ? ` Es endet am ${date(one.ends)} und verlängert sich nicht.` : '';
  const stand = states[one.subscription.state](one);
  if (inBrief) return `${yours(one)} ${stand}${ends}`;
  return `${yours(one)}${price && ` für ${price}`} ${stand}${open(one)}${paused(one)}${ends || goesOn(one)}`;
}

export const subscription: SubscriptionWords = {
  none: () => 'Ich habe nachgesehen. Ich finde kein Abo von Ihnen, und es wurde nichts geändert.',
  askWhich: (options) => `Ich sehe mehr als ein Abo. Welches meinen Sie, ${either(options)}?`,
  option: (one, apart) => {
    const price = priced(one);
    const since = apart || price === '' ? ` seit dem ${date(one.began)}` : '';
    return `${one.subscription.plan ?? 'das'}${price && ` für ${price}`}${since}`;
  },
  another: () => 'ein anderes',
  status: (one) => `Ich habe nachgesehen. ${standing(one, false)}`,
  standing,
  confirm: (change) => `Ich wiederhole das kurz. Ich würde ${wanted(change)}. Soll ich das tun?`,
  offer: ({ percentOff, months }, one) =>
    `Bevor ich kündige, habe ich ein Angebot für Sie. Wenn Sie ${yours(one)} behalten, gebe ich Ihnen ${percentOff} Prozent Rabatt für ${monthsOf(months)}. Möchten Sie das?`,
  declinedByCaller: () => 'In Ordnung. Ich habe nichts geändert.',
  purpose: (action) => purposes[action],
  withSupport: () => 'Danke. Darüber muss jemand aus dem Team entscheiden. Ich habe es weitergegeben.',
  sending: () => 'Einen Moment bitte. Ich ändere Ihr Abo.',
  beingConfirmed: () =>
    'Danke. Die Änderung Ihres Abos wird gerade bestätigt, und wir sorgen dafür, dass sie nur einmal erfolgt.',
  done: (change, isWritten) =>
    `Das ist erledigt. ${stands(change)}${isWritten ? ' Ich schicke Ihnen eine Nachricht dazu.' : ''}`,
  already: (change) => `Das ist schon so. ${stands(change)}`,
  refused: (reason, one) => refusals[reason](one),
  subject: () => 'Ihr Abo',
  message: (change, reference) =>
    `${stands(change)} Darum haben Sie in einem Anruf gebeten (Referenz ${reference}). Wenn Sie das nicht waren, sagen Sie uns bitte sofort Bescheid.`,
};
