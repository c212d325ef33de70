import type { WorkflowHandle } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';
import { payloadCodec } from '../../src/platform/payload-codec.ts';
import { testKeys } from './teller.ts';

const codec = payloadCodec(testKeys);

/** What a Workflow was told so far by one Signal, from its history: also where no worker serves it. */
export async function signalsTo<T>(workflow: WorkflowHandle, signal: string): Promise<T[]> {
  const { events } = await workflow.fetchHistory();
  const signaled = (events ?? []).flatMap(({ workflowExecutionSignaledEventAttributes: one }) =>
    one?.signalName === signal ? (one.input?.payloads ?? []) : [],
  );
  const told = await codec.decode(signaled);
  return told.map((payload) => defaultPayloadConverter.fromPayload<T>(payload));
}
