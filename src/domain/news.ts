import {
  type Notification,
  notificationOf,
  type OfDiscount,
  type OfIntent,
  type OfRefund,
} from './notification.ts';

/** What of an intent's last reply is told further. */
export interface LastReply extends OfIntent {
  readonly outcome?: string;
  readonly handoff?: { readonly reason: string };
  readonly facts: {
    readonly payment?: { readonly payment: string };
    readonly refund?: Pick<OfRefund, 'refund' | 'amount' | 'state' | 'bankReference'>;
    readonly discount?: Pick<OfDiscount, 'offer' | 'percent' | 'amount'> & { readonly state: string };
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
      ...(discount && { offer: discount.offer }),
      ...(handoff && { reason: handoff.reason }),
    };
    told.push(notificationOf(`intent.${outcome}`, intentId, data, at));
  }
  // Others only speak of a refund that was there before.
  if (intent === 'refund' && refund && payment !== undefined) {
    const { state, amount, bankReference } = refund;
    const data = {
      ...{ refund: refund.refund, payment, amount, state, reference, intentId },
      ...(bankReference !== undefined && { bankReference }),
    };
    told.push(notificationOf(state === 'failed' ? 'refund.failed' : 'refund.issued', data.refund, data, at));
  }
  if (discount?.state === 'issued') {
    const { offer, percent, amount } = discount;
    const data = { ...of, offer, ...(percent !== undefined && { percent }), ...(amount && { amount }) };
    told.push(notificationOf('discount.issued', intentId, data, at));
  }
  return told;
}
