import type { DisputeOutcome } from '../../domain/payment.ts';
import type { DisputeWords, SpokenDispute } from '../catalogue.ts';
import type { EnglishTerms } from './terms.ts';

/** What a caller hears who does not recognise a payment, or disputes it. */
export function dispute({ money, day, card }: EnglishTerms): DisputeWords {
  const payment = ({ amount, day: date }: SpokenDispute) =>
    `your payment of ${money(amount)} on ${day(date)}`;

  const ended: Record<Exclude<DisputeOutcome, 'open'>, (it: string) => string> = {
    won: (it) => `The dispute of ${it} is closed, and the bank has decided that the payment stands.`,
    lost: (it) => `The dispute of ${it} is closed, and the bank has decided in your favour.`,
    closed: (it) => `Your bank had asked about ${it}, and that is closed without a dispute.`,
  };

  return {
    askWhat: () =>
      'I am sorry to hear that. Please tell me in your own words what happened with this payment.',
    open: (of) =>
      of.stage === 'inquiry'
        ? `I can see it. Your bank has asked us about ${payment(of)}, and has not decided anything yet. I have passed on what you told me to the colleagues who answer your bank.`
        : `I can see it. There is a dispute of ${payment(of)} at your bank, and the bank decides about the money. I have passed on what you told me to the colleagues who look after it.`,
    over: (of) => `I have looked it up. ${ended[of.outcome](payment(of))}`,
    offerRefund: ({ amount, card: to, day: date }) =>
      `Thank you for telling me. I can refund ${money(amount)}${to ? ` to your ${card(to)}` : ''}, for your payment of ${day(date)}. Would you like that?`,
    withSupport: () =>
      'Thank you for telling me. A colleague has to look into this one. I have passed it on.',
    subject: () => 'Your payment',
    asks: ({ text, reference }) =>
      `We are looking into your payment (reference ${reference}), and a colleague asks you this: ${text}`,
    refunded: ({ refund, reference, ...of }) =>
      `We have sent a refund of ${money(refund)} for ${payment(of)}. Your bank had asked us about it (reference ${reference}).`,
    message: (of) => `${ended[of.outcome](payment(of))} You told us about it (reference ${of.reference}).`,
  };
}
