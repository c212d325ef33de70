import { fingerprintOf } from '../../domain/subscription.ts';
import {
  becameOfSent,
  judgeChange,
  madeBy,
  possiblyChanged,
  withChanges,
} from '../../domain/subscription-change.ts';
import { changeSummary } from '../people/task-lines.ts';
import { looks, writes } from '../proxies.ts';
import type { Write } from './write.ts';

/** Changes of subscriptions, as the lane makes them. */
export const subscription: Write<'subscription'> = {
  needs: ({ subscription }) => ({ subscriptions: [subscription] }),

  anotherHand: { reason: 'changed_since', why: 'the subscription was changed by another hand since' },

  judge({ decision, policy }, read, since) {
    const found = read.subscriptions.find(({ subscription }) => subscription === decision.subscription);
    if (!found) return { kind: 'refused', reason: 'refused_by_stripe' };
    const own = madeBy(decision, found);
    if (own) return { kind: 'done', made: own };
    // What may be under way still would change it, and our mark on it, after what was sent later.
    const now = withChanges(found, since);
    if (!now) return { kind: 'refused', reason: 'being_confirmed', subscription: found };

    const verdict = judgeChange({ decision, subscription: now, policy });
    if (verdict.kind === 'allow') return { kind: 'allow', known: [fingerprintOf(now)] };
    return { ...verdict, subscription: now };
  },

  possiblyMade: possiblyChanged,

  send: (tenant, decision, generation) => writes.changeSubscription({ tenant, decision, generation }),

  async look(tenant, decision) {
    const found = await looks.findSubscription({ tenant, subscription: decision.subscription });
    const made = becameOfSent(decision, found);
    return { ...(made && { made }), others: found ? [{ name: fingerprintOf(found) }] : [] };
  },

  refused(decision, _code, { subscriptions: [found] }) {
    // What was sent before may have been done between the look and the refusal, and be the reason for it.
    const own = becameOfSent(decision, found);
    if (own) return { kind: 'done', made: own };
    return { kind: 'refused', reason: 'refused_by_stripe', ...(found && { subscription: found }) };
  },

  shown: (decision) => ({ kind: 'unknown_change', summary: changeSummary(decision) }),
};
