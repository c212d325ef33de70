import { notedOf } from '../../domain/retention-offer.ts';
import { looks, writes } from '../proxies.ts';
import type { Write } from './write.ts';

/** Notes on subscriptions that something was offered for keeping them, as the lane makes them. */
export const offer: Write<'offer'> = {
  needs: ({ subscription }) => ({ subscriptions: [subscription] }),

  anotherHand: { reason: 'changed_since', why: 'the subscription was changed by another hand since' },

  judge({ decision }, { subscriptions }) {
    const found = subscriptions.find(({ subscription }) => subscription === decision.subscription);
    if (!found) return { kind: 'refused', reason: 'refused_by_stripe' };
    const made = notedOf(decision, found);
    return made ? { kind: 'done', made } : { kind: 'allow', known: [] };
  },

  possiblyMade: ({ subscription }) => ({ subscription }),

  send: (tenant, decision, generation) => writes.noteOffer({ tenant, decision, generation }),

  async look(tenant, decision) {
    const found = await looks.findSubscription({ tenant, subscription: decision.subscription });
    const made = notedOf(decision, found);
    // It changes nothing that another hand may have changed: nothing else is watched for.
    return { ...(made && { made }), others: [] };
  },

  refused(decision, _code, { subscriptions: [found] }) {
    const made = notedOf(decision, found);
    return made ? { kind: 'done', made } : { kind: 'refused', reason: 'refused_by_stripe' };
  },

  shown: ({ subscription }) => ({
    kind: 'unknown_change',
    summary: `Note that something was offered for keeping ${subscription}`,
  }),
};
