import type { KnownOfCase } from '../../activities/dispute.ts';
import {
  awaitsAnswer,
  byPerson,
  type Dispute,
  type DisputeAct,
  type DisputeDecision,
  type Evidence,
  toSubmit,
} from '../../domain/dispute.ts';
import type { WordsHeard } from '../../domain/evidence.ts';
import { decisionId, nextDecisionId } from '../../domain/ids.ts';
import { laneOf, left, type Payment } from '../../domain/payment.ts';
import { approvalOf, policyReasons } from '../../domain/refund-approval.ts';
import type { PersonsDecision } from '../../domain/task.ts';
import { nowSeconds } from '../clock.ts';
import type { DisputeCaseStart } from '../messages.ts';
import { settleRefund } from '../refunding.ts';
import type { Settled, Settling } from '../stage/settling.ts';
import { tellRefunded } from './telling.ts';

/** A dispute as it stands, with all that is known of it. */
export interface Standing {
  readonly dispute: Dispute;
  readonly payment: Payment;
  readonly draft: Evidence;
  readonly heard: readonly WordsHeard[];
  readonly known: KnownOfCase;
}

/** What was done so far. */
export interface Carried {
  /** The decision before: each has a name of its own. */
  readonly decision?: string;
  /** Stripe's word for how it stood when a person settled it: asked again once it stands otherwise. */
  readonly settled?: string;
  /** What was staged last. */
  readonly staged?: Evidence;
  /** Why the last decision was not carried out. */
  readonly notCarriedOut?: string;
  readonly refunds: readonly string[];
}

interface Around {
  readonly start: DisputeCaseStart;
  readonly lane: Settling;
}

/** Whether a person has to decide: an answer is waited for, and nobody has settled on one yet. */
export function isToDecide({ dispute }: Standing, { settled }: Carried): boolean {
  return awaitsAnswer(dispute) && settled !== dispute.status;
}

/** Stages what is drafted, where it is not staged yet: nothing is submitted without a person. */
export async function stage(around: Around, standing: Standing, before: Carried): Promise<Carried> {
  const { dispute, draft } = standing;
  const isNew = Object.entries(draft).some(([field, text]) => before.staged?.[field] !== text);
  if (!isToDecide(standing, before) || !dispute.takesAnswer || !isNew) return before;
  // What another hand has changed since is left as it is.
  const isOurs = Object.entries(dispute.evidence).every(([field, text]) => before.staged?.[field] === text);
  if (!isOurs) return { ...before, staged: draft };
  const id = nextId(around, before);
  await answer(around, standing, id, { kind: 'stage', evidence: draft });
  // One that could not be staged is shown all the same, and tried again only when there is more to say.
  return { ...before, decision: id, staged: draft };
}

/** Carries out what a person has decided, by the dispute as it was read right before. */
export async function carryOut(
  around: Around,
  standing: Standing,
  { person, before }: { person: PersonsDecision; before: Carried },
): Promise<Carried> {
  const { status } = standing.dispute;
  const { notCarriedOut: _, ...rest } = before;
  const id = nextId(around, before);
  const sent = async (act: DisputeAct): Promise<Carried> => {
    const settlement = await answer(around, standing, id, act);
    const became = settlement.kind === 'done' ? { settled: status } : { notCarriedOut: settlement.reason };
    return { ...rest, decision: id, ...became };
  };
  switch (person.verdict) {
    case 'refund':
      return refund(around, standing, { id, person, before: rest });
    case 'submit_evidence':
      return sent({ kind: 'submit', evidence: toSubmit(standing.dispute, standing.draft), status });
    case 'accept':
      return sent({ kind: 'accept', status });
    // Left to the bank, by a person or because nobody has decided in time; the rest does not settle a dispute.
    case 'refuse':
    case 'expired':
    case 'approve':
    case 'contact':
      return { ...rest, settled: status };
  }
}

function nextId({ start }: Around, { decision }: Carried): string {
  return decision === undefined ? decisionId(start.dispute, 1) : nextDecisionId(decision);
}

function answer(
  { start, lane }: Around,
  { payment }: Standing,
  id: string,
  act: DisputeAct,
): Promise<Settled<'dispute'>> {
  const { dispute, reference } = start;
  const decision: DisputeDecision = {
    ...{ id, dispute, payment: payment.payment, act, reference },
    decidedAt: nowSeconds(),
  };
  return lane.settle(laneOf(payment), { write: 'dispute', decision, policy: {} }, () => undefined);
}

/**
 * Refunds an inquiry, through the lane, which looks at all disputes of the payment again right before it sends: nothing goes
 * out once one of them is a chargeback.
 */
async function refund(
  { start, lane }: Around,
  { dispute, payment, known }: Standing,
  { id, person, before }: { id: string; person: PersonsDecision; before: Carried },
): Promise<Carried> {
  const { tenant, language, reference } = start;
  const now = nowSeconds();
  const amount = person.amount ?? { value: left(payment), currency: payment.amount.currency };
  const policy = byPerson(start.refunds);
  const reasons = policyReasons({ decision: { amount }, payment, history: known.history, policy, now });
  const decision = {
    ...{ id, payment: payment.payment, amount, reference },
    ...{ call: start.dispute, askedAt: now, decidedAt: now },
    // All of them were shown.
    besides: payment.refunds.map((one) => one.refund),
    approval: approvalOf(payment, reasons, undefined),
  };
  let since: string | undefined;
  const became = await settleRefund(
    {
      ...{ tenant, language, policy, lane },
      // What has come in between is shown to the person who decides on the dispute.
      decide: async ({ reasons: [reason] }) => {
        since = reason;
        return { task: start.dispute, verdict: 'refuse', reason };
      },
      notCarriedOut: () => undefined,
      sending: () => undefined,
      unknown: () => undefined,
    },
    { decision, payment, history: known.history },
  );
  const after = { ...before, decision: became.asked.decision.id };
  if (became.kind === 'done') {
    await tellRefunded(start, became.made, payment);
    const refunds = [...before.refunds, became.made.refund];
    return { ...after, refunds, settled: dispute.status };
  }
  return { ...after, notCarriedOut: since ?? (became.kind === 'refused' ? became.reason : 'repeats') };
}
