import type { Dispute } from '../../domain/dispute.ts';
import { addresseeOf } from '../../domain/message.ts';
import { notificationOf, type OfDispute } from '../../domain/notification.ts';
import { counts, type Payment, type RefundRecord } from '../../domain/payment.ts';
import type { HumanTask } from '../../domain/task.ts';
import { dayOf } from '../../domain/time.ts';
import { speechIn } from '../../speech/index.ts';
import type { DisputeCaseStart } from '../messages.ts';
import { noticeOf } from '../people/telling.ts';
import { local } from '../proxies.ts';
import type { Standing } from './answering.ts';

/** Has the tenant's own systems told that it was opened. */
export async function tellOpened(start: DisputeCaseStart, dispute: Dispute): Promise<void> {
  await notify(start, 'dispute.opened', aboutOf(start, dispute));
}

/** Tells how it has ended: the tenant's own systems, and the customer where they have spoken of it with us. */
export async function tellClosed(
  start: DisputeCaseStart,
  { dispute, payment }: Standing,
  isConcerned: boolean,
): Promise<void> {
  const { outcome } = dispute;
  if (outcome === 'open') return;
  await notify(start, 'dispute.closed', { ...aboutOf(start, dispute), outcome });
  const { tenant, reference, language, timeZone } = start;
  if (!isConcerned) return;
  const words = speechIn(language).dispute;
  const day = dayOf(payment.created, timeZone);
  const text = words.message({ amount: payment.amount, day, outcome, reference });
  const message = { subject: words.subject(), text };
  await local.startNotice({
    tenant,
    notice: { id: `${start.dispute}-closed`, kind: 'disputes', ...addresseeOf(payment), message },
  });
}

/** Tells of a refund that was made here: the tenant's own systems, and the customer, who has asked their bank. */
export async function tellRefunded(
  { tenant, dispute, reference, language, timeZone }: DisputeCaseStart,
  made: RefundRecord,
  payment: Payment,
): Promise<void> {
  const { refund, amount, state } = made;
  const data = { refund, payment: made.payment, amount, state, reference };
  await local.notify({
    tenant,
    notifications: [notificationOf('refund.issued', refund, data, Date.now())],
  });
  // One that did not get through is another person's task, who tells them.
  if (!counts(made)) return;
  const words = speechIn(language).dispute;
  const of = { amount: payment.amount, day: dayOf(payment.created, timeZone) };
  const message = { subject: words.subject(), text: words.refunded({ ...of, refund: amount, reference }) };
  const id = `${dispute}-refunded-${refund}`;
  const notice = { id, kind: 'disputes' as const, ...addresseeOf(payment), message };
  await local.startNotice({ tenant, notice });
}

/** Writes to the customer what a person asks them. */
export async function askCustomer(
  { tenant, dispute, reference, language }: DisputeCaseStart,
  { task, about, changes }: HumanTask,
  text: string,
): Promise<void> {
  if (!about.payment) return;
  const words = speechIn(language).dispute;
  const message = { subject: words.subject(), text: words.asks({ text, reference }) };
  const id = `${dispute}-asked-${changes}`;
  const notice = { id, kind: 'questions' as const, ...addresseeOf(about.payment), message };
  await local.startNotice({ tenant, notice, ofTask: noticeOf(task) });
}

function aboutOf({ reference }: DisputeCaseStart, of: Dispute): OfDispute {
  const { dispute, payment, amount, stage, reason, dueBy } = of;
  return {
    ...{ dispute, payment, amount, stage, reason, reference },
    ...(dueBy !== undefined && { dueBy: new Date(dueBy * 1_000).toISOString() }),
  };
}

async function notify(
  { tenant, dispute }: DisputeCaseStart,
  type: 'dispute.opened' | 'dispute.closed',
  data: OfDispute,
): Promise<void> {
  await local.notify({ tenant, notifications: [notificationOf(type, dispute, data, Date.now())] });
}
