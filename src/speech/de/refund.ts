import { ARRIVAL_WORKING_DAYS } from '../../domain/arrival.ts';
import type { Money } from '../../domain/money.ts';
import type { PaymentState, RefundState } from '../../domain/payment.ts';
import type { FinalRefusal } from '../../domain/refund.ts';
import type { SupportReason } from '../../domain/refund-approval.ts';
import { oneByOne } from '../card.ts';
import type { RefundWords, Refused, SpokenRefund } from '../catalogue.ts';
import { terms, toCard } from './terms.ts';

const { day, money } = terms;

export const needsColleague: Record<SupportReason, string> = {
  inquiry: 'weil Ihre Bank bei uns nach dieser Zahlung gefragt hat',
  currency: 'wegen der Währung',
  payment_cap: 'wegen des Betrags',
  customer_cap: 'wegen Ihrer letzten Erstattungen',
  customer_count: 'wegen der Zahl Ihrer letzten Erstattungen',
  changed_since: 'weil sich die Zahlung inzwischen geändert hat',
  more_than_left: 'weil von der Zahlung inzwischen weniger übrig ist',
  repeats: 'weil inzwischen derselbe Betrag erstattet wurde',
  refused_by_stripe: 'weil es so nicht gesendet werden konnte',
};

const became: Record<RefundState, (what: string, on: string) => string> = {
  issued: (what, on) => `wurde ${on} ${what} veranlasst`,
  pending: (what, on) => `ist ${what} in Bearbeitung, aber noch nicht bestätigt, beantragt ${on}`,
  action_needed: (what, on) => `braucht ${what} noch einen Schritt von Ihnen, beantragt ${on}`,
  unknown: (what, on) => `wird ${what} noch bestätigt, beantragt ${on}`,
  failed: (what, on) => `ist ${what} nicht durchgegangen, beantragt ${on}`,
  canceled: (what, on) => `wurde ${what} storniert, beantragt ${on}`,
};

function earlierRefund({ refund, day: date }: SpokenRefund): string {
  const reference = refund.reference ? `, mit der Referenz ${oneByOne(refund.reference)}` : '';
  const told = became[refund.state](`eine Erstattung über ${money(refund.amount)}`, `am ${day(date)}`);
  return `Zu dieser Zahlung ${told}${reference}.`;
}

function beingConfirmed(amount: Money): string {
  return `Danke. Die Erstattung über ${money(amount)} wird gerade bestätigt, und wir sorgen dafür, dass sie nur einmal erfolgt.`;
}

const made: Record<RefundState, (what: string, amount: Money) => string> = {
  issued: (what) =>
    `Sie ist unterwegs. Ich habe eine ${what} veranlasst. Banken zeigen sie meist innerhalb von ${ARRIVAL_WORKING_DAYS.least} bis ${ARRIVAL_WORKING_DAYS.most} Werktagen.`,
  pending: (what) =>
    `Sie ist in Bearbeitung. Ich habe eine ${what} beantragt. Ihre Bank hat sie noch nicht bestätigt.`,
  action_needed: (what) =>
    `Es fehlt noch ein Schritt von Ihnen. Ich habe eine ${what} beantragt. Bitte sehen Sie nach einer E-Mail dazu.`,
  unknown: (_what, amount) => beingConfirmed(amount),
  failed: () =>
    'Es tut mir leid. Die Erstattung ist nicht durchgegangen. Ich hole jemanden aus dem Team dazu.',
  canceled: () =>
    'Es tut mir leid. Die Erstattung ist nicht durchgegangen. Ich hole jemanden aus dem Team dazu.',
};

const unpaid: Record<PaymentState, string> = {
  succeeded: 'Diese Zahlung kann ich nicht erstatten.',
  authorized: 'Diese Zahlung kann ich noch nicht erstatten, weil sie nicht abgebucht wurde.',
  processing: 'Diese Zahlung kann ich noch nicht erstatten. Sie wird noch von Ihrer Bank bearbeitet.',
  action_needed:
    'Es gibt nichts zu erstatten. Die Zahlung wurde nie abgeschlossen, also wurde nichts abgebucht.',
  failed: 'Es gibt nichts zu erstatten. Die Zahlung ist nicht durchgegangen, also wurde nichts abgebucht.',
  canceled: 'Es gibt nichts zu erstatten. Die Zahlung wurde storniert, also wurde nichts abgebucht.',
};

const refusals: Record<FinalRefusal, (about: Refused) => string> = {
  already_refunded: ({ earlier }) =>
    `Es ist nichts mehr zu erstatten. ${
      earlier ? earlierRefund(earlier) : 'Diese Zahlung wurde schon vollständig erstattet.'
    }`,
  not_paid: ({ payment }) => unpaid[payment.payment.state],
  disputed: () =>
    'Diese Zahlung kann ich nicht erstatten. Sie wird bei Ihrer Bank angefochten, und die Bank entscheidet über das Geld.',
  too_old: ({ payment }) =>
    `Diese Zahlung kann ich nicht erstatten. Sie war am ${day(payment.day)}, und das ist zu lange her.`,
  partial_not_allowed: () => 'Einen Teil dieser Zahlung kann ich nicht erstatten, nur die ganze.',
  refused_by_support: () =>
    'Es tut mir leid. Jemand aus dem Team hat es geprüft und gegen eine Erstattung entschieden.',
  expired: () =>
    'Es tut mir leid. Niemand konnte rechtzeitig darüber entscheiden, und es wurde nichts geändert. Bitte rufen Sie uns noch einmal an.',
  refused_by_stripe: () =>
    'Es tut mir leid. Diese Zahlung kann nicht erstattet werden. Ich hole jemanden aus dem Team dazu.',
};

export const refund: RefundWords = {
  askAmount: (max, earlier) => {
    const why = earlier
      ? `Das ist mehr, als noch übrig ist. ${earlierRefund(earlier)}`
      : 'Diesen Betrag kann ich nicht erstatten.';
    return `${why} Von dieser Zahlung haben wir noch ${money(max)}. Wie viel möchten Sie zurück?`;
  },
  confirm: ({ amount, card: to, day: date, partial }) => {
    const goes = to ? ` ${toCard(to)}` : '';
    const of = partial ? `, als Teil Ihrer Zahlung vom ${day(date)}` : `, für Ihre Zahlung vom ${day(date)}`;
    return `Ich wiederhole das kurz. Ich würde ${money(amount)}${goes} erstatten${of}. Soll ich das tun?`;
  },
  confirmAnother: ({ amount, earlier }) =>
    `Nur um sicherzugehen. ${earlierRefund(earlier)} Möchten Sie zusätzlich noch eine Erstattung über ${money(amount)}?`,
  declinedByCaller: () => 'In Ordnung. Ich habe jetzt nichts erstattet.',
  withSupport: (reason) =>
    `Danke. Darüber muss jemand aus dem Team entscheiden, ${needsColleague[reason]}. Ich habe es weitergegeben.`,
  sending: () => 'Einen Moment bitte. Ich sende die Erstattung an Ihre Bank.',
  purpose: (amount) => `sich ${money(amount)} erstatten zu lassen`,
  beingConfirmed,
  issued: ({ state, amount }, to) =>
    made[state](`Erstattung über ${money(amount)}${to ? ` ${toCard(to)}` : ''}`, amount),
  already: (earlier) =>
    `Das haben Sie schon beantragt. ${earlierRefund(earlier)} Jetzt wurde nichts weiter gesendet.`,
  refused: (reason, about) => refusals[reason](about),
};
