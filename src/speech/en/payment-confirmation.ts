import type { Payment, PaymentFailure, PaymentState } from '../../domain/payment.ts';
import type { PaymentConfirmationWords, SpokenPayment } from '../catalogue.ts';
import { type DisputesTold, disputeOf, sentBack } from '../payment-facts.ts';
import type { EnglishTerms } from './terms.ts';

export const failures: Record<PaymentFailure, string> = {
  insufficient_funds: 'because there was not enough money in the account',
  card_expired: 'because the card has expired',
  wrong_security_code: 'because the security code was not right',
  wrong_card_details: 'because the card details were not right',
  authentication_failed: 'because your bank could not confirm that it was you',
  bank_unavailable: 'because the bank could not be reached. It may work if you try again',
  limit_exceeded: 'because it is over a limit of the card',
  not_supported: 'because the card cannot be used for this kind of payment',
  declined: 'because your bank declined it. Your bank can tell you why',
  other: 'and your bank can tell you why',
};

export const disputes: Record<DisputesTold, string> = {
  none: '',
  inquiry:
    ' Your bank has asked us about it and has not decided anything yet, and a colleague is looking after it.',
  chargeback: ' It is being disputed with the bank, and a colleague is looking after it.',
  won: ' It was disputed with the bank, which has decided that it stands.',
  lost: ' It was disputed with the bank, which has decided in your favour.',
  closed: ' Your bank had asked us about it, and that is closed.',
};

/** What a caller hears who asks how a payment stands. */
export function paymentConfirmation(terms: EnglishTerms): PaymentConfirmationWords {
  const { money, day, card, canceled, authorized } = terms;

  const states: Record<PaymentState, (it: string, payment: Payment) => string> = {
    succeeded: wentThrough,
    processing: (it) => `${it} is still being processed by your bank.`,
    action_needed: (it) => `${it} is not complete. Your bank is waiting for you to confirm it.`,
    authorized: (it) => `${it} is ${authorized} but has not been charged yet.`,
    failed: (it, { failure }) => `${it} did not go through, ${failures[failure ?? 'other']}.`,
    canceled: (it) => `${it} was ${canceled}, and nothing was charged.`,
  };

  function wentThrough(it: string, payment: Payment): string {
    const back = sentBack(payment);
    if (back === 'all') return `${it} went through and has since been refunded in full.`;
    if (back) return `${it} went through, and ${money(back)} of it has since been refunded.`;
    const shown = payment.statementDescriptor;
    return `${it} went through.${shown ? ` It shows on your statement as ${shown}.` : ''}`;
  }

  function found({ payment, day: date }: SpokenPayment): string {
    const by = payment.card ? ` with your ${card(payment.card)}` : '';
    const it = `Your payment of ${money(payment.amount)} on ${day(date)}${by}`;
    return `I found it. ${states[payment.state](it, payment)}`;
  }

  return {
    answer: (spoken) => `${found(spoken)}${disputes[disputeOf(spoken.payment)]}`,
    askWait: (spoken) => `${found(spoken)} Shall I wait with you until we know more?`,
    waiting: () => 'Thank you for waiting. I am still waiting for your bank.',
  };
}
