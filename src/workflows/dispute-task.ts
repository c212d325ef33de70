import type { RefundPolicy } from '../domain/policy.ts';
import type { RefundVerdict } from '../domain/refund.ts';
import type { TaskVerdict } from '../domain/task.ts';
import { DAY_SECONDS } from '../domain/time.ts';
import { ruleShown, shown, whyNotMade } from './refund-task.ts';
import type { Asked } from './refunding.ts';

/** A caller's complaint: what they say, and what policy says of a refund of all that is left. */
interface Complaint {
  readonly asked: Asked;
  readonly verdict: RefundVerdict;
  readonly said: string;
  readonly isRefundable: boolean;
}

/** A complaint that no bank decides on as the task of whoever does: what it is, why it is theirs, and what a yes will do. */
export function complaintTask({ asked, verdict, said, isRefundable }: Complaint, policy: RefundPolicy) {
  const { decision, payment } = asked;
  const { id: task, amount } = decision;
  const verdicts: TaskVerdict[] = [...(isRefundable ? (['refund'] as const) : []), 'refuse', 'contact'];
  return {
    ...{ task, kind: 'resolve_dispute' as const, reason: 'complaint', said, verdicts },
    ...(isRefundable && { amount }),
    summary: `A caller disputes ${shown(payment.amount)} of ${payment.payment}`,
    payment: payment.payment,
    about: {
      payment,
      ...(payment.customer !== undefined && { customer: { id: payment.customer } }),
      rule: ruleOf(asked, verdict, policy),
      effect: isRefundable
        ? `Refund gives back ${shown(amount)}; refuse leaves the payment as it is.`
        : 'Refuse leaves the payment as it is: nothing of it can be refunded.',
    },
  };
}

/** What policy says, with what was measured; what it allows is a person's where the caller does not want it. */
function ruleOf(asked: Asked, verdict: RefundVerdict, policy: RefundPolicy): string {
  const { payment, decision } = asked;
  const declined = 'The caller was offered a refund, and said no.';
  switch (verdict.kind) {
    case 'allow':
    case 'needs_code':
      return `Policy lets callers have it refunded without a person. ${declined}`;
    case 'ask_support':
      return `${ruleShown({ ...asked, ...verdict }, policy)} ${declined}`;
    case 'repeats':
      return `${shown(verdict.earlier.amount)} of it was refunded within a day before, in another call.`;
    case 'refused': {
      if (verdict.reason !== 'too_old') return whyNotMade[verdict.reason];
      const days = Math.floor((decision.askedAt - payment.created) / DAY_SECONDS);
      return `It was paid ${days} days ago, and callers get back what is at most ${policy.windowDays} days old.`;
    }
  }
}
