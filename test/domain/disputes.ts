import type { Dispute, DisputeDecision } from '../../src/domain/dispute.ts';
import { DAY_SECONDS } from '../../src/domain/time.ts';
import { NOW, usd } from './records.ts';

/** A chargeback of $100 that waits for an answer, opened yesterday, unless told otherwise. */
export function dispute(of: Partial<Dispute> = {}): Dispute {
  return {
    dispute: 'du_1',
    refundable: false,
    outcome: 'open',
    payment: 'pi_1',
    stage: 'chargeback',
    status: 'needs_response',
    reason: 'fraudulent',
    amount: usd(100_00),
    created: NOW - DAY_SECONDS,
    takesAnswer: true,
    dueBy: NOW + 7 * DAY_SECONDS,
    submissions: 0,
    evidence: {},
    ...of,
  };
}

/** An inquiry that waits for an answer. */
export const asked = (of: Partial<Dispute> = {}): Dispute =>
  dispute({ stage: 'inquiry', status: 'warning_needs_response', refundable: true, ...of });

export function answer(act: DisputeDecision['act'], of: Partial<DisputeDecision> = {}): DisputeDecision {
  return {
    ...{ id: 'du_1-1', dispute: 'du_1', payment: 'pi_1', reference: 'R7K-2MX', decidedAt: NOW },
    act,
    ...of,
  };
}
