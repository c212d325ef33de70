import type { TaskRow } from '../../contracts/task.ts';

export type Kind = TaskRow['kind'];

/** What a kind of task asks of a person. */
export const kindWords: Readonly<Record<Kind, string>> = {
  approve_refund: 'Approve a refund',
  failed_refund: 'Make good a failed refund',
  difference: 'Settle a difference',
  unknown_refund: 'Clear up a refund',
  approve_change: 'Approve a change',
  unknown_change: 'Clear up a change',
  approve_discount: 'Grant a discount',
  unknown_discount: 'Clear up a discount',
  lift_lockout: 'Lift a lock-out',
  verify_caller: 'Verify a caller',
  resolve_dispute: 'Resolve a dispute',
  unknown_dispute: 'Clear up a dispute',
};

export const queueWords: Readonly<Record<TaskRow['queue'], string>> = {
  support: 'Support',
  escalation: 'Escalation',
};

/** A code as words: what has no better ones reads like this too. */
export function codeWords(code: string): string {
  const words = code.replaceAll(/[_-]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const reasons: Readonly<Record<string, string>> = {
  inquiry: 'The bank has an inquiry open',
  currency: 'No limit for this currency',
  payment_cap: 'Above the limit of a payment',
  customer_cap: 'Above the limit of a customer',
  customer_count: 'Too many refunds of a customer',
  not_covered: 'No offer covers it',
  code_count: 'Had a code already',
  guest: 'A guest without an account',
  policy: 'The policy asks for a person',
  too_many_wrong_guesses: 'Too many wrong answers',
  stripe_not_readable: 'Stripe does not answer',
  another_refund_since: 'Somebody else has refunded since',
  another_code_since: 'Somebody else has made a code since',
  changed_since: 'Changed since by somebody else',
  more_than_left: 'Less is left than was approved',
  repeats: 'The same was refunded since',
  refused_by_stripe: 'Stripe refused it',
  no_access: 'Our key lacks a right',
};

/** Why a person is asked. */
export const reasonWords = (reason: string) => reasons[reason] ?? codeWords(reason);
