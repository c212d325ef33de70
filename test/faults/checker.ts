import type Stripe from 'stripe';
import type { Aftermath } from './storm.ts';

/**
 * Judges a storm by the sandbox's list of refunds and what callers were told, and by nothing of ours. Each line names
 * one thing that must never be.
 */
export function wrongEffects(
  { payers, recording, lastReplies }: Aftermath,
  refunds: Stripe.Refund[],
): string[] {
  return [
    ...madeTwice(refunds),
    ...payers.flatMap(({ payment, captured }) => {
      const total = sum(refunds.filter((refund) => refund.payment_intent === payment));
      return total > captured ? [`${payment}: ${total} of ${captured} were refunded`] : [];
    }),
    ...recording.replies.flatMap(({ facts, reference }) => {
      const said = 'refund' in facts ? facts.refund : undefined;
      if (!said || !['issued', 'pending'].includes(said.state)) return [];
      const made = refunds.find(({ id }) => id === said.refund);
      if (made?.amount === said.amount.value && made.currency === said.amount.currency) return [];
      return [`${reference}: told of ${said.refund} over ${said.amount.value}, which is not so`];
    }),
    ...lastReplies.flatMap(({ status, outcome, intentId, reference }) => {
      const own = refunds.filter((refund) => intentOf(refund) === intentId);
      const denied = outcome === 'declined' || outcome === 'abandoned';
      if (denied && own.length > 0) return [`${reference}: ${outcome}, yet ${own[0]?.id} was made`];
      if (status === 'with_support') return [];
      // In these storms every other end is a refund of one's own.
      return !denied && own.length !== 1 ? [`${reference}: ${outcome} with ${own.length} refunds`] : [];
    }),
  ];
}

/** Refunds beyond the first of a decision. */
export function madeTwice(refunds: readonly Stripe.Refund[]): string[] {
  const seen = new Set<string>();
  return refunds.flatMap(({ metadata, id }) => {
    const decision = metadata?.['tellerline_decision'] ?? '';
    if (seen.has(decision)) return [`${decision}: ${id} is one more refund`];
    seen.add(decision);
    return [];
  });
}

/** A decision is named after its intent. */
const intentOf = ({ metadata }: Stripe.Refund) => metadata?.['tellerline_decision']?.replace(/-\d+$/, '');

const sum = (refunds: readonly Stripe.Refund[]) => refunds.reduce((total, { amount }) => total + amount, 0);
