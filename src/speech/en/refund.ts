import { ARRIVAL_WORKING_DAYS } from '../../domain/arrival.ts';
import type { Money } from '../../domain/money.ts';
import type { PaymentState, RefundState } from '../../domain/payment.ts';
import type { FinalRefusal } from '../../domain/refund.ts';
import type { SupportReason } from '../../domain/refund-approval.ts';
import { oneByOne } from '../card.ts';
import type { RefundWords, Refused, SpokenRefund } from '../catalogue.ts';
import type { EnglishTerms } from './terms.ts';

export const needsColleague: Record<SupportReason, string> = {
  inquiry: 'because your bank has asked us about this payment',
  currency: 'because of the currency',
  payment_cap: 'because of the amount',
  customer_cap: 'because of the refunds you had lately',
  customer_count: 'because of the number of refunds you had lately',
  changed_since: 'because the payment has changed meanwhile',
  more_than_left: 'because less of the payment is left by now',
  repeats: 'because the same amount was refunded meanwhile',
  refused_by_stripe: 'because it could not be sent as it was',
};

/** What a caller hears who wants money back. */
export function refund({ money, day, card, canceled }: EnglishTerms): RefundWords {
  const became: Record<RefundState, string> = {
    issued: 'was issued',
    pending: 'is under way but not confirmed yet, asked for',
    action_needed: 'needs one more step from you, asked for',
    unknown: 'is still being confirmed, asked for',
    failed: 'did not go through, asked for',
    canceled: `was ${canceled}, asked for`,
  };

  function earlierRefund({ refund, day: date }: SpokenRefund): string {
    const reference = refund.reference ? `, under reference ${oneByOne(refund.reference)}` : '';
    return `a refund of ${money(refund.amount)} ${became[refund.state]} on ${day(date)}${reference}`;
  }

  function beingConfirmed(amount: Money): string {
    return `Thank you. The refund of ${money(amount)} is being confirmed, and we will make sure that it is made only once.`;
  }

  const made: Record<RefundState, (what: string, amount: Money) => string> = {
    issued: (what) =>
      `It is on its way. I have issued a ${what}. Banks usually show it within ${ARRIVAL_WORKING_DAYS.least} to ${ARRIVAL_WORKING_DAYS.most} working days.`,
    pending: (what) => `It is under way. I have asked for a ${what}. Your bank has not confirmed it yet.`,
    action_needed: (what) =>
      `One more step is needed from you. I have asked for a ${what}. Please look for an email about it.`,
    unknown: (_what, amount) => beingConfirmed(amount),
    failed: () => 'I am sorry. The refund did not go through. Let me bring in a colleague.',
    canceled: () => 'I am sorry. The refund did not go through. Let me bring in a colleague.',
  };

  const unpaid: Record<PaymentState, string> = {
    succeeded: 'I cannot refund this one.',
    authorized: 'I cannot refund this one yet, because it has not been charged.',
    processing: 'I cannot refund this one yet. The payment is still being processed by your bank.',
    action_needed: 'There is nothing to refund. The payment was never completed, so nothing was charged.',
    failed: 'There is nothing to refund. The payment did not go through, so nothing was charged.',
    canceled: `There is nothing to refund. The payment was ${canceled}, so nothing was charged.`,
  };

  const refusals: Record<FinalRefusal, (about: Refused) => string> = {
    already_refunded: ({ earlier }) =>
      `There is nothing left to refund. ${
        earlier ? `For this payment ${earlierRefund(earlier)}.` : 'This payment was already refunded in full.'
      }`,
    not_paid: ({ payment }) => unpaid[payment.payment.state],
    disputed: () =>
      'I cannot refund this one. It is being disputed with your bank, and the bank decides about the money.',
    too_old: ({ payment }) =>
      `I cannot refund this one. The payment was on ${day(payment.day)}, which is too long ago.`,
    partial_not_allowed: () => 'I cannot refund a part of this payment, only all of it.',
    refused_by_support: () => 'I am sorry. A colleague has looked at it and decided against a refund.',
    expired: () =>
      'I am sorry. Nobody could decide on it in time, and nothing was changed. Please call us again.',
    refused_by_stripe: () => 'I am sorry. This payment cannot be refunded. Let me bring in a colleague.',
  };

  return {
    askAmount: (max, earlier) => {
      const why = earlier
        ? `That is more than is left. For this payment ${earlierRefund(earlier)}.`
        : 'That is not an amount I can refund.';
      return `${why} ${money(max)} is left of this payment. How much would you like back?`;
    },
    confirm: ({ amount, card: to, day: date, partial }) => {
      const goes = to ? ` to your ${card(to)}` : '';
      const of = partial
        ? `, as a part of your payment of ${day(date)}`
        : `, for your payment of ${day(date)}`;
      return `Let me read that back. I would refund ${money(amount)}${goes}${of}. Shall I go ahead?`;
    },
    confirmAnother: ({ amount, earlier }) =>
      `Just to be sure. For this payment ${earlierRefund(earlier)}. Do you want another ${money(amount)} refunded as well?`,
    declinedByCaller: () => 'All right. I have not refunded anything now.',
    withSupport: (reason) =>
      `Thank you. A colleague has to decide on this one ${needsColleague[reason]}. I have passed it on.`,
    sending: () => 'One moment, please. I am sending the refund to your bank.',
    purpose: (amount) => `refund ${money(amount)}`,
    beingConfirmed,
    issued: ({ state, amount }, to) =>
      made[state](`refund of ${money(amount)}${to ? ` to your ${card(to)}` : ''}`, amount),
    already: (earlier) =>
      `You asked for this already. For this payment ${earlierRefund(earlier)}. Nothing more was sent now.`,
    refused: (reason, about) => refusals[reason](about),
  };
}
