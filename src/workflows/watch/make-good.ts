import { addresseeOf } from '../../domain/message.ts';
import type { Money } from '../../domain/money.ts';
import type { RefundRecord } from '../../domain/payment.ts';
import { speechIn } from '../../speech/index.ts';
import type { RefundWatched } from '../messages.ts';
import type { Support } from '../people/support.ts';
import { refundSummary } from '../people/task-lines.ts';
import { noticeOf } from '../people/telling.ts';
import { local } from '../proxies.ts';

/** Why a refund did not stay as it was told. `stuck`: nothing became of it, however long it was followed. */
export type Lost = 'failed' | 'canceled' | 'disputed' | 'stuck';

const makeItGood = 'Make it good by other means, then approve';

const shown: Record<Lost, { reason: string; why: string; task: string }> = {
  failed: { reason: 'refund_failed', why: 'the bank returned it', task: makeItGood },
  canceled: { reason: 'refund_failed', why: 'it was canceled', task: makeItGood },
  disputed: { reason: 'refund_disputed', why: 'the payment was disputed since', task: makeItGood },
  stuck: {
    reason: 'refund_stuck',
    why: 'it has been neither paid out nor returned for weeks',
    task: 'It may still be: find out at Stripe what holds it up, then approve',
  },
};

/** What the caller was promised is made good by a person, and the customer is told of what went wrong. */
export async function makeGood(
  start: RefundWatched,
  { amount }: RefundRecord,
  lost: Lost,
  support: Support,
): Promise<void> {
  const { refund, payment, reference } = start;
  const { reason, why, task } = shown[lost];
  const made = support.decide({
    task: refund,
    kind: 'failed_refund',
    reason,
    summary: `${refundSummary(amount, payment)}: ${why}. ${task}`,
    reference,
    payment,
    amount,
    whole: true,
  });
  // The task is open by now: should nobody be reached, it stands there.
  await Promise.all([made, writeOf(start, amount, lost)]);
  await support.said();
}

/** Has it written to the customer what went wrong. Of what may still arrive there is nothing to tell. */
async function writeOf(
  { tenant, refund, payment, customer, reference, language }: RefundWatched,
  amount: Money,
  lost: Lost,
): Promise<void> {
  if (lost === 'stuck') return;
  const words = speechIn(language).settlement;
  const text = (lost === 'disputed' ? words.disputed : words.cameBack)({ amount, reference });
  const message = { subject: words.subject(), text };
  const addressee = addresseeOf({ payment, ...(customer !== undefined && { customer }) });
  await local.startNotice({
    tenant,
    notice: { id: `${refund}-${lost}`, kind: 'refunds', ...addressee, message },
    ofTask: noticeOf(refund),
  });
}
