import { type WorkflowHandle, WorkflowUpdateFailedError } from '@temporalio/client';
import type { ApplicationFailure } from '@temporalio/common';
import type { Staff, StaffRole } from '../../src/domain/staff.ts';
import type { HumanTask } from '../../src/domain/task.ts';
import type { DecisionAct, DecisionTaken, TaskRefusal, TaskRefusalType } from '../../src/domain/task-acts.ts';
import { claim, decision, note, release } from '../../src/workflows/messages.ts';

/** What came back of an act: what it did, or why it was refused. */
type Came<T> = T | { readonly refused: TaskRefusalType; readonly about: TaskRefusal };

async function came<T>(acting: Promise<T>): Promise<Came<T>> {
  try {
    return await acting;
  } catch (error) {
    if (!(error instanceof WorkflowUpdateFailedError)) throw error;
    const { type, details } = error.cause as ApplicationFailure;
    return { refused: type as TaskRefusalType, about: (details?.[0] ?? {}) as TaskRefusal };
  }
}

/** A member of staff at one Workflow's task, by Updates as the API sends them. */
export function staffAt(workflow: WorkflowHandle, task: string, name: string, role: StaffRole = 'admin') {
  const by: Staff = { id: name.toLowerCase(), name, role };
  const act = { task, by };
  return {
    by,
    claim: (more: { takeOver?: string; for?: Staff } = {}): Promise<Came<HumanTask>> =>
      came(workflow.executeUpdate(claim, { args: [{ ...act, ...more }] })),
    release: (more: { queue?: 'support' | 'escalation'; reason?: string } = {}): Promise<Came<HumanTask>> =>
      came(workflow.executeUpdate(release, { args: [{ ...act, ...more }] })),
    note: (text: string): Promise<Came<HumanTask>> =>
      came(workflow.executeUpdate(note, { args: [{ ...act, text }] })),
    decide: (more: Partial<Omit<DecisionAct, 'task' | 'by'>> = {}): Promise<Came<DecisionTaken>> =>
      came(
        workflow.executeUpdate(decision, {
          args: [{ ...act, verdict: 'approve', version: 1, reason: `${name} says so`, ...more }],
        }),
      ),
  };
}
