import type { Money } from './money.ts';
import { type DisputeRecord, left, type Payment } from './payment.ts';
import type { RefundPolicy } from './policy.ts';
import type { DisputeShown, TaskVerdict } from './task.ts';
import { DAY_SECONDS, type UnixSeconds } from './time.ts';

/** What would be, or was, answered to a dispute: Stripe's fields of evidence, and their text. */
export type Evidence = Readonly<Record<string, string>>;

/** A dispute of a payment, or an inquiry that may become one. */
export interface Dispute extends DisputeRecord {
  readonly payment: string;
  /** An inquiry has taken no money yet; a chargeback has. */
  readonly stage: 'inquiry' | 'chargeback';
  /** Stripe's word for how it stands. */
  readonly status: string;
  /** Stripe's word for what the bank gives as its reason. */
  readonly reason: string;
  readonly amount: Money;
  readonly created: UnixSeconds;
  /** Whether the bank takes any answer to it. */
  readonly takesAnswer: boolean;
  /** Until when evidence is taken; absent where none is, or Stripe names no time. */
  readonly dueBy?: UnixSeconds;
  /** How often evidence was submitted. */
  readonly submissions: number;
  /** What is staged or was submitted. */
  readonly evidence: Evidence;
  /** The decision of ours that was carried out last, by our mark on it. */
  readonly decision?: string;
}

/** Whether an answer is waited for. */
export function awaitsAnswer({ outcome, status }: Pick<Dispute, 'outcome' | 'status'>): boolean {
  return outcome === 'open' && status.endsWith('needs_response');
}

/** Whether a payment can be refunded as far as its disputes go: all of them, since one chargeback forbids it. */
export function mayBeRefunded(payment: Payment): boolean {
  return (
    payment.state === 'succeeded' &&
    left(payment) > 0 &&
    payment.disputes.every(({ refundable }) => refundable)
  );
}

/** By what a person refunds who resolves a dispute: how old a payment callers may ask about does not bind them. */
export function byPerson(policy: RefundPolicy): RefundPolicy {
  return { ...policy, windowDays: Number.MAX_SAFE_INTEGER, partial: true };
}

/** The dispute that a caller is told of: an open one before one that has ended, a chargeback before an inquiry, then the latest. */
export function toTellOf(disputes: readonly Dispute[]): Dispute | undefined {
  const latestFirst = [...disputes].sort((a, b) => b.created - a.created);
  const isOpen = ({ outcome }: Dispute) => outcome === 'open';
  const isChargeback = ({ stage }: Dispute) => stage === 'chargeback';
  const open = latestFirst.filter(isOpen);
  return open.find(isChargeback) ?? open[0] ?? latestFirst.find(isChargeback) ?? latestFirst[0];
}

/** Whether the bank decides about the money, or has: nobody else may any more. An inquiry that came to nothing forbids nothing. */
export function isWithBank({ outcome, refundable }: DisputeRecord): boolean {
  return outcome === 'open' || !refundable;
}

/** By when a person should have decided: a day before Stripe takes no answer any more. */
export function decideBy({ dueBy }: Pick<Dispute, 'dueBy'>): UnixSeconds | undefined {
  return dueBy === undefined ? undefined : dueBy - DAY_SECONDS;
}

/** What a person can decide on a dispute that waits for an answer. `refuse` leaves it to the bank. */
export function verdictsOn(dispute: Dispute, payment: Payment): TaskVerdict[] {
  const isInquiry = dispute.stage === 'inquiry';
  return [
    ...(isInquiry && mayBeRefunded(payment) ? (['refund'] as const) : []),
    ...(dispute.takesAnswer ? (['submit_evidence'] as const) : []),
    ...(isInquiry ? [] : (['accept'] as const)),
    'refuse',
    'contact',
  ];
}

/** What is shown, and submitted: what stands at Stripe, and of a draft what nobody has said there. */
export function toSubmit({ evidence }: Pick<Dispute, 'evidence'>, draft: Evidence): Evidence {
  return { ...draft, ...evidence };
}

/** A dispute as the one who decides on it sees it; `draft` is what would be submitted where nothing is staged. */
export function disputeShown(of: Dispute, draft: Evidence = {}): DisputeShown {
  const { dispute, stage, status, reason, amount, dueBy, submissions } = of;
  const evidence = toSubmit(of, draft);
  return {
    ...{ dispute, stage, status, reason, amount },
    ...(dueBy !== undefined && { dueBy: new Date(dueBy * 1_000).toISOString() }),
    ...(Object.keys(evidence).length > 0 && { evidence }),
    submitted: submissions > 0,
  };
}

/** What is to be done at Stripe. `status`: how it stood when it was decided; what was decided then may fit no more. */
export type DisputeAct =
  | { readonly kind: 'stage'; readonly evidence: Evidence }
  | { readonly kind: 'submit'; readonly evidence: Evidence; readonly status: string }
  | { readonly kind: 'accept'; readonly status: string };

/** What was settled on for a dispute. It is carried out at most once. */
export interface DisputeDecision {
  /** Names the decision; the key at Stripe and our metadata are derived from it. */
  readonly id: string;
  readonly dispute: string;
  readonly payment: string;
  readonly act: DisputeAct;
  readonly reference: string;
  readonly decidedAt: UnixSeconds;
}

/** Why nothing is sent. */
export type DisputeRefusal =
  | 'closed'
  | 'changed_since'
  | 'no_answer_taken'
  | 'has_evidence'
  | 'no_chargeback'
  | 'being_confirmed'
  | 'refused_by_support'
  | 'refused_by_stripe';

/** What the lane answers where it sends nothing, with the dispute as it was judged. */
export interface DisputeAnswer {
  readonly kind: 'refused';
  readonly reason: DisputeRefusal;
  found?: Dispute;
}

/** What was done, or may have been: then nobody knows how the dispute stands after it. */
export interface DisputeChange {
  readonly dispute: string;
  readonly decision: string;
  readonly after?: Dispute;
}

/** Judges what is to be done by the dispute as it is now; undefined where nothing is in the way. */
export function hindranceOf({ act }: Pick<DisputeDecision, 'act'>, now: Dispute): DisputeRefusal | undefined {
  if (now.outcome !== 'open') return 'closed';
  if (act.kind !== 'stage' && act.status !== now.status) return 'changed_since';
  if (act.kind === 'accept') return now.stage === 'chargeback' ? undefined : 'no_chargeback';
  if (!awaitsAnswer(now) || !now.takesAnswer) return 'no_answer_taken';
  const isOthers = Object.keys(now.evidence).length > 0 && now.decision === undefined;
  // What another hand has written is not written over; what was not shown is not submitted.
  if (act.kind === 'stage') return isOthers ? 'has_evidence' : undefined;
  return isAmong(now.evidence, act.evidence) ? undefined : 'changed_since';
}

/** The dispute as it is after what was done since it was read; undefined where that may not have been done. */
export function withDisputeChanges(read: Dispute, since: readonly DisputeChange[]): Dispute | undefined {
  const own = since.filter(({ dispute }) => dispute === read.dispute);
  if (own.some(({ after }) => after === undefined)) return undefined;
  return own.at(-1)?.after ?? read;
}

/** What a decision has made of a dispute: by our mark, and one that was given up is known by itself. */
export function disputeChangeBy(
  { id, act }: DisputeDecision,
  found: Dispute | undefined,
): DisputeChange | undefined {
  const isDone = act.kind === 'accept' ? found?.outcome === 'lost' : found?.decision === id;
  return found && isDone ? { dispute: found.dispute, decision: id, after: found } : undefined;
}

/** What may have been done by a decision whose outcome nobody knows. */
export function possiblyAnswered({ id, dispute }: DisputeDecision): DisputeChange {
  return { dispute, decision: id };
}

/** Shows that another hand has answered it: whoever looks again can tell. */
export function standingOf({ status, submissions }: Dispute): string {
  return `${status} ${submissions}`;
}

function isAmong(some: Evidence, all: Evidence): boolean {
  return Object.entries(some).every(([field, text]) => all[field] === text);
}
