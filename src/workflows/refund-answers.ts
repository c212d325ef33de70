import type { Facts } from '../contracts/reply.ts';
import type { Money } from '../domain/money.ts';
import type { Payment, RefundRecord } from '../domain/payment.ts';
import type { RefundDecision, RefundVerdict, SupportReason } from '../domain/refund.ts';
import { addWorkingDays, dayOf } from '../domain/time.ts';
import { paymentFacts, spoken } from './choosing.ts';
import type { Ending } from './stage/conversation.ts';
import { handOff } from './stage/handoff.ts';
import type { Stage } from './stage/index.ts';

/** Banks show a refund within so many working days. */
const ARRIVAL_WORKING_DAYS = 10;

/** What the refund script says, with the facts behind it. */
export function answersFor({ start, words }: Stage<'refund'>, payment?: Payment) {
  const { timeZone } = start;
  const shown: Facts['refund'] = payment ? { payment: paymentFacts(payment, timeZone) } : {};
  const speak = words.refund;
  const dayOfPayment = payment ? dayOf(payment.created, timeZone) : '';
  const earlierOf = (refund: RefundRecord) => ({ refund, day: dayOf(refund.created, timeZone) });

  return {
    notVerified: (): Ending<'refund'> => ({
      outcome: 'declined',
      say: words.stage.notVerified(),
      handoff: handOff(start, 'not_verified'),
    }),
    noSuchPayment: (): Ending<'refund'> => ({
      outcome: 'declined',
      say: words.stage.noSuchPayment(),
      facts: { reason: 'no_such_payment' },
    }),
    no: (): Ending<'refund'> => ({ outcome: 'abandoned', say: speak.declinedByCaller(), facts: shown }),
    amount: (max: Money) => ({
      say: speak.askAmount(max),
      expects: { kind: 'amount' as const, max },
      facts: shown,
    }),
    confirm: ({ amount }: RefundDecision) => {
      const card = payment?.card;
      const partial = amount.value < (payment?.amount.value ?? 0);
      return {
        say: speak.confirm({ amount, card, day: dayOfPayment, partial }),
        expects: {
          kind: 'confirmation' as const,
          about: { action: 'refund', amount, ...(card && { card }) },
        },
        facts: shown,
      };
    },
    another: ({ amount }: RefundDecision, earlier: RefundRecord) => {
      const { refund, reference, created } = earlier;
      const repeats = {
        refund,
        amount: earlier.amount,
        date: dayOf(created, timeZone),
        ...(reference !== undefined && { reference }),
      };
      return {
        say: speak.confirmAnother({ amount, earlier: earlierOf(earlier) }),
        expects: {
          kind: 'confirmation' as const,
          about: { action: 'refund', amount, ...(payment?.card && { card: payment.card }), repeats },
        },
        facts: shown,
      };
    },
    withSupport: (reason: SupportReason) => ({
      say: speak.withSupport(reason),
      facts: { ...shown, reason },
    }),
    sending: () => speak.sending(),
    beingConfirmed: ({ amount }: RefundDecision) => ({
      say: speak.beingConfirmed(amount),
      facts: { ...shown, reason: 'being_confirmed' },
    }),
    already: (earlier: RefundRecord): Ending<'refund'> => ({
      outcome: 'completed',
      say: speak.already(earlierOf(earlier)),
      facts: { ...shown, refund: refundFacts(earlier, timeZone) },
    }),
    done: (made: RefundRecord): Ending<'refund'> => {
      const facts = { ...shown, refund: refundFacts(made, timeZone) };
      const say = speak.issued(made, payment?.card);
      const failed = made.state === 'failed' || made.state === 'canceled';
      if (failed) return { outcome: 'failed', say, facts, handoff: handOff(start, 'refund_failed') };
      return { outcome: 'completed', say, facts };
    },
    refused: ({
      reason,
      earlier,
    }: Omit<Extract<RefundVerdict, { kind: 'refuse' }>, 'kind'>): Ending<'refund'> => ({
      outcome: 'declined',
      say: speak.refused(reason, {
        payment: spoken(payment as Payment, timeZone),
        earlier: earlier && earlierOf(earlier),
      }),
      facts: { ...shown, reason, ...(earlier && { refund: refundFacts(earlier, timeZone) }) },
      ...(reason === 'refused_by_stripe' && { handoff: handOff(start, reason) }),
    }),
  };
}

function refundFacts(made: RefundRecord, timeZone: string): NonNullable<Facts['refund']['refund']> {
  const { refund, amount, bankReference, created } = made;
  const state = stateShown[made.state];
  return {
    refund,
    amount,
    state,
    ...(state === 'issued' && { arrivesBy: addWorkingDays(dayOf(created, timeZone), ARRIVAL_WORKING_DAYS) }),
    ...(bankReference !== undefined && { bankReference }),
  };
}

const stateShown = {
  issued: 'issued',
  pending: 'pending',
  // Whoever asks is told no more than is known: it may still come.
  unknown: 'pending',
  action_needed: 'action_needed',
  failed: 'failed',
  canceled: 'failed',
} as const;
