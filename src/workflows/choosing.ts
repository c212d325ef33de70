import type { IntentKind } from '../contracts/intent.ts';
import type { PaymentFacts } from '../contracts/payment.ts';
import { MOST_OPTIONS, meant, type PaymentHints } from '../domain/choice.ts';
import { type Payment, surelyRefunded } from '../domain/payment.ts';
import { dayOf } from '../domain/time.ts';
import type { SpokenPayment } from '../speech/catalogue.ts';
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
  // More than can be told apart by ear are offered a few at a time, newest first, and from the newest again.
  for (let from = 0; ; from = from + MOST_OPTIONS < candidates.length ? from + MOST_OPTIONS : 0) {
    const shown = candidates.slice(from, from + MOST_OPTIONS);
    const options = shown.map((payment) => ({
      id: payment.payment,
      say: words.stage.option(spoken(payment, start.timeZone)),
      facts: paymentFacts(payment, start.timeZone),
    }));
    const others = { id: EARLIER, say: words.stage.earlierPayment(), facts: {} };
    const offered = candidates.length > MOST_OPTIONS ? [...options, others] : options;
    const chosen = await caller.ask({
      say: words.stage.askWhich(offered.map(({ say }) => say)),
      expects: { kind: 'choice', options: offered },
    });
    const payment = shown.find((one) => one.payment === chosen);
    if (payment) return payment;
  }
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
