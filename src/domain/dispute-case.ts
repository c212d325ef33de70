import { type Dispute, disputeShown, type Evidence, verdictsOn } from './dispute.ts';
import type { WordsHeard } from './evidence.ts';
import { workflowIds } from './ids.ts';
import { type Money, toDecimal } from './money.ts';
import { left, type Payment } from './payment.ts';
import { searchAttributes } from './search-attributes.ts';
import type { TaskVerdict } from './task.ts';
import { isSame } from './who-decides.ts';

/** What a case has come to know, and what became of the last decision on it. */
export interface CaseShown {
  readonly dispute: Dispute;
  readonly payment: Payment;
  readonly draft: Evidence;
  readonly heard: readonly WordsHeard[];
  readonly customer?: { readonly name?: string };
  /** Why the last decision was not carried out. */
  readonly notCarriedOut?: string;
}

/** The task of whoever decides on a dispute: what it is, what was heard, and what can be done. */
export function caseTask({ dispute, payment, draft, heard, customer, notCarriedOut }: CaseShown) {
  const { stage, reason, amount } = dispute;
  const verdicts = verdictsOn(dispute, payment);
  const said = heard.map(({ date, said: words }) => `${date}: ${words}`).join('\n');
  // What is refunded is what is left; what is given up is what the bank has taken.
  const money = verdicts.includes('refund') ? { value: left(payment), currency: amount.currency } : amount;
  return {
    kind: 'resolve_dispute' as const,
    reason: `${stage}_${reason}`,
    summary: summaryOf(dispute, { money, words: heard.length, notCarriedOut }),
    payment: payment.payment,
    amount: money,
    verdicts,
    ...(said !== '' && { said }),
    about: {
      payment,
      dispute: disputeShown(dispute, draft),
      effect: effectOf(verdicts),
      ...(payment.customer !== undefined && { customer: { id: payment.customer, ...nameOf(customer) } }),
    },
  };
}

function nameOf(customer: CaseShown['customer']): { name?: string } {
  return customer?.name === undefined ? {} : { name: customer.name };
}

/** One line that changes with whatever a decision hangs on: one on what was shown before counts no more then. */
function summaryOf(
  dispute: Dispute,
  { money, words, notCarriedOut }: { money: Money; words: number; notCarriedOut: string | undefined },
): string {
  const { stage, status, reason, amount, payment, takesAnswer, dueBy } = dispute;
  const what = stage === 'inquiry' ? 'The bank asks about' : 'The bank has charged back';
  const until = dueBy === undefined ? '' : ` until ${minuteOf(dueBy)}`;
  return [
    `${what} ${shown(amount)} of ${payment} (${plain(reason)})`,
    `${plain(status.replace('warning_', ''))}${until}`,
    ...(takesAnswer ? [] : ['the bank takes no answer']),
    ...(isSame(money, amount) ? [] : [`${shown(money)} is left of it`]),
    ...(words > 0 ? [`the customer spoke of it ${words === 1 ? 'once' : `${words} times`}`] : []),
    ...(notCarriedOut === undefined ? [] : [`not carried out: ${plain(notCarriedOut)}`]),
  ].join('; ');
}

const effects: Partial<Record<TaskVerdict, string>> = {
  refund: 'refund gives the money back, which answers an inquiry',
  submit_evidence: 'submit evidence sends what is shown to the bank, once and for all',
  accept: 'accept gives it up, for good',
  refuse: 'refuse leaves it to the bank',
};

function effectOf(verdicts: readonly TaskVerdict[]): string {
  const all = verdicts.map((verdict) => effects[verdict]).filter((effect) => effect !== undefined);
  return `${all.join('; ')}.`.replace(/^./, (first) => first.toUpperCase());
}

function shown(amount: Money): string {
  return `${toDecimal(amount)} ${amount.currency.toUpperCase()}`;
}

/** A moment to the minute: "2026-12-09 14:05 UTC". */
function minuteOf(seconds: number): string {
  return `${new Date(seconds * 1_000).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function plain(code: string): string {
  return code.replaceAll('_', ' ');
}

/** How a case is started, by whomever: once in the life of its dispute, but for one that has failed. */
export function caseWorkflow({
  tenant,
  dispute,
  reference,
}: {
  tenant: string;
  dispute: string;
  reference: string;
}) {
  return {
    workflowId: workflowIds.dispute(tenant, dispute),
    workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY' as const,
    staticSummary: `Dispute ${reference}`,
    typedSearchAttributes: [
      { key: searchAttributes.tenant, value: tenant },
      { key: searchAttributes.reference, value: reference },
    ],
  };
}
