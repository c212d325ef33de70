import { nextDecisionId } from '../domain/ids.ts';
import type { Money } from '../domain/money.ts';
import { laneOf, left, type Payment, type RefundRecord } from '../domain/payment.ts';
import type { RefundPolicy } from '../domain/policy.ts';
import { judgeRefund, type RefundDecision, type RefundVerdict, together } from '../domain/refund.ts';
import {
  approvalOf,
  type DifferenceReason,
  type ForPerson,
  measure,
  policyReasons,
} from '../domain/refund-approval.ts';
import { LOOK_AGAIN, type PersonsDecision } from '../domain/task.ts';
import { nowSeconds } from './clock.ts';
import { refusalBy } from './endings.ts';
import { whyNotMade } from './refund-task.ts';
import type { Settled, Settling } from './stage/settling.ts';

/** A refund that was asked for, and what is known of its payment and of the customer's refunds. */
export interface Asked {
  readonly decision: RefundDecision;
  readonly payment: Payment;
  readonly history: readonly RefundRecord[];
}

/** A refund that a person is asked about: of what is left at most. */
export type ToDecide = Asked & ForPerson;

/** What settling a refund needs around it. */
export interface Around {
  readonly tenant: string;
  readonly language: string;
  readonly policy: RefundPolicy;
  readonly lane: Settling;
  /** Asks a person. What is then said to a caller is up to whoever asks. */
  decide(toDecide: ToDecide): Promise<PersonsDecision>;
  /** What a person has approved on a task is not carried out, and why. */
  notCarriedOut(task: string, why: string): void;
  /** It is about to be sent. */
  sending(): void;
  /** Nobody knows yet whether it was made, or Stripe cannot be read and it is not sent before that. */
  unknown(asked: Asked): void;
}

/**
 * What became of it: made; or refused, the same thing twice, or without the one-time code that it takes, with all as it is
 * known now. Of the last two only a caller knows what to do: a person's yes comes to neither, except where its own call was
 * sent all that there was.
 */
export type Became = { readonly asked: Asked } & (
  | { readonly kind: 'done'; readonly made: RefundRecord }
  | Extract<RefundVerdict, { kind: 'refused' | 'repeats' | 'needs_code' }>
);

/** Judges a refund by what is known. */
export function judge({ decision, payment, history }: Asked, policy: RefundPolicy): RefundVerdict {
  return judgeRefund({ decision, payment, policy, now: nowSeconds(), history: all(history, payment) });
}

/** Another yes is another decision, under a name of its own. */
export function renewed({ decision, ...known }: Asked, changed: Partial<RefundDecision>): Asked {
  const id = nextDecisionId(decision.id);
  return { ...known, decision: { ...decision, ...changed, id, decidedAt: nowSeconds() } };
}

/**
 * Settles a refund that was agreed to: through the lane, and with people where the policy wants them. What a person has
 * approved goes back to them, not to the caller, when something has come in between: the caller may have hung up. `yes`:
 * what a person has decided, where they have approved it before.
 */
export async function settleRefund(around: Around, agreed: Asked, yes?: PersonsDecision): Promise<Became> {
  let asked = agreed;
  let approvedOn = yes?.task;
  let verdict = judge(asked, around.policy);
  for (;;) {
    const toDecide = forPerson(asked, verdict, around.policy);
    if (approvedOn !== undefined && verdict.kind !== 'allow')
      around.notCarriedOut(approvedOn, toDecide ? LOOK_AGAIN : whyNot(verdict));
    if (toDecide) {
      const person = await around.decide(toDecide);
      if (person.verdict !== 'approve') return { asked, kind: 'refused', reason: refusalBy(person) };
      approvedOn = person.task;
      asked = approved(toDecide, verdict, person.amount);
      verdict = judge(asked, around.policy);
      continue;
    }
    if (verdict.kind === 'refused' || verdict.kind === 'repeats' || verdict.kind === 'needs_code')
      return { ...verdict, asked };

    around.sending();
    const { decision } = asked;
    const entry = { write: 'refund' as const, decision, policy: around.policy };
    const unknown = () => around.unknown(asked);
    const settlement: Settled<'refund'> = await around.lane.settle(laneOf(asked.payment), entry, unknown);
    if (settlement.kind === 'done') return { kind: 'done', made: settlement.made, asked };
    asked = renewed({ ...asked, payment: settlement.payment ?? asked.payment }, {});
    verdict = settlement;
  }
}

/** What a person is to decide on; undefined where it is not theirs. */
function forPerson(asked: Asked, verdict: RefundVerdict, policy: RefundPolicy): ToDecide | undefined {
  if (verdict.kind === 'ask_support') {
    const { reasons, measured } = verdict;
    return { ...asked, reasons, measured };
  }
  const since = differenceOf(asked, verdict);
  if (!since) return undefined;
  const { reason, ...now } = since;
  const judged = { ...now, history: all(now.history, now.payment), policy, now: nowSeconds() };
  return { ...now, reasons: [reason, ...policyReasons(judged)], measured: measure(judged) };
}

/** What has come between a person's yes and the refund, and what is left to decide on. */
function differenceOf(
  asked: Asked,
  verdict: RefundVerdict,
): (Asked & { reason: DifferenceReason }) | undefined {
  const { decision, payment } = asked;
  if (!decision.approval) return undefined;
  // Also one of the same call: a yes to less may be to what that call was given before.
  if (verdict.kind === 'repeats') return left(payment) > 0 ? { ...asked, reason: 'repeats' } : undefined;
  if (verdict.kind !== 'refused') return undefined;
  const { reason } = verdict;
  if (reason === 'refused_by_stripe') return { ...asked, reason };
  if (reason !== 'more_than_left') return undefined;
  const amount = { value: left(payment), currency: payment.amount.currency };
  return { ...asked, reason, decision: { ...decision, amount } };
}

/** All that is left to say of a yes that does not go back to a person. */
function whyNot(verdict: RefundVerdict): string {
  return whyNotMade[verdict.kind === 'refused' ? verdict.reason : 'already_refunded'];
}

function approved(
  { reasons, measured: _, ...asked }: ToDecide,
  verdict: RefundVerdict,
  amount?: Money,
): Asked {
  const { decision, payment } = asked;
  return renewed(asked, {
    amount: amount ?? decision.amount,
    approval: approvalOf(payment, reasons, decision.approval),
    ...(verdict.kind === 'repeats' && { besides: [...decision.besides, verdict.earlier.refund] }),
  });
}

/** What the customer was refunded as far as it is known, with what the payment has shown since. */
function all(history: readonly RefundRecord[], { refunds }: Payment): RefundRecord[] {
  return together(refunds, history);
}
