import type { OpenTask } from '../../../src/cli/tasks/desk.ts';

/** A task that waits for a person, as the desk finds it. */
export const openTask: OpenTask = {
  workflowId: 'intent/demo/one',
  task: 'one-1',
  kind: 'approve_refund',
  reason: 'payment_cap',
  summary: 'Refund 350.00 USD of pi_1',
  reference: 'R7K-2MX',
  version: 1,
  openedAt: '2026-11-24T12:00:00.000Z',
  verdicts: ['approve', 'refuse'],
  about: {},
  changes: 1,
  dueAt: '2026-11-24T20:00:00.000Z',
  priority: 'normal',
  queue: 'support',
  role: 'agent',
  needed: 1,
  votes: [],
  events: [],
};
