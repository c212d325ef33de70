import type { PaymentFailure } from '../../domain/payment.ts';
import type { PaymentConfirmationWords, SpokenPayment } from '../catalogue.ts';
import { card, day, money } from './terms.ts';

const failures: Record<PaymentFailure, string> = {
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

function what({ payment, day: date }: SpokenPayment): string {
  const by = payment.card ? ` with your ${card(payment.card)}` : '';
  return `Your payment of ${money(payment.amount)} on ${day(date)}${by}`;
}

function wentThrough(spoken: SpokenPayment): string {
  const { payment } = spoken;
  const { currency } = payment.amount;
  const shown = payment.statementDescriptor
    ? ` It shows on your statement as ${payment.statementDescriptor}.`
    : '';
  if (payment.refunded >= payment.amount.value && payment.amount.value > 0)
    return `${what(spoken)} went through and has since been refunded in full.`;
  if (payment.refunded > 0)
    return `${what(spoken)} went through, and ${money({ value: payment.refunded, currency })} of it has since been refunded.`;
  return `${what(spoken)} went through.${shown}`;
}

function state(spoken: SpokenPayment): string {
  switch (spoken.payment.state) {
    case 'succeeded':
      return wentThrough(spoken);
    case 'processing':
      return `${what(spoken)} is still being processed by your bank.`;
    case 'action_needed':
      return `${what(spoken)} is not complete. Your bank is waiting for you to confirm it.`;
    case 'authorized':
      return `${what(spoken)} is authorized but has not been charged yet.`;
    case 'failed':
      return `${what(spoken)} did not go through, ${failures[spoken.payment.failure ?? 'other']}.`;
    case 'canceled':
      return `${what(spoken)} was canceled, and nothing was charged.`;
  }
}

function dispute({ payment: { disputed, disputes } }: SpokenPayment): string {
  if (!disputed) return '';
  const over = disputes.length > 0 && disputes.every(({ open }) => !open);
  return over
    ? ' It was disputed with the bank, and that is closed.'
    : ' It is being disputed with the bank.';
}

export const paymentConfirmation: PaymentConfirmationWords = {
  answer: (spoken) => `I found it. ${state(spoken)}${dispute(spoken)}`,
  askWait: (spoken) => `I found it. ${state(spoken)} Shall I wait with you until we know more?`,
  waiting: () => 'Thank you for waiting. I am still waiting for your bank.',
};
