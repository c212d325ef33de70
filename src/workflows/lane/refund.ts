import type { RefundRecord } from '../../domain/payment.ts';
import {
  judgeRefund,
  possiblyMade,
  type RefundDecision,
  together,
  withRefunds,
} from '../../domain/refund.ts';
import { refundSummary } from '../people/task-lines.ts';
import { local, looks, writes } from '../proxies.ts';
import type { Write } from './write.ts';

/** Refunds, as the lane makes them. */
export const refund: Write<'refund'> = {
  needs: ({ payment }) => ({ payments: [payment] }),

  anotherHand: {
    reason: 'another_refund_since',
    why: 'another refund of this payment was made since',
  },

  judge({ decision, policy }, read, since, now) {
    const found = read.payments.find(({ payment }) => payment === decision.payment);
    if (!found) return { kind: 'refused', reason: 'refused_by_stripe' };
    const own = madeBy(decision, found.refunds);
    if (own) return { kind: 'done', made: own };

    const payment = withRefunds(found, since);
    const history = together(read.history, since);
    const verdict = judgeRefund({ decision, payment, history, policy, now });
    if (verdict.kind === 'allow')
      return { kind: 'allow', known: payment.refunds.map(({ refund }) => refund) };
    return { ...verdict, payment };
  },

  possiblyMade,

  send: (tenant, decision, generation) => writes.createRefund({ tenant, decision, generation }),

  async look(tenant, decision) {
    const refunds = await looks.listRefunds({ tenant, payment: decision.payment });
    const made = madeBy(decision, refunds);
    const others = refunds.map(({ refund, decision }) => ({ name: refund, ...(decision && { decision }) }));
    return { ...(made && { made }), others };
  },

  refused(decision, code, { payments: [payment] }) {
    // What was sent before may have been made between the look and the refusal, and be the reason for it.
    const own = madeBy(decision, payment?.refunds ?? []);
    if (own) return { kind: 'done', made: own };
    const reason = code === 'other' || code === 'no_access' ? 'refused_by_stripe' : code;
    return { kind: 'refused', reason, ...(payment && { payment }) };
  },

  follow({ decision: { payment, reference }, language }, { refund }, { tenant, lane }) {
    // One that is pending may come to nothing, and one that is issued may fail still. A guest's lane is named by the payment.
    const customer = lane === payment ? {} : { customer: lane };
    return local.watchRefund({ tenant, refund, payment, reference, language, ...customer });
  },

  shown: ({ amount, payment }) => ({
    kind: 'unknown_refund',
    summary: refundSummary(amount, payment),
    payment,
    amount,
    whole: true,
  }),
};

function madeBy({ id }: RefundDecision, refunds: readonly RefundRecord[]): RefundRecord | undefined {
  return refunds.find(({ decision }) => decision === id);
}
