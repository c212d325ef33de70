import type { Stripe } from 'stripe';
import type { Call } from '../exchange.ts';
import { notInSandbox, refused } from '../wire/errors.ts';
import { mergeMetadata, metadata } from '../wire/metadata.ts';
import { flag, type Named, readParams, unsupported } from '../wire/params.ts';
import type { Work } from '../work.ts';
import { changeDispute, isClosed } from './dispute-course.ts';
import { findDispute, isInquiry } from './disputes.ts';
import { previousOf, recordEvent } from './events.ts';
import { evidence, hasEvidence, sizeOf } from './evidence.ts';

const update = {
  evidence,
  intended_submission_method: unsupported,
  metadata,
  submit: flag,
} satisfies Named<Stripe.DisputeUpdateParams>;

/** Of all fields together. */
const MOST_CHARACTERS = 150_000;

/** What becomes of a dispute whose evidence says so, as in Stripe's own test mode. */
const endings: Record<string, Stripe.Dispute.Status> = {
  winning_evidence: 'won',
  losing_evidence: 'lost',
};

/** Stages evidence or submits it, which is what Stripe does unless it is told not to; and keeps metadata. */
export function updateDispute(work: Work, { id, params }: Call): object {
  const asked = readParams(params, update);
  const before = findDispute(work, id);
  const staged: Stripe.Dispute = {
    ...before,
    evidence: { ...before.evidence, ...asked.evidence },
    metadata: mergeMetadata(before.metadata, asked.metadata),
  };
  // Metadata alone answers nothing.
  const answers = asked.evidence !== undefined || (asked.submit === true && hasEvidence(staged.evidence));
  if (answers) refuseLate(before);
  if (sizeOf(staged.evidence) > MOST_CHARACTERS)
    throw refused(`Dispute evidence may have at most ${MOST_CHARACTERS} characters.`, { param: 'evidence' });
  staged.evidence_details = {
    ...before.evidence_details,
    has_evidence: hasEvidence(staged.evidence),
  };
  const submitted = answers && asked.submit !== false ? submission(work, staged) : staged;
  work.save(submitted);
  recordEvent(work, 'charge.dispute.updated', submitted, previousOf(before, submitted));
  if (submitted !== staged) decide(work, submitted);
  return submitted;
}

function refuseLate({ id, status, evidence_details: { due_by: dueBy } }: Stripe.Dispute): void {
  if (!status.endsWith('needs_response') || dueBy === 0)
    throw refused(`Evidence of dispute ${id} can no longer be updated.`);
}

function submission(work: Work, dispute: Stripe.Dispute): Stripe.Dispute {
  const details = dispute.evidence_details;
  return {
    ...dispute,
    status: dispute.status.replace('needs_response', 'under_review') as Stripe.Dispute.Status,
    evidence_details: {
      ...details,
      submission_count: details.submission_count + 1,
      submission_method: 'manual',
      past_due: details.due_by !== null && work.now > details.due_by,
    },
  };
}

function decide(work: Work, { id, evidence: { uncategorized_text: text }, status }: Stripe.Dispute): void {
  const isOf = isInquiry(status);
  if (text === 'escalate_inquiry_evidence' && isOf) changeDispute(work, id, { status: 'needs_response' });
  const ending = endings[text ?? ''];
  if (ending !== undefined) changeDispute(work, id, { status: isOf ? 'warning_closed' : ending });
}

/** Gives a chargeback up. It is lost, and stays so. */
export function closeDispute(work: Work, { id, params }: Call): object {
  readParams(params, {});
  const dispute = findDispute(work, id);
  if (isInquiry(dispute.status)) throw notInSandbox('closing an inquiry');
  if (isClosed(dispute)) throw refused(`This dispute is already closed: ${id}.`);
  return changeDispute(work, id, { status: 'lost' });
}
