import type { Facts } from '../contracts/reply.ts';
import { arrivalOf } from '../domain/arrival.ts';
import { refundNow } from '../domain/follow-up.ts';
import type { Money } from '../domain/money.ts';
import { counts, left, type Payment, type RefundRecord } from '../domain/payment.ts';
import { type FinalRefusal, type RefundDecision, withRefunds } from '../domain/refund.ts';
import { dayOf } from '../domain/time.ts';
import { paymentFacts, spoken } from './choosing.ts';
import { nowSeconds } from './clock.ts';
import { refundTask } from './refund-task.ts';
import type { ToDecide } from './refunding.ts';
import type { Ending } from './stage/conversation.ts';
import { handOff } from './stage/handoff.ts';
import type { Stage } from './stage/index.ts';

type Refusal = { reason: FinalRefusal; earlier?: RefundRecord | undefined };
type RepeatShown = { refund?: string; amount: Money; date: string; reference?: string };

/** What is said of a refund of a payment, with the facts behind it: whoever asks for one. */
export function answersFor(
  { start, words }: Pick<Stage<'refund' | 'dispute'>, 'start' | 'words'>,
  payment: Payment,
) {
  const { timeZone } = start;
  const { card } = payment;
  const speak = words.refund;
  const day = dayOf(payment.created, timeZone);
  const shown = { payment: paymentFacts(payment, timeZone) };
  const nowOf = (refund: RefundRecord) => refundNow(refund, timeZone, nowSeconds());
  const earlierOf = (refund: RefundRecord) => ({ refund, day: dayOf(refund.created, timeZone) });
  /** The payment as it is with a refund that was not there, or not known, when it was read. */
  const shownWith = (refund: RefundRecord): Facts['refund'] => {
    const facts = refundFacts(refund, timeZone);
    const after = { payment: paymentFacts(withRefunds(payment, [refund]), timeZone) };
    return facts ? { ...after, refund: facts } : { ...after, reason: 'being_confirmed' };
  };
  const confirmation = ({ amount }: RefundDecision, say: string, repeats?: RepeatShown) => ({
    say,
    expects: {
      kind: 'confirmation' as const,
      about: { action: 'refund', amount, ...(card && { card }), ...(repeats && { repeats }) },
    },
    facts: shown,
  });

  return {
    no: (): Ending<'refund'> => ({ outcome: 'abandoned', say: speak.declinedByCaller(), facts: shown }),
    amount: (earlier: RefundRecord | undefined) => {
      const max = { value: left(payment), currency: payment.amount.currency };
      return {
        say: speak.askAmount(max, earlier && earlierOf(earlier)),
        expects: { kind: 'amount' as const, max },
        facts: shown,
      };
    },
    confirm: (decision: RefundDecision) => {
      const { amount } = decision;
      const partial = amount.value < payment.amount.value;
      return confirmation(decision, speak.confirm({ amount, card, day, partial }));
    },
    another: (decision: RefundDecision, earlier: RefundRecord) => {
      const say = speak.confirmAnother({ amount: decision.amount, earlier: earlierOf(earlier) });
      const { refund, amount, reference, created } = earlier;
      const date = dayOf(created, timeZone);
      return confirmation(decision, say, {
        ...(earlier.state !== 'unknown' && { refund }),
        amount,
        date,
        ...(reference !== undefined && { reference }),
      });
    },
    /** A person's task, and what the caller hears meanwhile. */
    toDecide: (asked: ToDecide) => {
      const [reason] = asked.reasons;
      const whole = !start.policy.refund.partial;
      return {
        ...refundTask(asked, start.policy.refund),
        ...{ whole, say: speak.withSupport(reason), facts: { ...shown, reason } },
      };
    },
    /** What a one-time code is asked for. */
    authorised: ({ amount }: RefundDecision) => ({
      customer: payment.customer,
      purpose: speak.purpose(amount),
    }),
    beingConfirmed: ({ amount }: RefundDecision) => ({
      say: speak.beingConfirmed(amount),
      facts: { ...shown, reason: 'being_confirmed' },
    }),
    already: (earlier: RefundRecord): Ending<'refund'> => ({
      outcome: 'completed',
      say: speak.already(earlierOf(earlier)),
      facts: shownWith(earlier),
      became: { kind: 'refund', refund: nowOf(earlier) },
    }),
    done: (made: RefundRecord): Ending<'refund'> => {
      const told = { made: { refund: made }, became: { kind: 'refund' as const, refund: nowOf(made) } };
      const said = { say: speak.issued(made, card), facts: shownWith(made), ...told };
      if (counts(made)) return { outcome: 'completed', ...said };
      return { outcome: 'failed', ...said, handoff: handOff(start, 'refund_failed') };
    },
    refused: ({ reason, earlier }: Refusal): Ending<'refund'> => ({
      outcome: 'declined',
      say: speak.refused(reason, {
        payment: spoken(payment, timeZone),
        earlier: earlier && earlierOf(earlier),
      }),
      facts: { ...(earlier ? shownWith(earlier) : shown), reason },
      became: { kind: 'declined', reason, ...(earlier && { refund: nowOf(earlier) }) },
      ...(reason === 'refused_by_stripe' && { handoff: handOff(start, reason) }),
    }),
  };
}

/** A refund as an answer's facts show it; one that nobody knows to be made is no fact, and has no id. */
export function refundFacts(made: RefundRecord, timeZone: string): Facts['refund']['refund'] {
  const { refund, amount, bankReference } = made;
  if (made.state === 'unknown') return undefined;
  const state = stateShown[made.state];
  const arrivesBy = arrivalOf(made, timeZone);
  return {
    refund,
    amount,
    state,
    ...(arrivesBy !== undefined && { arrivesBy }),
    ...(bankReference !== undefined && { bankReference }),
  };
}

const stateShown = {
  issued: 'issued',
  pending: 'pending',
  action_needed: 'action_needed',
  failed: 'failed',
  canceled: 'failed',
} as const;
