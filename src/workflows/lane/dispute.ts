import {
  type DisputeDecision,
  disputeChangeBy,
  hindranceOf,
  possiblyAnswered,
  standingOf,
  withDisputeChanges,
} from '../../domain/dispute.ts';
import { disputeSummary } from '../people/task-lines.ts';
import { looks, writes } from '../proxies.ts';
import type { Write } from './write.ts';

/** Answers to disputes, as the lane gives them. */
export const dispute: Write<'dispute'> = {
  needs: ({ dispute: name }) => ({ disputes: [name] }),

  anotherHand: { reason: 'changed_since', why: 'the dispute was answered by another hand since' },

  judge({ decision }, read, since) {
    const found = foundIn(read.disputes, decision);
    if (!found) return { kind: 'refused', reason: 'refused_by_stripe' };
    const own = disputeChangeBy(decision, found);
    if (own) return { kind: 'done', made: own };
    const now = withDisputeChanges(found, since);
    if (!now) return { kind: 'refused', reason: 'being_confirmed', found };

    const reason = hindranceOf(decision, now);
    return reason ? { kind: 'refused', reason, found: now } : { kind: 'allow', known: [standingOf(now)] };
  },

  possiblyMade: possiblyAnswered,

  send: (tenant, decision, generation) => writes.answerDispute({ tenant, decision, generation }),

  async look(tenant, decision) {
    const found = await looks.findDispute({ tenant, dispute: decision.dispute });
    const made = disputeChangeBy(decision, found);
    return { ...(made && { made }), others: found ? [{ name: standingOf(found) }] : [] };
  },

  refused(decision, _code, read) {
    const found = foundIn(read.disputes, decision);
    // What was sent before may have been done between the look and the refusal, and be the reason for it.
    const own = disputeChangeBy(decision, found);
    if (own) return { kind: 'done', made: own };
    const reason = (found && hindranceOf(decision, found)) ?? 'refused_by_stripe';
    return { kind: 'refused', reason, ...(found && { found }) };
  },

  shown: (decision) => ({
    kind: 'unknown_dispute',
    summary: disputeSummary(decision),
    payment: decision.payment,
  }),
};

function foundIn<D extends { dispute: string }>(all: readonly D[], of: DisputeDecision): D | undefined {
  return all.find((one) => one.dispute === of.dispute);
}
