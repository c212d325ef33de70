import { type Notification, notificationOf, type OfIntent, type OfRefund } from './notification.ts';
import { counts, type Payment, type RefundRecord } from './payment.ts';

/** What is told of a payment once it is final: that it succeeded or failed. */
export function paymentNotification(
  { payment, amount, state, failure }: Pick<Payment, 'payment' | 'amount' | 'state' | 'failure'>,
  at: number,
): Notification | undefined {
  if (state === 'succeeded') return notificationOf('payment.succeeded', payment, { payment, amount }, at);
  if (state !== 'failed' && state !== 'canceled') return undefined;
  const why = failure ?? (state === 'canceled' ? 'canceled' : undefined);
  return notificationOf(
    'payment.failed',
    payment,
    { payment, amount, ...(why !== undefined && { failure: why }) },
    at,
  );
}

/** What is told of a refund that was watched: that it failed after all, or that it has settled. */
export function refundNotification(made: RefundRecord, at: number): Notification {
  const { refund, payment, amount, state, reference, decision, bankReference } = made;
  const intentId = decision?.replace(/-\d+$/, '');
  const data: OfRefund = {
    ...{ refund, payment, amount, state },
    ...(reference !== undefined && { reference }),
    ...(intentId !== undefined && { intentId }),
    ...(bankReference !== undefined && { bankReference }),
  };
  return notificationOf(counts(made) ? 'refund.settled' : 'refund.failed', refund, data, at);
}

/** What of an intent's last reply is told further. */
export interface LastReply extends OfIntent {
  readonly outcome?: string;
  readonly handoff?: { readonly reason: string };
  readonly facts: {
    readonly payment?: { readonly payment: string };
    readonly refund?: Pick<OfRefund, 'refund' | 'amount' | 'state' | 'bankReference'>;
    readonly discount?: { readonly discount: string };
  };
}

/** Which notifications a last reply gives. */
export function notificationsOf(last: LastReply, at: number): Notification[] {
  const { intentId, reference, intent, outcome, handoff, facts } = last;
  const of = { intentId, reference, intent };
  const payment = facts.payment?.payment;
  const { refund, discount } = facts;
  const told: Notification[] = [];
  if (outcome === 'completed' || outcome === 'escalated') {
    const data = {
      ...{ ...of, outcome },
      ...(payment !== undefined && { payment }),
      ...(refund && { refund: refund.refund }),
      ...(discount && { discount: discount.discount }),
      ...(handoff && { reason: handoff.reason }),
    };
    told.push(notificationOf(`intent.${outcome}`, intentId, data, at));
  }
  // Others only speak of a refund or discount that was there before.
  if (intent === 'refund' && refund && payment !== undefined) {
    const { state, amount, bankReference } = refund;
    const data = {
      ...{ refund: refund.refund, payment, amount, state, reference, intentId },
      ...(bankReference !== undefined && { bankReference }),
    };
    told.push(notificationOf(state === 'failed' ? 'refund.failed' : 'refund.issued', data.refund, data, at));
  }
  if (intent === 'discount' && discount && outcome === 'completed')
    told.push(notificationOf('discount.issued', intentId, { ...of, discount: discount.discount }, at));
  return told;
}
