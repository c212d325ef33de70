import type { Dispute, Evidence } from './dispute.ts';
import { type Money, toDecimal } from './money.ts';
import { counts, type Payment, type RefundRecord } from './payment.ts';
import { DAY_SECONDS, dayOf } from './time.ts';

/** Something that the customer asked for in a call with us, once they were verified. */
export interface CallKnown {
  /** `YYYY-MM-DD` in the tenant's time zone. */
  readonly date: string;
  readonly intent: string;
  readonly reference: string;
  readonly outcome?: string;
}

/** What a caller said of the payment, in their words. */
export interface WordsHeard {
  readonly date: string;
  readonly reference: string;
  readonly said: string;
}

/** All that is known of a dispute's payment and of who made it. */
export interface EvidenceCase {
  readonly dispute: Dispute;
  readonly payment: Payment;
  /** The customer's other payments. */
  readonly others: readonly Payment[];
  readonly customer?: { readonly name?: string; readonly email?: string };
  readonly calls: readonly CallKnown[];
  readonly heard: readonly WordsHeard[];
  readonly timeZone: string;
}

/** Of one field, characters. */
const MOST_CHARACTERS = 20_000;
/** Two payments of one amount within so long may look like one made twice. */
const TWICE_SECONDS = 14 * DAY_SECONDS;

/** Drafts what may be answered to a dispute, by its reason: only what is known, for a person to look at. */
export function draftEvidence(of: EvidenceCase): Evidence {
  const { dispute, payment, customer, timeZone } = of;
  const fields: Record<string, string | undefined> = {
    customer_name: customer?.name,
    customer_email_address: customer?.email,
    ...(payment.postalCode !== undefined && { billing_address: `Postal code ${payment.postalCode}` }),
    service_date: dayOf(payment.created, timeZone),
    ...byReason[dispute.reason]?.(of),
    uncategorized_text: account(of),
  };
  const given = Object.entries(fields).flatMap(([field, text]) =>
    text === undefined || text === '' ? [] : [[field, text.slice(0, MOST_CHARACTERS)] as const],
  );
  return Object.fromEntries(given);
}

/** What more there is to say to each reason, where something is known. */
const byReason: Readonly<Record<string, (of: EvidenceCase) => Record<string, string | undefined>>> = {
  fraudulent: (of) => ({ access_activity_log: activity(of) }),
  unrecognized: (of) => ({ access_activity_log: activity(of) }),
  product_not_received: (of) => ({ access_activity_log: activity(of) }),
  credit_not_processed: ({ payment, timeZone }) => ({
    refund_refusal_explanation: refundsIn(payment, timeZone),
  }),
  subscription_canceled: (of) => ({ cancellation_rebuttal: subscriptionCalls(of) }),
  duplicate: (of) => duplicates(of),
};

/** The story in one text: the payment, what was given back, and what was said with us. */
function account({ payment, calls, heard, timeZone }: EvidenceCase): string {
  const { amount, card, created, statementDescriptor } = payment;
  const by = card && ` by ${card.brand} ending in ${card.last4}`;
  const shownAs =
    statementDescriptor === undefined ? '' : ` It shows on statements as "${statementDescriptor}".`;
  return [
    `${money(amount)} was paid on ${dayOf(created, timeZone)}${by ?? ''}.${shownAs}`,
    refundsIn(payment, timeZone) ?? 'Nothing of it was refunded before.',
    ...calls.map(callLine),
    ...heard.map(
      ({ date, reference, said }) => `On ${date} the customer said (${reference}): "${oneLine(said)}"`,
    ),
  ].join('\n');
}

/** That the customer was in touch. By what they were verified differs, so that it is not said. */
function activity({ calls }: EvidenceCase): string | undefined {
  if (calls.length === 0) return undefined;
  return ['The customer called us, and was identified before each of these:', ...calls.map(callLine)].join(
    '\n',
  );
}

function subscriptionCalls({ calls }: EvidenceCase): string | undefined {
  const about = calls.filter(({ intent }) => intent === 'subscription');
  return about.length === 0 ? undefined : about.map(callLine).join('\n');
}

/** Where there is just one other payment that this may be taken for. */
function duplicates({ payment, others, timeZone }: EvidenceCase): Record<string, string> {
  const alike = others.filter(
    (other) =>
      other.payment !== payment.payment &&
      other.state === 'succeeded' &&
      other.amount.currency === payment.amount.currency &&
      other.amount.value === payment.amount.value &&
      Math.abs(other.created - payment.created) <= TWICE_SECONDS,
  );
  const [only, another] = alike;
  if (!only || another) return {};
  const days = [payment, only].map(({ created }) => dayOf(created, timeZone));
  return {
    // Stripe takes the name of a charge, not of a payment intent.
    ...(only.payment.startsWith('ch_') && { duplicate_charge_id: only.payment }),
    duplicate_charge_explanation: `Two payments of ${money(payment.amount)} were made, on ${days.join(' and ')}: ${payment.payment} and ${only.payment}.`,
  };
}

function refundsIn({ refunds, amount }: Payment, timeZone: string): string | undefined {
  const made = refunds.filter((refund) => counts(refund) && refund.state !== 'unknown');
  if (made.length === 0) return undefined;
  const all = made.reduce((sum, one) => sum + one.amount.value, 0);
  return [
    `${money({ value: all, currency: amount.currency })} of it was refunded:`,
    ...made.map((refund) => refundLine(refund, timeZone)),
  ].join('\n');
}

function refundLine({ refund, amount, created, bankReference }: RefundRecord, timeZone: string): string {
  const at = bankReference === undefined ? '' : `, bank reference ${bankReference}`;
  return `- ${money(amount)} on ${dayOf(created, timeZone)} (${refund}${at})`;
}

function callLine({ date, intent, reference, outcome }: CallKnown): string {
  return `- On ${date}: ${intent.replaceAll('_', ' ')}, reference ${reference}${outcome === undefined ? '' : `, ${outcome}`}`;
}

function money(amount: Money): string {
  return `${toDecimal(amount)} ${amount.currency.toUpperCase()}`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
