import type Stripe from 'stripe';
import type { Dispute, DisputeDecision, Evidence } from '../domain/dispute.ts';
import type { WriteOutcome } from '../domain/lane.ts';
import { isMissing, writeOutcome } from './errors.ts';
import { disputeMetadata } from './metadata.ts';
import { idOf } from './references.ts';
import { disputeOf } from './translate.ts';

/** One dispute as it is now, or undefined where Stripe knows none of that name. */
export async function findDispute(stripe: Stripe, id: string): Promise<Dispute | undefined> {
  try {
    return wholeDispute(await stripe.disputes.retrieve(id));
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Every dispute of a payment, closed ones too. */
export async function listDisputes(stripe: Stripe, payment: string): Promise<Dispute[]> {
  const named = payment.startsWith('pi_') ? { payment_intent: payment } : { charge: payment };
  const found = await stripe.disputes.list({ ...named, limit: 100 }).autoPagingToArray({ limit: 1_000 });
  return found.map(wholeDispute);
}

/**
 * Stages evidence, submits it or gives the dispute up, once. Key and parameters follow from the decision alone, so that
 * sending it again is the same request. `submit` is always said: without it Stripe submits.
 */
export async function answerDispute(
  stripe: Stripe,
  decision: DisputeDecision,
  generation: number,
): Promise<WriteOutcome<'dispute'>> {
  const { id, dispute, act } = decision;
  const options = { idempotencyKey: `tellerline-dispute-${id}-${generation}` };
  try {
    const after =
      act.kind === 'accept'
        ? await stripe.disputes.close(dispute, {}, options)
        : await stripe.disputes.update(
            dispute,
            {
              evidence: act.evidence,
              metadata: disputeMetadata.write(decision),
              submit: act.kind === 'submit',
            },
            options,
          );
    // A body that is no dispute is no answer: what became of it has to be looked up.
    if (!isDispute(after)) return { kind: 'unknown', replayed: false };
    return { kind: 'done', made: { dispute, decision: id, after: wholeDispute(after) } };
  } catch (error) {
    const outcome = writeOutcome(error);
    // A draft that a key may not stage is shown and submitted all the same: nobody is asked to mend the key for it.
    return act.kind === 'stage' && outcome.kind === 'refused' ? { ...outcome, code: 'other' } : outcome;
  }
}

/** A dispute in our words, with all that a person decides by. */
function wholeDispute(of: Stripe.Dispute): Dispute {
  const { status, reason, amount, currency, created } = of;
  const { due_by: dueBy, submission_count: submissions } = of.evidence_details;
  return {
    ...disputeOf(of),
    payment: idOf(of.payment_intent) ?? idOf(of.charge) ?? '',
    stage: status.startsWith('warning_') ? 'inquiry' : 'chargeback',
    status,
    reason,
    amount: { value: amount, currency },
    created,
    // Zero where the bank takes no answer; null, or nothing, where Stripe knows no time.
    takesAnswer: dueBy !== 0,
    ...(dueBy ? { dueBy } : {}),
    submissions,
    evidence: evidenceOf(of.evidence),
    ...disputeMetadata.read(of.metadata),
  };
}

/** What is answered in words or by a file's id; the rest is not ours. */
function evidenceOf(evidence: Stripe.Dispute.Evidence): Evidence {
  const given = Object.entries(evidence).flatMap(([field, value]: [string, unknown]) => {
    if (typeof value === 'string' && value !== '') return [[field, value] as const];
    const file = typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined;
    return typeof file === 'string' ? [[field, file] as const] : [];
  });
  return Object.fromEntries(given);
}

/** Whatever the types say of it: a proxy may have answered in Stripe's place. */
function isDispute(answer: Stripe.Dispute | null): answer is Stripe.Dispute {
  return typeof answer?.id === 'string' && typeof answer.status === 'string';
}
