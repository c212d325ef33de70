import type { SignalDefinition, WorkflowSignalWithStartOptions } from '@temporalio/client';
import { searchAttributes } from '../domain/search-attributes.ts';
import type { World } from './world.ts';

interface Signalled<Said extends [] | [unknown]> {
  readonly tenant: string;
  readonly workflowId: string;
  /** What it starts with, where it does not run. */
  readonly start: object;
  readonly signal: SignalDefinition<Said>;
  readonly said: Said;
  readonly summary: string;
  /** What it can be found by. */
  readonly reference?: string;
  /** Where it is not to be started anew. */
  readonly reuse?: WorkflowSignalWithStartOptions['workflowIdReusePolicy'];
}

/** Signals a tenant's Workflow, which is started where it does not run, with the time-outs of a telephone. */
export async function signalWithStart<Said extends [] | [unknown]>(
  { temporal, taskQueue }: Pick<World, 'temporal' | 'taskQueue'>,
  workflowType: 'lane' | 'watch' | 'guard' | 'dispute_case',
  { tenant, workflowId, start, signal, said, summary, reference, reuse }: Signalled<Said>,
): Promise<void> {
  const signalArgs: unknown[] = [...said];
  await temporal.workflow.signalWithStart(workflowType, {
    workflowId,
    taskQueue,
    workflowTaskTimeout: '2s',
    ...(reuse !== undefined && { workflowIdReusePolicy: reuse }),
    args: [start],
    signal: signal.name,
    signalArgs,
    staticSummary: summary,
    typedSearchAttributes: [
      { key: searchAttributes.tenant, value: tenant },
      ...(reference === undefined ? [] : [{ key: searchAttributes.reference, value: reference }]),
    ],
  });
}
