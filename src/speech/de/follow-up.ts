import type { DeclineReason, RefundNow } from '../../domain/follow-up.ts';
import type { PaymentState, RefundState } from '../../domain/payment.ts';
import type { EarlierKind, FollowUpWords, SpokenRequest } from '../catalogue.ts';
import { disputeOf } from '../payment-facts.ts';
import { type BesideWords, toldBesides } from '../told-besides.ts';
import { toldInFull } from '../told-in-full.ts';
import { discount } from './discount.ts';
import { disputes, paymentConfirmation } from './payment-confirmation.ts';
import { needsColleague } from './refund.ts';
import { subscription } from './subscription.ts';
import { support } from './support.ts';
import { terms } from './terms.ts';

const { day, money, spell } = terms;

const about: Record<EarlierKind, string> = {
  payment_confirmation: 'zu einer Zahlung',
  refund: 'zu einer Erstattung',
  subscription: 'zu einem Abo',
  discount: 'zu einem Rabatt',
  dispute: 'zu einer beanstandeten Zahlung',
};

const declined: Record<DeclineReason, string> = {
  not_paid: 'weil die Zahlung nicht abgebucht war',
  disputed: 'weil die Zahlung bei Ihrer Bank angefochten wurde',
  already_refunded: 'weil nichts mehr zu erstatten war',
  too_old: 'weil die Zahlung zu lange her war',
  partial_not_allowed: 'weil nur eine ganze Zahlung erstattet werden kann',
  refused_by_support: 'weil sich jemand aus dem Team dagegen entschieden hat',
  expired: 'weil niemand rechtzeitig entscheiden konnte',
  refused_by_stripe: 'weil die Zahlung nicht erstattet werden konnte',
  no_such_payment: 'weil ich die Zahlung nicht unter Ihren finden konnte',
  ended: 'weil das Abo beendet war',
  incomplete: 'weil das Abo nicht begonnen hatte',
  past_due: 'weil eine Zahlung für das Abo offen war',
  on_hold: 'weil das Abo ruhte',
  ending: 'weil das Abo enden sollte',
  scheduled: 'weil Änderungen an dem Abo schon geplant waren',
  not_allowed: 'weil ich das mit einem Abo nicht tun darf',
  changed_since: 'weil es sich geändert hat, während wir sprachen',
  being_confirmed: 'weil eine andere Änderung noch bestätigt wurde',
  no_subscription: 'weil ich kein Abo von Ihnen finden konnte',
};

const refunds: Record<RefundState, (it: string, on: string) => string> = {
  issued: (it, on) => `${it} wurde am ${on} veranlasst.`,
  pending: (it, on) => `${it} vom ${on} ist in Bearbeitung, aber noch nicht bestätigt.`,
  action_needed: (it, on) => `${it} vom ${on} braucht noch einen Schritt von Ihnen.`,
  unknown: (it, on) => `${it} vom ${on} wird noch bestätigt.`,
  failed: (it, on) => `${it} vom ${on} ist nicht durchgegangen.`,
  canceled: (it, on) => `${it} vom ${on} wurde storniert, und es ist kein Geld unterwegs.`,
};

const payments: Record<PaymentState, string> = {
  succeeded: 'ist durchgegangen',
  processing: 'wird noch von Ihrer Bank bearbeitet',
  action_needed: 'ist nicht abgeschlossen, weil Ihre Bank auf Ihre Bestätigung wartet',
  authorized: 'ist genehmigt, aber noch nicht abgebucht',
  failed: 'ist nicht durchgegangen',
  canceled: 'wurde storniert, und es wurde nichts abgebucht',
};

function became({ became: now, ...asked }: SpokenRequest): string {
  const it = `Ihre Anfrage vom ${day(asked.day)}${asked.action ? `, ${subscription.purpose(asked.action)},` : ` ${about[asked.intent]}`}`;
  switch (now.kind) {
    case 'refund':
      return refund(now.refund);
    case 'payment':
      return `Ihre Zahlung über ${money(now.payment.amount)} vom ${day(now.day)} ${payments[now.payment.state]}.${disputes[disputeOf(now.payment)]}`;
    case 'code':
      return discount.standing({ terms: now.code.terms, day: now.day }, now.standing);
    case 'answered':
      return asked.subscription
        ? subscription.standing(asked.subscription, true)
        : `${it} wurde beantwortet.`;
    case 'done':
      return `${it} wurde erledigt${now.overtaken ? ', aber das hat sich seitdem geändert' : ''}.`;
    case 'deciding':
      return `Über ${it} muss noch jemand aus dem Team entscheiden${now.reason ? `, ${needsColleague[now.reason]}` : ''}.`;
    case 'being_confirmed':
      return `${it} wird noch bestätigt.`;
    case 'declined':
      return `${it} wurde abgelehnt${now.reason ? `, ${declined[now.reason]}` : ''}.`;
    case 'stopped':
      return `${it} wurde beendet, bevor sie fertig war, und es wurde nichts geändert.`;
    case 'failed':
      return `${it} konnten wir bei uns nicht zu Ende bringen.`;
    case 'taken_over':
      return `${it} hat jemand aus dem Team übernommen.`;
    case 'open':
      return `${it} ${now.waitsFor === 'answer' ? 'ist noch offen und wartet auf Ihre Antwort' : 'wird gerade bearbeitet'}.`;
    case 'unknown':
      return `Ich kann nicht sehen, wie es um ${it} steht.`;
  }
}

function refund({ refund: { state, amount }, day: date }: RefundNow): string {
  return refunds[state](`Die Erstattung über ${money(amount)}`, day(date));
}

const besides: BesideWords = {
  colleague: ' Ich hole jemanden aus dem Team dazu.',
  answerBy: (by) => ` ${support.answerBy(by)}`,
  hasAsked: (text) => ` ${support.hasAsked(text)}`,
  lookForEmail: ' Bitte sehen Sie nach einer E-Mail dazu.',
  arrives: (by, overdue) =>
    overdue
      ? ` Sie hätte bis zum ${day(by)} bei Ihrer Bank sein sollen.`
      : ` Sie sollte bis zum ${day(by)} bei Ihrer Bank sein.`,
  reference: (it) => ` Ihre Bank findet sie unter dieser Referenz: ${spell(it)}.`,
  askBank: ' Wenn Sie sie nicht sehen, fragen Sie bitte Ihre Bank.',
};
const more = toldBesides(besides, refund);
const inFull = toldInFull({ became, more, subscription, discount });
const inWriting = toldBesides(
  {
    ...besides,
    colleague: ' Bitte rufen Sie uns deswegen noch einmal an.',
    reference: (it) => ` Ihre Bank findet sie unter dieser Referenz: ${it}.`,
  },
  refund,
);

export const followUp: FollowUpWords = {
  one: (request) =>
    request.became.kind === 'payment'
      ? `${paymentConfirmation.answer(request.became)}${more(request.became)}`
      : `Ich habe nachgesehen. ${inFull(request)}`,
  subject: () => 'Ihre Anfrage',
  written: (request, reference) =>
    `${became(request)}${inWriting(request.became)} Darum haben Sie uns in einem Anruf gebeten (Referenz ${reference}).`,
  several: (newest, hasMore) =>
    `Ich habe mehrere gefunden. ${newest.map(became).join(' ')}${hasMore ? ' Es gibt auch noch frühere.' : ''}`,
  askAnswer: () => 'Was darf ich ausrichten?',
  passedOn: () => 'Danke. Ich habe es weitergegeben.',
  nothing: () => 'Ich habe gesucht. Ich finde nichts, worum Sie uns schon einmal gebeten haben.',
  unknownReference: () => 'Ich habe gesucht. Ich finde nichts von Ihnen unter dieser Referenz.',
};
