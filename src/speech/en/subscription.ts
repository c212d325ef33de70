import type { Interval, SubscriptionState } from '../../domain/subscription.ts';
import type { ChangeAction, ChangeRefusal } from '../../domain/subscription-change.ts';
import type { SpokenChange, SpokenDay, SpokenSubscription, SubscriptionWords } from '../catalogue.ts';
import { failures } from './payment-confirmation.ts';
import type { EnglishTerms } from './terms.ts';

const COLLEAGUE = ' Let me bring in a colleague.';

const it = ({ subscription: { plan } }: SpokenSubscription) =>
  `our subscription${plan === undefined ? '' : ` to ${plan}`}`;
const your = (one: SpokenSubscription) => `y${it(one)}`;
const Your = (one: SpokenSubscription) => `Y${it(one)}`;

const often = ({ unit, count }: Interval) => (count === 1 ? `a ${unit}` : `every ${count} ${unit}s`);
const monthsOf = (months: number) => (months === 1 ? 'month' : `${months} months`);

const purposes: Record<ChangeAction, string> = {
  cancel: 'cancel your subscription',
  cancel_now: 'end your subscription today',
  keep: 'keep your subscription',
  pause: 'pause the billing of your subscription',
  resume: 'resume the billing of your subscription',
  accept_offer: 'keep your subscription',
};

/** What a caller hears who asks about a subscription, or wants it changed. */
export function subscription({ money, day, either }: EnglishTerms): SubscriptionWords {
  const date = (on: SpokenDay) => day(on.day) + (on.year === undefined ? '' : `, ${on.year}`);

  const atEnd = (on: SpokenDay | undefined) => (on ? `on ${date(on)}` : 'at the end of its period');

  function priced({ subscription: { price, every } }: SpokenSubscription): string {
    return price && every ? `${money(price)} ${often(every)}` : '';
  }

  const states: Record<SubscriptionState, (one: SpokenSubscription) => string> = {
    active: () => 'is active.',
    trialing: ({ trialEnds, subscription: { nextAmount } }) => {
      const until = trialEnds ? ` until ${date(trialEnds)}` : '';
      return `is in its trial${until}.${nextAmount ? ` Its first charge is ${money(nextAmount)}.` : ''}`;
    },
    past_due: () => 'is past due.',
    unpaid: () => 'is on hold, since it was not paid.',
    incomplete: () => 'has not begun, since its first payment is missing.',
    paused: () => 'is paused.',
    ended: ({ ended }) => (ended ? `ended on ${date(ended)}.` : 'has ended.'),
    other: () => 'is there. A colleague can tell you how it stands.',
  };

  function open({ subscription: { owed, failure } }: SpokenSubscription): string {
    if (!owed) return '';
    if (failure === undefined) return ` A payment of ${money(owed)} is still open.`;
    return ` A payment of ${money(owed)} did not go through, ${failures[failure]}.`;
  }

  function goesOn({ renews, subscription: { state, nextAmount } }: SpokenSubscription): string {
    if (!renews || state === 'trialing') return '';
    return ` It renews on ${date(renews)}${nextAmount ? ` for ${money(nextAmount)}` : ''}.`;
  }

  function paused({ resumes, subscription: { pausedCollection } }: SpokenSubscription): string {
    if (!pausedCollection) return '';
    return resumes ? ` Its billing is paused until ${date(resumes)}.` : ' Its billing is paused.';
  }

  /** How it stands after a change, or without one. */
  function stands({ change, of, resumes = of.resumes }: SpokenChange): string {
    if (of.ended) return `${Your(of)} ended on ${date(of.ended)}.`;
    switch (change.action) {
      case 'cancel':
      case 'cancel_now':
        return `${Your(of)} ends ${atEnd(of.ends ?? of.periodEnds)} and does not renew.`;
      case 'keep':
        return `${Your(of)} goes on.${goesOn(of)}`;
      case 'pause':
        return `The billing of ${your(of)} is paused${resumes ? ` until ${date(resumes)}` : ''}.`;
      case 'resume':
        return `The billing of ${your(of)} goes on.${goesOn(of)}`;
      case 'accept_offer': {
        const { percentOff, months } = change.offer;
        return `${Your(of)} goes on, with ${percentOff} percent off for the next ${monthsOf(months)}.${goesOn(of)}`;
      }
    }
  }

  function wanted({ change, of, resumes }: SpokenChange): string {
    switch (change.action) {
      case 'cancel':
        return `cancel ${your(of)}, so that it ends ${atEnd(of.periodEnds)}`;
      case 'cancel_now':
        return `end ${your(of)} today, and nothing is given back of what was paid`;
      case 'keep':
        return `take back the cancellation, so that ${your(of)} goes on`;
      case 'pause':
        return `pause the billing of ${your(of)}${resumes ? ` until ${date(resumes)}` : ''}`;
      case 'resume':
        return `resume the billing of ${your(of)}`;
      case 'accept_offer':
        return `keep ${your(of)} with the discount`;
    }
  }

  const refusals: Record<ChangeRefusal, (one: SpokenSubscription) => string> = {
    ended: (one) => `I cannot change this one any more. ${Your(one)} ${states.ended(one)}`,
    incomplete: (one) => `I cannot change this one. ${Your(one)} ${states.incomplete(one)}${open(one)}`,
    past_due: (one) =>
      `I cannot change this one yet. What is open for ${your(one)} comes first.${open(one)}${COLLEAGUE}`,
    on_hold: () => `I cannot change this one, since it is on hold.${COLLEAGUE}`,
    ending: (one) => `I cannot do that with one that ends. ${Your(one)} is to end, unless you keep it.`,
    scheduled: () => `I cannot change this one, since changes to it are planned already.${COLLEAGUE}`,
    not_allowed: () => `I am sorry. I may not do that with a subscription.${COLLEAGUE}`,
    changed_since: () => 'It has changed while we spoke. I have changed nothing myself.',
    being_confirmed: () =>
      'Another change of this subscription is still being confirmed. I have changed nothing else, so please ask again in a while.',
    refused_by_support: () => 'I am sorry. A colleague has looked at it and decided against it.',
    expired: () =>
      'I am sorry. Nobody could decide on it in time, and nothing was changed. Please call us again.',
    refused_by_stripe: () => `I am sorry. This subscription cannot be changed like that.${COLLEAGUE}`,
  };

  function standing(one: SpokenSubscription, inBrief: boolean): string {
    const price = priced(one);
    const ends = one.ends ? ` It ends on ${date(one.ends)} and does not renew.` : '';
    const stand = states[one.subscription.state](one);
    if (inBrief) return `${Your(one)} ${stand}${ends}`;
    return `${Your(one)}${price && `, at ${price},`} ${stand}${open(one)}${paused(one)}${ends || goesOn(one)}`;
  }

  return {
    none: () => 'I looked. I cannot find a subscription of yours, and nothing was changed.',
    askWhich: (options) => `I see more than one subscription. Which one do you mean: ${either(options)}?`,
    option: (one, apart) => {
      const price = priced(one);
      const since = apart || price === '' ? ` since ${date(one.began)}` : '';
      return `${one.subscription.plan ?? 'the one'}${price && ` at ${price}`}${since}`;
    },
    another: () => 'another one',
    status: (one) => `I have looked it up. ${standing(one, false)}`,
    standing,
    confirm: (change) => `Let me read that back. I would ${wanted(change)}. Shall I go ahead?`,
    offer: ({ percentOff, months }, one) =>
      `Before I cancel it, I have an offer for you. If you keep ${your(one)}, I take ${percentOff} percent off for the next ${monthsOf(months)}. Would you like that?`,
    declinedByCaller: () => 'All right. I have changed nothing.',
    purpose: (action) => purposes[action],
    withSupport: () => 'Thank you. A colleague has to decide on this one. I have passed it on.',
    sending: () => 'One moment, please. I am changing your subscription.',
    beingConfirmed: () =>
      'Thank you. The change of your subscription is being confirmed, and we will make sure that it is made only once.',
    done: (change, isWritten) =>
      `That is done. ${stands(change)}${isWritten ? ' I am sending you a message about it.' : ''}`,
    already: (change) => `It is like that already. ${stands(change)}`,
    refused: (reason, one) => refusals[reason](one),
    subject: () => 'Your subscription',
    message: (change, reference) =>
      `${stands(change)} You asked for this in a call (reference ${reference}). If that was not you, please tell us at once.`,
  };
}
