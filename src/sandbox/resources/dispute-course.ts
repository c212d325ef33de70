import type { Stripe } from 'stripe';
import { idOf } from '../objects.ts';
import type { Work } from '../work.ts';
import { findDispute, isInquiry } from './disputes.ts';
import { previousOf, recordEvent } from './events.ts';
import { settleRefund } from './refund-settlement.ts';

interface Change {
  status?: Stripe.Dispute.Status;
  is_charge_refundable?: boolean;
  due_by?: number | null;
}

const closed: ReadonlySet<string> = new Set(['won', 'lost', 'warning_closed', 'prevented']);

export const isClosed = ({ status }: Stripe.Dispute): boolean => closed.has(status);

/** What the bank decides next. An inquiry that becomes a chargeback fails the refunds still on their way. */
export function changeDispute(work: Work, id: string, change: Change): Stripe.Dispute {
  const before = findDispute(work, id);
  const status = change.status ?? before.status;
  const escalates = isInquiry(before.status) && !isInquiry(status);
  const dispute: Stripe.Dispute = {
    ...before,
    status,
    is_charge_refundable: change.is_charge_refundable ?? (escalates ? false : before.is_charge_refundable),
    ...(escalates &&
      before.payment_method_details && {
        payment_method_details: asChargeback(before.payment_method_details),
      }),
    ...(change.due_by !== undefined && {
      evidence_details: { ...before.evidence_details, due_by: change.due_by },
    }),
  };
  work.save(dispute);
  const closes = closed.has(status) && status !== before.status;
  const happened = closes ? 'charge.dispute.closed' : 'charge.dispute.updated';
  recordEvent(work, happened, dispute, previousOf(before, dispute));
  if (escalates) {
    recordEvent(work, 'charge.dispute.funds_withdrawn', dispute);
    failPendingRefunds(work, idOf(dispute.charge));
  }
  if (closes && status === 'won') recordEvent(work, 'charge.dispute.funds_reinstated', dispute);
  return dispute;
}

/** Once all of the payment is on its way back, the bank asks no more. */
export function closeInquiries(work: Work, charge: string): void {
  const open = work
    .all('dispute')
    .filter((dispute) => dispute.charge === charge && isInquiry(dispute.status) && !isClosed(dispute));
  for (const { id } of open) changeDispute(work, id, { status: 'warning_closed' });
}

function asChargeback(details: Stripe.Dispute.PaymentMethodDetails): Stripe.Dispute.PaymentMethodDetails {
  return details.card ? { ...details, card: { ...details.card, case_type: 'chargeback' } } : details;
}

function failPendingRefunds(work: Work, charge: string): void {
  const pending = work
    .all('refund')
    .filter((refund) => refund.charge === charge && refund.status === 'pending');
  for (const refund of pending) {
    settleRefund(work, refund, { status: 'failed', failure_reason: 'charge_for_pending_refund_disputed' });
  }
}
