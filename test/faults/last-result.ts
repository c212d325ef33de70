import type { Client } from '@temporalio/client';
import { decodeFromPayloadsAtIndex } from '@temporalio/common/lib/internal-non-workflow/index.js';
import type proto from '@temporalio/proto';

type HistoryEvent = proto.temporal.api.history.v1.IHistoryEvent;

/** What an Activity of a Workflow came to the last time, local or not, as the history has it. */
export async function lastResult<T>(
  { workflow, options }: Client,
  workflowId: string,
  activity: string,
): Promise<T | undefined> {
  const { events } = await workflow.getHandle(workflowId).fetchHistory();
  const scheduled = new Set<string>();
  let last: ReturnType<typeof resultOf>;
  for (const event of events ?? []) {
    if (event.activityTaskScheduledEventAttributes?.activityType?.name === activity)
      scheduled.add(String(event.eventId));
    last = resultOf(event, { activity, scheduled }) ?? last;
  }
  if (!last) return undefined;
  const context = { type: 'workflow' as const, namespace: options.namespace, workflowId };
  return decodeFromPayloadsAtIndex<T>(options.loadedDataConverter, 0, last, context);
}

function resultOf(
  event: HistoryEvent,
  { activity, scheduled }: { activity: string; scheduled: ReadonlySet<string> },
) {
  const { activityTaskCompletedEventAttributes: done, markerRecordedEventAttributes: marker } = event;
  if (done && scheduled.has(String(done.scheduledEventId))) return done.result?.payloads;
  if (marker?.markerName !== 'core_local_activity') return undefined;
  const about = Buffer.from(marker.details?.['data']?.payloads?.[0]?.data ?? []).toString();
  return about.includes(`"activity_type":"${activity}"`) ? marker.details?.['result']?.payloads : undefined;
}
