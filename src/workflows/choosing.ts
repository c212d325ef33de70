import type { IntentKind } from '../contracts/intent.ts';
import type { PaymentFacts } from '../contracts/payment.ts';
import { meant, type PaymentHints } from '../domain/choice.ts';
import { type Payment, surelyRefunded } from '../domain/payment.ts';
import { dayOf } from '../domain/time.ts';
import type { SpokenPayment } from '../speech/catalogue.ts';
import { offerEach } from './offering.ts';
import type { Stage } from './stage/index.ts';
import type { Verified } from './verification.ts';

/** The option that leads to the next older payments. */
const EARLIER = 'earlier';

/** The payment that the caller means, asked for where hints and proof leave several; undefined where it is not theirs. */
export async function choosePayment<K extends IntentKind>(
  { start, caller, words }: Stage<K>,
  { payments, proof }: Verified,
  hints: PaymentHints,
): Promise<Payment | undefined> {
  const candidates = meant(payments, hints, proof, start.timeZone);
  if (candidates === undefined || candidates.length < 2) return candidates?.[0];
  return offerEach(caller, candidates, {
    option: (payment) => ({
      id: payment.payment,
      say: words.stage.option(spoken(payment, start.timeZone)),
      facts: paymentFacts(payment, start.timeZone),
    }),
    question: (options) => words.stage.askWhich(options),
    others: { id: EARLIER, say: words.stage.earlierPayment() },
  });
}

/** A payment with its day, for speech. */
export function spoken(payment: Payment, timeZone: string): SpokenPayment {
  return { payment, day: dayOf(payment.created, timeZone) };
}

/** A payment as an answer's facts show it. */
export function paymentFacts(payment: Payment, timeZone: string): PaymentFacts {
  const { amount, card, statementDescriptor, failure } = payment;
  return {
    payment: payment.payment,
    amount,
    refunded: { value: surelyRefunded(payment), currency: amount.currency },
    date: dayOf(payment.created, timeZone),
    state: payment.state,
    disputed: payment.disputed,
    ...(card && { card }),
    ...(statementDescriptor !== undefined && { statementDescriptor }),
    ...(failure !== undefined && { failure }),
  };
}
