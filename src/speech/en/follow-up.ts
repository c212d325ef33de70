import type { DeclineReason, RefundNow } from '../../domain/follow-up.ts';
import type { PaymentState, RefundState } from '../../domain/payment.ts';
import type {
  DiscountWords,
  EarlierKind,
  FollowUpWords,
  PaymentConfirmationWords,
  SpokenRequest,
  SubscriptionWords,
  SupportWords,
} from '../catalogue.ts';
import { disputeOf } from '../payment-facts.ts';
import { type BesideWords, toldBesides } from '../told-besides.ts';
import { toldInFull } from '../told-in-full.ts';
import { disputes } from './payment-confirmation.ts';
import { needsColleague } from './refund.ts';
import type { EnglishTerms } from './terms.ts';

const about: Record<EarlierKind, string> = {
  payment_confirmation: 'a payment',
  refund: 'a refund',
  subscription: 'a subscription',
  discount: 'a discount',
  dispute: 'a payment that you disputed',
};

const declined: Record<DeclineReason, string> = {
  not_paid: 'because the payment had not been charged',
  disputed: 'because the payment was being disputed with your bank',
  already_refunded: 'because there was nothing left to refund',
  too_old: 'because the payment was too long ago',
  partial_not_allowed: 'because only all of a payment can be refunded',
  refused_by_support: 'because a colleague decided against it',
  expired: 'because nobody could decide on it in time',
  refused_by_stripe: 'because the payment could not be refunded',
  no_such_payment: 'because I could not find that payment among yours',
  ended: 'because the subscription had ended',
  incomplete: 'because the subscription had not begun',
  past_due: 'because a payment for the subscription was open',
  on_hold: 'because the subscription was on hold',
  ending: 'because the subscription was to end',
  scheduled: 'because changes to the subscription were planned already',
  not_allowed: 'because I may not do that with a subscription',
  changed_since: 'because it changed while we spoke',
  being_confirmed: 'because another change was still being confirmed',
  no_subscription: 'because I could not find a subscription of yours',
};

/** The words for what a request was about, and who decides on it. */
interface FollowedUp {
  readonly support: SupportWords;
  readonly subscription: SubscriptionWords;
  readonly discount: DiscountWords;
}

/** What a caller hears who asks what became of something. */
export function followUp(
  { money, day, spell, authorized, canceled }: EnglishTerms,
  { answer }: PaymentConfirmationWords,
  { support, subscription, discount }: FollowedUp,
): FollowUpWords {
  const refunds: Record<RefundState, (it: string, on: string) => string> = {
    issued: (it, on) => `${it} was issued on ${on}.`,
    pending: (it, on) => `${it} from ${on} is under way, but it is not confirmed yet.`,
    action_needed: (it, on) => `${it} from ${on} needs one more step from you.`,
    unknown: (it, on) => `${it} from ${on} is still being confirmed.`,
    failed: (it, on) => `${it} from ${on} did not go through.`,
    canceled: (it, on) => `${it} from ${on} was ${canceled}, and no money is on its way.`,
  };

  const payments: Record<PaymentState, string> = {
    succeeded: 'went through',
    processing: 'is still being processed by your bank',
    action_needed: 'is not complete, since your bank is waiting for you to confirm it',
    authorized: `is ${authorized} but has not been charged yet`,
    failed: 'did not go through',
    canceled: `was ${canceled}, and nothing was charged`,
  };

  function became({ became: now, ...asked }: SpokenRequest): string {
    const it = `request of ${day(asked.day)} ${asked.action ? `to ${subscription.purpose(asked.action)}` : `about ${about[asked.intent]}`}`;
    switch (now.kind) {
      case 'refund':
        return refund(now.refund);
      case 'payment':
        return `Your payment of ${money(now.payment.amount)} on ${day(now.day)} ${payments[now.payment.state]}.${disputes[disputeOf(now.payment)]}`;
      case 'code':
        return discount.standing({ terms: now.code.terms, day: now.day }, now.standing);
      case 'answered':
        return asked.subscription
          ? subscription.standing(asked.subscription, true)
          : `Your ${it} was answered.`;
      case 'done':
        return `Your ${it} was completed${now.overtaken ? ', but that has changed since' : ''}.`;
      case 'deciding':
        return `A colleague still has to decide on your ${it}${now.reason ? `, ${needsColleague[now.reason]}` : ''}.`;
      case 'being_confirmed':
        return `Your ${it} is still being confirmed.`;
      case 'declined':
        return `Your ${it} was declined${now.reason ? `, ${declined[now.reason]}` : ''}.`;
      case 'stopped':
        return `Your ${it} was stopped before it was finished, and nothing was changed.`;
      case 'failed':
        return `Your ${it} could not be finished on our side.`;
      case 'taken_over':
        return `Your ${it} was taken over by a colleague.`;
      case 'open':
        return `Your ${it} is ${now.waitsFor === 'answer' ? 'still open, and waits for your answer' : 'being worked on right now'}.`;
      case 'unknown':
        return `I cannot see how your ${it} stands.`;
    }
  }

  function refund({ refund: { state, amount }, day: date }: RefundNow): string {
    return refunds[state](`The refund of ${money(amount)}`, day(date));
  }

  const besides: BesideWords = {
    colleague: ' Let me bring in a colleague.',
    answerBy: (by) => ` ${support.answerBy(by)}`,
    hasAsked: (text) => ` ${support.hasAsked(text)}`,
    lookForEmail: ' Please look for an email about it.',
    arrives: (by, overdue) =>
      ` It ${overdue ? 'should have been' : 'should be'} with your bank by ${day(by)}.`,
    reference: (it) => ` Your bank can find it by this reference: ${spell(it)}.`,
    askBank: ' If you do not see it, please ask your bank.',
  };
  const more = toldBesides(besides, refund);
  const inFull = toldInFull({ became, more, subscription, discount });
  const inWriting = toldBesides(
    {
      ...besides,
      colleague: ' Please call us again about it.',
      reference: (it) => ` Your bank can find it by this reference: ${it}.`,
    },
    refund,
  );

  return {
    one: (request) =>
      request.became.kind === 'payment'
        ? `${answer(request.became)}${more(request.became)}`
        : `I have looked it up. ${inFull(request)}`,
    subject: () => 'Your request',
    written: (request, reference) =>
      `${became(request)}${inWriting(request.became)} You asked for this in a call with us (reference ${reference}).`,
    several: (newest, hasMore) =>
      `I found several. ${newest.map(became).join(' ')}${hasMore ? ' There are earlier ones as well.' : ''}`,
    askAnswer: () => 'What may I pass on to them?',
    passedOn: () => 'Thank you. I have passed that on.',
    nothing: () => 'I have looked. I cannot find anything that you asked us for before.',
    unknownReference: () => 'I have looked. I cannot find anything of yours under that reference.',
  };
}
