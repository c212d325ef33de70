import type { DiscountTerms } from '../../domain/discount.ts';
import type { DisputeDecision } from '../../domain/dispute.ts';
import { toDecimal } from '../../domain/money.ts';
import type { Reduction } from '../../domain/policy.ts';
import type { ChangeAction, SubscriptionDecision } from '../../domain/subscription-change.ts';

/** A refund in one line, for a person to decide on. */
export function refundSummary(amount: { value: number; currency: string }, payment: string): string {
  return `Refund ${toDecimal(amount)} ${amount.currency.toUpperCase()} of ${payment}`;
}

/** A change of a subscription in one line, for a person to decide on. */
export function changeSummary({ change: { action }, subscription }: SubscriptionDecision): string {
  return `${changes[action]} ${subscription}`;
}

const changes: Record<ChangeAction, string> = {
  cancel: 'Cancel at the end of its period',
  cancel_now: 'Cancel at once',
  keep: 'Take back the cancellation of',
  pause: 'Pause the collection of',
  resume: 'Resume the collection of',
  accept_offer: 'Keep with the offered discount',
};

/** An answer to a dispute in one line, for a person to decide on. */
export function disputeSummary({ act: { kind }, dispute, payment }: DisputeDecision): string {
  return `${acts[kind]} ${dispute} of ${payment}`;
}

const acts: Record<DisputeDecision['act']['kind'], string> = {
  stage: 'Stage the evidence drafted for',
  submit: 'Submit the evidence for',
  accept: 'Give up',
};

/** A one-time code in one line, for a person to decide on. */
export function discountSummary(terms: DiscountTerms, customer: string | undefined): string {
  return `A code for ${reductionShown(terms)} off, for ${customer ?? 'a guest'} (${terms.offer})`;
}

/** A discount that was promised, for a person to decide on. */
export function promiseSummary(offer: DiscountTerms | undefined, customer: string | undefined): string {
  const fits = offer ? `, which is the offer ${offer.offer} (${reductionShown(offer)} off)` : '';
  return `A discount for ${customer ?? 'a guest'} who was promised one${fits}`;
}

function reductionShown(reduction: Reduction): string {
  if ('percent' in reduction) return `${reduction.percent} %`;
  const { amount } = reduction;
  return `${toDecimal(amount)} ${amount.currency.toUpperCase()}`;
}
