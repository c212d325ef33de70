import type { PaymentState, RefundRecord } from '../../domain/payment.ts';
import type { SupportReason } from '../../domain/refund.ts';
import type { RefundWords, SpokenRefund } from '../catalogue.ts';
import { card, day, money } from './terms.ts';

const needsColleague: Record<SupportReason, string> = {
  not_captured: 'because the payment has not been charged yet',
  inquiry: 'because your bank has asked us about this payment',
  currency: 'because of the currency',
  payment_cap: 'because of the amount',
  customer_cap: 'because of the refunds you had lately',
  customer_count: 'because of the number of refunds you had lately',
};

function sent({ refund, day: date }: SpokenRefund): string {
  const reference = refund.reference ? `, under reference ${spelled(refund.reference)}` : '';
  const verb = refund.state === 'unknown' ? 'is still being confirmed, asked for' : 'was sent';
  return `a refund of ${money(refund.amount)} ${verb} on ${day(date)}${reference}`;
}

function spelled(reference: string): string {
  return [...reference.replace('-', '')].join(' ');
}

function arrives({ state }: RefundRecord): string {
  if (state === 'pending') return 'Your bank has not confirmed it yet.';
  if (state === 'action_needed')
    return 'It is not complete yet, since it needs one more step from you. Please look for an email about it.';
  return 'Banks usually show it within 5 to 10 working days.';
}

export const refund: RefundWords = {
  askAmount: (max) =>
    `That is not an amount I can refund. ${money(max)} is left of this payment. How much would you like back?`,
  confirm: ({ amount, card: to, day: date, partial }) => {
    const goes = to ? ` to your ${card(to)}` : '';
    const of = partial ? `, as a part of your payment of ${day(date)}` : `, for your payment of ${day(date)}`;
    return `I can do that. I would refund ${money(amount)}${goes}${of}. Shall I go ahead?`;
  },
  confirmAnother: ({ amount, earlier }) =>
    `Just to be sure. For this payment ${sent(earlier)}. Do you want another ${money(amount)} refunded as well?`,
  declinedByCaller: () => 'All right. I have not refunded anything.',
  withSupport: (reason) =>
    `Thank you. A colleague has to decide on this one ${needsColleague[reason]}. I have passed it on.`,
  sending: () => 'One moment, please. I am sending the refund to your bank.',
  beingConfirmed: (amount) =>
    `Thank you. The refund of ${money(amount)} is being confirmed, and we will make sure that it is made only once.`,
  issued: (made, to) => {
    if (made.state === 'failed' || made.state === 'canceled')
      return 'I am sorry. The refund did not go through. Let me bring in a colleague.';
    const goes = to ? ` to your ${card(to)}` : '';
    return `It is on its way. I have sent a refund of ${money(made.amount)}${goes}. ${arrives(made)}`;
  },
  already: (earlier) =>
    `This was already done. For this payment ${sent(earlier)}. Nothing more was sent now.`,
  refused: (reason, { payment: { payment, day: date }, earlier }) => {
    switch (reason) {
      case 'already_refunded':
        return earlier
          ? `There is nothing left to refund. For this payment ${sent(earlier)}.`
          : 'There is nothing left to refund. This payment was already refunded in full.';
      case 'more_than_left': {
        const value = payment.amount.value - payment.refunded;
        return `I cannot refund that much. ${money({ value, currency: payment.amount.currency })} is left of this payment.`;
      }
      case 'not_paid':
        return unpaid[payment.state];
      case 'disputed':
        return 'I cannot refund this one. It is being disputed with your bank, and the bank decides about the money.';
      case 'too_old':
        return `I cannot refund this one. The payment was on ${day(date)}, which is too long ago.`;
      case 'partial_not_allowed':
        return 'I cannot refund a part of this payment, only all of it.';
      case 'refused_by_support':
        return 'I am sorry. A colleague has looked at it and decided against a refund.';
      case 'refused_by_stripe':
        return 'I am sorry. This payment cannot be refunded. Let me bring in a colleague.';
    }
  },
};

const unpaid: Record<PaymentState, string> = {
  succeeded: 'I cannot refund this one.',
  authorized: 'I cannot refund this one yet, because it has not been charged.',
  processing: 'I cannot refund this one yet. The payment is still being processed by your bank.',
  action_needed: 'There is nothing to refund. The payment was never completed, so nothing was charged.',
  failed: 'There is nothing to refund. The payment did not go through, so nothing was charged.',
  canceled: 'There is nothing to refund. The payment was canceled, so nothing was charged.',
};
