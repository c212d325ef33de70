import type { Client } from '@temporalio/client';
import { searchAttributes } from '../domain/search-attributes.ts';
import { callEnded } from '../workflows/messages.ts';
import { type Answer, problemAnswer } from './answer.ts';
import { within } from './deadline.ts';
import { notHeard } from './not-heard.ts';
import { signalOpen } from './signal-open.ts';
import { readUnanswered } from './temporal-errors.ts';

/** Visibility lags by a moment, so that it is asked again after one. */
const PASSES_MILLISECONDS = [0, 700];

/** Tells all open intents of a call that the caller has gone. Those it cannot find end by silence. */
export async function endCall(
  temporal: Client,
  { tenant, call, language }: { tenant: string; call: string; language: string },
): Promise<Answer> {
  const { at } = within(2_500);
  const query = `${searchAttributes.tenant.name} = '${tenant}' AND ${searchAttributes.call.name} = '${call}' AND ExecutionStatus = 'Running'`;
  const told = new Set<string>();
  try {
    await temporal.withDeadline(at, async () => {
      for (const pause of PASSES_MILLISECONDS) {
        await new Promise((resume) => setTimeout(resume, pause));
        for await (const { workflowId } of temporal.workflow.list({ query })) {
          if (told.has(workflowId)) continue;
          told.add(workflowId);
          await signalOpen(temporal, workflowId, callEnded);
        }
      }
    });
    return { status: 204 };
  } catch (error) {
    return readUnanswered(error).kind === 'silent' ? notHeard(language) : problemAnswer('internal');
  }
}
