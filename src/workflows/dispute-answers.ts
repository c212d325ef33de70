import type { Facts } from '../contracts/reply.ts';
import type { Dispute } from '../domain/dispute.ts';
import type { Money } from '../domain/money.ts';
import type { Payment, RefundRecord } from '../domain/payment.ts';
import type { FinalRefusal, RefundVerdict } from '../domain/refund.ts';
import type { PersonsDecision } from '../domain/task.ts';
import { dayOf } from '../domain/time.ts';
import { paymentFacts } from './choosing.ts';
import { complaintTask } from './dispute-task.ts';
import { refusalBy } from './endings.ts';
import { answersFor as refundAnswersFor } from './refund-answers.ts';
import type { Asked, Became } from './refunding.ts';
import type { Ending } from './stage/conversation.ts';
import type { Stage } from './stage/index.ts';

export type DisputeAnswers = ReturnType<typeof answersFor>;

/**
 * What the dispute script says of a payment, with the facts behind it. `said`: what happened, as the caller tells it;
 * `known`: the dispute of it that they are told of.
 */
export function answersFor(
  stage: Stage<'dispute'>,
  payment: Payment,
  { said, known }: { said: string; known: Dispute | undefined },
) {
  const { start, words } = stage;
  const { timeZone } = start;
  const { card } = payment;
  const speak = words.dispute;
  const day = dayOf(payment.created, timeZone);
  const shown: Facts['dispute'] = { payment: paymentFacts(payment, timeZone), said };

  function toldOf({ outcome, stage: at }: Dispute): string {
    const spoken = { amount: payment.amount, day };
    return outcome === 'open' ? speak.open({ ...spoken, stage: at }) : speak.over({ ...spoken, outcome });
  }

  const dispute = ({ dispute: id, stage: at, outcome, amount }: Dispute) => ({
    dispute: { dispute: id, stage: at, outcome, amount },
  });

  /** What is said where a bank had asked, after that it has closed its inquiry. */
  function sinceClosed<R extends { readonly say: string; readonly facts?: Facts['dispute'] }>(reply: R): R {
    if (!known) return reply;
    return {
      ...reply,
      say: `${toldOf(known)} ${reply.say}`,
      facts: { ...reply.facts, ...dispute(known) },
    };
  }

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
    sinceClosed,
    /** How it stands at the bank. */
    disputed: (of: Dispute): Ending<'dispute'> => ({
      outcome: 'completed',
      say: toldOf(of),
      facts: { ...shown, ...dispute(of) },
    }),
    offer: (amount: Money) =>
      sinceClosed({
        say: speak.offerRefund({ amount, card, day }),
        expects: {
          kind: 'confirmation' as const,
          about: { action: 'refund', amount, ...(card && { card }) },
        },
        facts: shown,
      }),
    /** A person's task, and what the caller hears meanwhile. */
    toDecide: (asked: Asked, verdict: RefundVerdict, isRefundable: boolean) => {
      const task = complaintTask({ asked, verdict, said, isRefundable }, start.policy.refund);
      return sinceClosed({ ...task, say: speak.withSupport(), facts: { ...shown, reason: task.reason } });
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
