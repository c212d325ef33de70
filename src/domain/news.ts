import type { DiscountTerms } from './discount.ts';
import { type Notification, notificationOf, type OfIntent } from './notification.ts';
import { counts, type RefundRecord } from './payment.ts';

/** What of an intent's last reply is told further. */
export interface LastReply extends OfIntent {
  readonly outcome?: string;
  readonly handoff?: { readonly reason: string };
  readonly facts: {
    readonly payment?: { readonly payment: string };
    readonly refund?: { readonly refund: string };
    readonly discount?: { readonly offer: string };
  };
}

/** What an intent has made itself; its facts may speak of what was there before. */
export type Made = { readonly refund: RefundRecord } | { readonly discount: DiscountTerms };

/** Which notifications a last reply gives. `at` in milliseconds since 1970. */
export function notificationsOf(last: LastReply, made: Made | undefined, at: number): Notification[] {
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
  if (made && 'refund' in made) {
    const { bankReference, ...record } = made.refund;
    const data = {
      ...{ refund: record.refund, payment: record.payment, amount: record.amount, state: record.state },
      ...{ reference, intentId },
      ...(bankReference !== undefined && { bankReference }),
    };
    const type = counts(made.refund) ? 'refund.issued' : 'refund.failed';
    told.push(notificationOf(type, record.refund, data, at));
  }
  if (made && 'discount' in made) {
    const { discount: terms } = made;
    const off = 'percent' in terms ? { percent: terms.percent } : { amount: terms.amount };
    told.push(notificationOf('discount.issued', intentId, { ...of, offer: terms.offer, ...off }, at));
  }
  return told;
}
