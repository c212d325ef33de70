import {
  type DiscountDecision,
  type DiscountRecord,
  judgeDiscount,
  possiblyMadeCode,
  withCodes,
} from '../../domain/discount.ts';
import { discountSummary } from '../people/task-lines.ts';
import { looks, writes } from '../proxies.ts';
import type { Write } from './write.ts';

/** One-time codes, as the lane makes them. */
export const discount: Write<'discount'> = {
  needs: (decision) => ({ codes: [decision] }),

  anotherHand: { reason: 'another_code_since', why: 'another code was made since' },

  judge({ decision, policy }, read, since, now) {
    const codes = withCodes(read.codes, since);
    const own = madeBy(decision, codes);
    if (own) return { kind: 'done', made: own };
    const verdict = judgeDiscount({ decision, codes, policy, now });
    return verdict.kind === 'allow' ? { kind: 'allow', known: [] } : verdict;
  },

  possiblyMade: possiblyMadeCode,

  send: (tenant, decision, generation) => writes.createDiscount({ tenant, decision, generation }),

  async look(tenant, decision) {
    const made = madeBy(decision, await looks.listDiscounts({ tenant, decision }));
    // Another hand's code does not make this one a second of its kind: nothing else is watched for.
    return { ...(made && { made }), others: [] };
  },

  refused(decision, _code, read) {
    // What was sent before may have been made between the look and the refusal, and be the reason for it.
    const own = madeBy(decision, read.codes);
    return own ? { kind: 'done', made: own } : { kind: 'refused', reason: 'refused_by_stripe' };
  },

  shown: ({ terms, customer }) => ({ kind: 'unknown_discount', summary: discountSummary(terms, customer) }),
};

function madeBy({ id }: DiscountDecision, codes: readonly DiscountRecord[]): DiscountRecord | undefined {
  return codes.find(({ decision, state }) => decision === id && state !== 'unknown');
}
