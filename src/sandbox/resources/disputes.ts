import type { Stripe } from 'stripe';
import type { Call } from '../exchange.ts';
import { newId } from '../ids.ts';
import { missing } from '../wire/errors.ts';
import { createdFilter, pageOf, pageParams } from '../wire/pagination.ts';
import { readParams, text } from '../wire/params.ts';
import type { Work } from '../work.ts';
import { recordEvent } from './events.ts';
import { noEvidence } from './evidence.ts';

export function listDisputes(work: Work, { params }: Call): object {
  const asked = readParams(params, {
    ...pageParams,
    charge: text,
    created: createdFilter,
    payment_intent: text,
  });
  return pageOf(work.all('dispute'), asked, ['charge', 'payment_intent'], '/v1/disputes');
}

export function retrieveDispute(work: Work, { id, params }: Call): object {
  readParams(params, {});
  return findDispute(work, id);
}

export function findDispute(work: Work, id: string): Stripe.Dispute {
  const dispute = work.find('dispute', id);
  if (!dispute) throw missing('dispute', id, 'dispute');
  return dispute;
}

export interface DisputeOpening {
  amount?: number;
  reason?: string;
  status?: Stripe.Dispute.Status;
  is_charge_refundable?: boolean;
  /** Zero or null where no answer is taken. */
  due_by?: number | null;
}

export const isInquiry = (status: string): boolean => status.startsWith('warning_');

/** A bank opens a dispute on a charge. An inquiry takes no money yet, and a refund still answers it. */
export function openDispute(work: Work, charge: Stripe.Charge, opening: DisputeOpening = {}): Stripe.Dispute {
  const { amount = charge.amount, reason = 'fraudulent', status = 'needs_response' } = opening;
  const inquiry = isInquiry(status);
  const dispute: Stripe.Dispute = {
    id: newId('du'),
    object: 'dispute',
    amount,
    balance_transactions: [],
    charge: charge.id,
    created: work.now,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: noEvidence,
    evidence_details: {
      due_by: opening.due_by === undefined ? work.now + 9 * 24 * 60 * 60 : opening.due_by,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    intended_submission_method: null,
    is_charge_refundable: opening.is_charge_refundable ?? inquiry,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    payment_method_details: {
      type: 'card',
      card: {
        brand: charge.payment_method_details?.card?.brand ?? 'visa',
        case_type: inquiry ? 'inquiry' : 'chargeback',
        network: charge.payment_method_details?.card?.brand ?? 'visa',
        network_reason_code: '83',
      },
    },
    reason,
    status,
  };
  work.save(dispute);
  work.save({ ...charge, disputed: true });
  recordEvent(work, 'charge.dispute.created', dispute);
  if (!inquiry) recordEvent(work, 'charge.dispute.funds_withdrawn', dispute);
  return dispute;
}
