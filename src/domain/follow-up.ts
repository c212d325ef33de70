import { arrivalOf } from './arrival.ts';
import { type CodeStanding, type DiscountRecord, standingOf } from './discount.ts';
import { type ExpectedBy, expectedBy } from './expected-answer.ts';
import { counts, type Payment, type RefundRecord } from './payment.ts';
import type { FinalRefusal } from './refund.ts';
import type { SupportReason } from './refund-approval.ts';
import type { ChangeRefusal } from './subscription-change.ts';
import { dayOf, type UnixSeconds } from './time.ts';

/** More than these are not told by ear; the facts hold them. */
export const MOST_TOLD = 3;

/** Why something asked before was declined, where a sentence knows it. */
export type DeclineReason = FinalRefusal | 'no_such_payment' | ChangeRefusal | 'no_subscription';

/** A refund as Stripe shows it now, with the days that are told of it. */
export interface RefundNow {
  readonly refund: RefundRecord;
  readonly day: string;
  /** When a bank should show it; absent where it was not issued. */
  readonly arrivesBy?: string;
  /** Whether that day is over. */
  readonly overdue: boolean;
}

/** What became of something that was asked before. */
export type Became =
  | { readonly kind: 'refund'; readonly refund: RefundNow }
  /** A question about a payment, which stands like this now; `asked`: what a person wants to know of the caller. */
  | { readonly kind: 'payment'; readonly payment: Payment; readonly day: string; readonly asked?: string }
  /** A code, as it stands now. `day`: the last on which it can be redeemed. */
  | {
      readonly kind: 'code';
      readonly code: DiscountRecord;
      readonly standing: CodeStanding;
      readonly day: string;
    }
  /** A question that was answered then; how things stand now is told beside it. */
  | { readonly kind: 'answered' }
  /** `overtaken`: what was done then is not so any more. */
  | { readonly kind: 'done'; readonly overtaken?: true }
  /** `by`: until when an answer can be expected; `asked`: what a person wants to know of the caller meanwhile. */
  | {
      readonly kind: 'deciding';
      readonly reason?: SupportReason;
      readonly by?: ExpectedBy;
      readonly asked?: string;
    }
  | { readonly kind: 'being_confirmed' }
  /** `refund`: the one made before, for which it was declined. */
  | { readonly kind: 'declined'; readonly reason?: DeclineReason; readonly refund?: RefundNow }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed' }
  | { readonly kind: 'taken_over' }
  /** `answer`: a caller has to answer; else it is being worked on. */
  | { readonly kind: 'open'; readonly waitsFor: 'answer' | 'us' }
  /** It was ended from outside, or cannot be read: nobody may say how it went. */
  | { readonly kind: 'unknown' };

/** The last that was said of a request, as its facts had it then. */
export interface LastSaid {
  readonly status: 'asking' | 'working' | 'with_support' | 'done';
  readonly outcome?: 'completed' | 'declined' | 'escalated' | 'abandoned' | 'failed';
  /** Whether a reply is owed to what the caller said last. */
  readonly owed: boolean;
  readonly reason?: string;
  readonly refund?: string;
  /** Whether it told of a code that was made. */
  readonly hadCode?: boolean;
  /** What waits for a person, where something does. */
  readonly support?: WithSupport;
}

/** A request that waits for a person. */
export interface WithSupport {
  /** RFC 3339. */
  readonly dueAt: string;
  /** What they have asked the caller last. */
  readonly asked?: string;
}

/** A request as it was left, and what Stripe shows of it now. */
export interface AskedBefore {
  readonly reference: string;
  /** Whether it was a question how something stands. */
  readonly isQuestion: boolean;
  /** Absent where it cannot be read. */
  readonly last?: LastSaid;
  readonly payment?: Payment;
  /** The code that it was made. */
  readonly code?: DiscountRecord;
  /** Whether the change that it made is not so any more. */
  readonly overtaken?: boolean;
}

/** What became of a request. What Stripe shows now comes before what was said then. */
export function becameOf(asked: AskedBefore, timeZone: string, now: UnixSeconds): Became {
  const { last, payment, code } = asked;
  if (code)
    return { kind: 'code', code, standing: standingOf(code, now), day: dayOf(code.expires, timeZone) };
  const made = madeFor(asked);
  if (made) return { kind: 'refund', refund: refundNow(made, timeZone, now) };
  if (!last) return { kind: 'unknown' };
  if (last.status === 'with_support')
    return last.reason === 'being_confirmed' ? { kind: 'being_confirmed' } : deciding(last, timeZone, now);
  if (last.status !== 'done') return { kind: 'open', waitsFor: last.owed ? 'us' : 'answer' };

  const { outcome } = last;
  if (outcome === undefined) return { kind: 'unknown' };
  const record = payment?.refunds.find(({ refund }) => refund === last.refund);
  const named = record && refundNow(record, timeZone, now);
  switch (outcome) {
    case 'completed':
      if (named) return { kind: 'refund', refund: named };
      if (asked.isQuestion && payment)
        return { kind: 'payment', payment, day: dayOf(payment.created, timeZone) };
      // A refund or code that Stripe shows no more is not told as made.
      if (last.refund !== undefined || last.hadCode) return { kind: 'unknown' };
      if (asked.isQuestion) return { kind: 'answered' };
      return { kind: 'done', ...(asked.overtaken && { overtaken: true }) };
    case 'declined':
      return declined(last.reason, named);
    case 'abandoned':
      return { kind: 'stopped' };
    case 'escalated':
      return { kind: 'taken_over' };
    case 'failed':
      return named ? { kind: 'refund', refund: named } : { kind: 'failed' };
  }
}

/** Why a person should take the call, where what is told leaves the caller without what they asked for. */
export function handoffReason(became: Became): string | undefined {
  if (became.kind === 'refund') return counts(became.refund.refund) ? undefined : 'refund_failed';
  return handoffs[became.kind];
}

const handoffs: { readonly [Kind in Became['kind']]?: string } = {
  failed: 'not_finished',
  unknown: 'interrupted',
};

/** The refund that our own mark at Stripe says is this request's; one that stands before one that does not. */
function madeFor({ reference, payment }: AskedBefore): RefundRecord | undefined {
  const own = payment?.refunds.filter((refund) => refund.reference === reference) ?? [];
  return own.find(counts) ?? own[0];
}

/** A refund as it is told now, with its days. */
export function refundNow(refund: RefundRecord, timeZone: string, now: UnixSeconds): RefundNow {
  const arrivesBy = arrivalOf(refund, timeZone);
  return {
    refund,
    day: dayOf(refund.created, timeZone),
    ...(arrivesBy !== undefined && { arrivesBy }),
    overdue: arrivesBy !== undefined && arrivesBy < dayOf(now, timeZone),
  };
}

function deciding({ reason, support }: LastSaid, timeZone: string, now: UnixSeconds): Became {
  const by = support && expectedBy(support.dueAt, now * 1_000, timeZone);
  return {
    kind: 'deciding',
    ...(isOneOf(supportReasons, reason) && { reason }),
    ...(by && { by }),
    ...(support?.asked !== undefined && { asked: support.asked }),
  };
}

function declined(reason: string | undefined, refund: RefundNow | undefined): Became {
  const known = isOneOf(declineReasons, reason) ? { reason } : {};
  return { kind: 'declined', ...known, ...(refund && { refund }) };
}

/** Each reason why a person is asked. */
export const supportReasons: Record<SupportReason, true> = {
  changed_since: true,
  more_than_left: true,
  repeats: true,
  refused_by_stripe: true,
  inquiry: true,
  currency: true,
  payment_cap: true,
  customer_cap: true,
  customer_count: true,
};

/** Each reason that a declined request is told with. */
export const declineReasons: Record<DeclineReason, true> = {
  not_paid: true,
  disputed: true,
  already_refunded: true,
  too_old: true,
  partial_not_allowed: true,
  refused_by_support: true,
  expired: true,
  refused_by_stripe: true,
  no_such_payment: true,
  ended: true,
  incomplete: true,
  past_due: true,
  on_hold: true,
  ending: true,
  scheduled: true,
  not_allowed: true,
  changed_since: true,
  being_confirmed: true,
  no_subscription: true,
};

function isOneOf<Reason extends string>(
  known: Record<Reason, true>,
  reason: string | undefined,
): reason is Reason {
  return reason !== undefined && Object.hasOwn(known, reason);
}
