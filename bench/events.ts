import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { workflowIds } from '../src/domain/ids.ts';

const TENANT = 'demo';
/** A lane stays for a minute after its last entry. */
const LANE_ENDS_MILLISECONDS = 75_000;

/** History events of one intent, with those of the lane it went through. */
export interface Events {
  readonly intent: string;
  readonly own: number;
  readonly lane: number;
  readonly all: number;
  /** Whether the lane had ended, so that no more events came to it. */
  readonly final: boolean;
}

/** Counts a refund's events and its lane's; with `patient`, once the lane has ended. */
export async function refundEvents(
  temporal: Client,
  { intentId, customer }: { intentId: string; customer: string },
  { patient }: { patient: boolean },
): Promise<Events> {
  const own = await historyOf(temporal, workflowIds.intent(TENANT, intentId));
  const laneId = workflowIds.lane(TENANT, customer);
  const deadline = Date.now() + (patient ? LANE_ENDS_MILLISECONDS : 0);
  let lane = await historyOf(temporal, laneId);
  while (!lane.ended && Date.now() < deadline) {
    await pause(1_000);
    lane = await historyOf(temporal, laneId);
  }
  return {
    intent: 'refund',
    own: own.events,
    lane: lane.events,
    all: own.events + lane.events,
    final: lane.ended,
  };
}

/** Counts the events of an intent that writes nothing. */
export async function readingEvents(temporal: Client, intent: string, intentId: string): Promise<Events> {
  const { events } = await historyOf(temporal, workflowIds.intent(TENANT, intentId));
  return { intent, own: events, lane: 0, all: events, final: true };
}

async function historyOf(temporal: Client, workflowId: string): Promise<{ events: number; ended: boolean }> {
  const { historyLength, status } = await temporal.workflow.getHandle(workflowId).describe();
  return { events: historyLength, ended: status.name !== 'RUNNING' };
}
