import { addresseeOf } from '../../domain/message.ts';
import type { RefundRecord } from '../../domain/payment.ts';
import { speechIn } from '../../speech/index.ts';
import type { RefundWatched } from '../messages.ts';
import type { Support } from '../people/support.ts';
import { refundSummary } from '../people/task-lines.ts';
import { local } from '../proxies.ts';

/** Why a refund did not stay as it was told. */
export type Lost = 'failed' | 'canceled' | 'disputed';

const why: Record<Lost, string> = {
  failed: 'the bank returned it',
  canceled: 'it was canceled',
  disputed: 'the payment was disputed since',
};

/** What the caller was promised is made good by a person, and the customer is told that it is on its way. */
export async function makeGood(
  { tenant, refund, payment, customer, reference, language }: RefundWatched,
  { amount }: RefundRecord,
  lost: Lost,
  support: Support,
): Promise<void> {
  const words = speechIn(language).settlement;
  const text = (lost === 'disputed' ? words.disputed : words.cameBack)({ amount, reference });
  const message = { subject: words.subject(), text };
  const addressee = addresseeOf({ payment, ...(customer !== undefined && { customer }) });
  await local.startNotice({ tenant, notice: { id: `${refund}-${lost}`, ...addressee, message } });
  await support.decide({
    task: refund,
    kind: 'failed_refund',
    reason: lost === 'disputed' ? 'refund_disputed' : 'refund_failed',
    summary: `${refundSummary(amount, payment)}: ${why[lost]}. Make it good by other means, then approve`,
    reference,
    payment,
    amount,
    whole: true,
  });
  await support.said();
}
