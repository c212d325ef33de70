import type { PeoplePolicy } from '../../src/domain/people.ts';
import { defaultPolicy } from '../../src/domain/policy.ts';
import type { Staff, StaffRole } from '../../src/domain/staff.ts';
import type { HumanTask } from '../../src/domain/task.ts';
import type { DecisionAct } from '../../src/domain/task-acts.ts';
import { usd } from './records.ts';

export const people: PeoplePolicy = defaultPolicy.people;

export const noon = Date.parse('2026-11-24T12:00:00.000Z');

/** Somebody of support. */
export const staffNamed = (name: string, role: StaffRole = 'admin'): Staff => ({ id: name, name, role });

/** A refund of $250 to approve, which nobody has claimed. */
export function aTask(changed: Partial<HumanTask> = {}): HumanTask {
  return {
    ...{ task: 'intent-1', kind: 'approve_refund', reason: 'payment_cap', summary: 'Refund 250.00 USD' },
    ...{ reference: 'R7K-2MX', payment: 'pi_1', amount: usd(250_00), whole: false, version: 2, changes: 1 },
    ...{ openedAt: '2026-11-24T12:00:00.000Z', dueAt: '2026-11-24T20:00:00.000Z' },
    ...{ verdicts: ['approve', 'refuse', 'contact'], about: {}, priority: 'normal', queue: 'support' },
    ...{ role: 'agent', needed: 1, votes: [], events: [] },
    ...changed,
  };
}

/** A yes to it. */
export function yesBy(by: Staff, changed: Partial<DecisionAct> = {}): DecisionAct {
  return {
    task: 'intent-1',
    by,
    verdict: 'approve',
    reason: 'Long-standing customer',
    version: 2,
    ...changed,
  };
}
