import type { SignalDefinition } from '@temporalio/client';
import { searchAttributes } from '../domain/search-attributes.ts';
import type { World } from './world.ts';

interface Signalled<T> {
  readonly tenant: string;
  readonly workflowId: string;
  /** What it starts with, where it does not run. */
  readonly start: object;
  readonly signal: SignalDefinition<[T]>;
  readonly said: T;
  readonly summary: string;
}

/** Signals a tenant's Workflow, which is started where it does not run, with the time-outs of a telephone. */
export async function signalWithStart<T>(
  { temporal, taskQueue }: Pick<World, 'temporal' | 'taskQueue'>,
  workflowType: 'lane' | 'watch' | 'guard',
  { tenant, workflowId, start, signal, said, summary }: Signalled<T>,
): Promise<void> {
  await temporal.workflow.signalWithStart(workflowType, {
    workflowId,
    taskQueue,
    workflowTaskTimeout: '2s',
    args: [start],
    signal,
    signalArgs: [said],
    staticSummary: summary,
    typedSearchAttributes: [{ key: searchAttributes.tenant, value: tenant }],
  });
}
