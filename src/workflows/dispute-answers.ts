import type { Facts } from '../contracts/reply.ts';
import type { Dispute } from '../domain/dispute.ts';
import { type Money, toDecimal } from '../domain/money.ts';
import type { Payment, RefundRecord } from '../domain/payment.ts';
import type { FinalRefusal, RefundVerdict } from '../domain/refund.ts';
import type { PersonsDecision, TaskVerdict } from '../domain/task.ts';
import { dayOf } from '../domain/time.ts';
import { paymentFacts } from './choosing.ts';
import { refusalBy } from './endings.ts';
import { answersFor as refundAnswersFor } from './refund-answers.ts';
import type { Became } from './refunding.ts';
import type { Ending } from './stage/conversation.ts';
import type { Stage } from './stage/index.ts';

export type DisputeAnswers = ReturnType<typeof answersFor>;

/** What the dispute script says of a payment, with the facts behind it. `said`: what happened, as the caller tells it. */
export function answersFor(stage: Stage<'dispute'>, payment: Payment, said: string) {
  const { start, words } = stage;
  const { timeZone } = start;
  const { card } = payment;
  const speak = words.dispute;
  const day = dayOf(payment.created, timeZone);
  const shown: Facts['dispute'] = { payment: paymentFacts(payment, timeZone), said };

  /** As of any refund, with what the caller said. */
  function asRefund(ending: Ending<'refund'>): Ending<'dispute'> {
    return { ...ending, facts: { ...ending.facts, said } };
  }

  const refused = ({ reason, earlier }: Extract<RefundVerdict, { kind: 'refused' }>): Ending<'dispute'> => {
    // What is left is what was asked for: where it is less by now, it is told as gone.
    const final: FinalRefusal = reason === 'more_than_left' ? 'already_refunded' : reason;
    return asRefund(refundAnswersFor(stage, payment).refused({ reason: final, earlier }));
  };

  return {
    refused,
    already: (earlier: RefundRecord) => asRefund(refundAnswersFor(stage, payment).already(earlier)),
    /** How it stands at the bank. */
    disputed: (of: Dispute): Ending<'dispute'> => {
      const { dispute, stage: at, outcome, amount } = of;
      const spoken = { amount: payment.amount, day };
      return {
        outcome: 'completed',
        say: outcome === 'open' ? speak.open({ ...spoken, stage: at }) : speak.over({ ...spoken, outcome }),
        facts: { ...shown, dispute: { dispute, stage: at, outcome, amount } },
      };
    },
    offer: (amount: Money) => ({
      say: speak.offerRefund({ amount, card, day }),
      expects: {
        kind: 'confirmation' as const,
        about: { action: 'refund', amount, ...(card && { card }) },
      },
      facts: shown,
    }),
    /** A person's task, and what the caller hears meanwhile. */
    toDecide: (task: string, isRefundable: boolean) => {
      const reason = 'complaint';
      const verdicts: TaskVerdict[] = [...(isRefundable ? (['refund'] as const) : []), 'refuse', 'contact'];
      const value = payment.amount.value - payment.refunded;
      const amount = { value, currency: payment.amount.currency };
      return {
        ...{ task, kind: 'resolve_dispute' as const, reason, said, verdicts },
        ...(isRefundable && { amount }),
        summary: `A caller disputes ${toDecimal(payment.amount)} ${payment.amount.currency.toUpperCase()} of ${payment.payment}`,
        payment: payment.payment,
        about: {
          payment,
          ...(payment.customer !== undefined && { customer: { id: payment.customer } }),
          effect: isRefundable
            ? `Refund gives back ${toDecimal(amount)} ${amount.currency.toUpperCase()}; refuse leaves the payment as it is.`
            : 'Refuse leaves the payment as it is: nothing of it can be refunded.',
        },
        say: speak.withSupport(),
        facts: { ...shown, reason },
      };
    },
    decidedAgainst: (person: PersonsDecision): Ending<'dispute'> =>
      refused({ kind: 'refused', reason: refusalBy(person) }),
    /** What a refund came to. */
    became: (became: Exclude<Became, { kind: 'needs_code' }>): Ending<'dispute'> => {
      const answers = refundAnswersFor(stage, became.asked.payment);
      switch (became.kind) {
        case 'done':
          return asRefund(answers.done(became.made));
        case 'repeats':
          return asRefund(answers.already(became.earlier));
        case 'refused':
          return refused(became);
      }
    },
  };
}
