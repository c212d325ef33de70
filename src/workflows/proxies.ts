import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';

// Time-outs are a telephone's: what a caller waits for is tried again at once, and given up while they are still there.

/** Three beats in a row may be missed. A caller waits for it where a worker dies while it reads for them. */
const HEARTBEAT_TIMEOUT = '1300ms';

/** Reads that may take longer than a Workflow task should; started before they are needed. */
export const reads = proxyActivities<Activities>({
  startToCloseTimeout: '6s',
  heartbeatTimeout: HEARTBEAT_TIMEOUT,
  scheduleToCloseTimeout: '40s',
  retry: { initialInterval: '250ms', backoffCoefficient: 2, maximumInterval: '5s' },
});

/** Signals to other Workflows. Tried until they arrive: a decision once handed over is never lost. */
export const local = proxyLocalActivities<Activities>({
  startToCloseTimeout: '1200ms',
  retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '5s' },
});

/**
 * A decision's way into the lane, and the lane's no. Not local: what a Local Activity did stays done where the Workflow task
 * is lost in which it ran, but what it followed from is lost with that task, and something else may come first.
 */
export const handing = proxyActivities<Activities>({
  startToCloseTimeout: '1500ms',
  retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '5s' },
});

/** A look at Stripe by a lane or a watch. Short, since it holds up their Workflow task. */
export const quickReads = proxyLocalActivities<Activities>({
  startToCloseTimeout: '1200ms',
  retry: { maximumAttempts: 1 },
});

/** One send, never repeated by the engine: what happens after an unknown outcome is the lane's own story. */
export const writes = proxyActivities<Activities>({
  startToCloseTimeout: '8s',
  scheduleToStartTimeout: '1h',
  heartbeatTimeout: HEARTBEAT_TIMEOUT,
  retry: { maximumAttempts: 1 },
});

/** One look for a write whose outcome is unknown; when to look again is the lane's own story too. */
export const looks = proxyActivities<Activities>({
  startToCloseTimeout: '6s',
  heartbeatTimeout: HEARTBEAT_TIMEOUT,
  retry: { maximumAttempts: 1 },
});

/** A message that a caller waits for on the line. A code is made anew for each try, and the latest one counts. */
export const sends = proxyActivities<Activities>({
  startToCloseTimeout: '8s',
  heartbeatTimeout: '2s',
  scheduleToCloseTimeout: '20s',
  retry: { initialInterval: '250ms', maximumAttempts: 2 },
});

/** What comes after the last reply. Not local: the reply would wait for it. Tried until it is done. */
export const afterwards = proxyActivities<Activities>({
  startToCloseTimeout: '5s',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '30s' },
});

/** A notification to a tenant's own systems: tried for three days, each time after a longer pause of at most 4 hours. */
export const deliveries = proxyActivities<Activities>({
  startToCloseTimeout: '15s',
  heartbeatTimeout: '5s',
  scheduleToCloseTimeout: '76h',
  retry: { initialInterval: '5s', backoffCoefficient: 2, maximumInterval: '4h' },
});

/** A message that nobody waits for, tried for a day. */
export const notices = proxyActivities<Activities>({
  startToCloseTimeout: '15s',
  heartbeatTimeout: '5s',
  scheduleToCloseTimeout: '24h',
  retry: { initialInterval: '2s', backoffCoefficient: 2, maximumInterval: '30m' },
});

/** A sweep over all that happened lately, which nobody waits for. */
export const sweeps = proxyActivities<Activities>({
  startToCloseTimeout: '15m',
  heartbeatTimeout: '10s',
  scheduleToCloseTimeout: '50m',
  retry: { initialInterval: '5s', backoffCoefficient: 2, maximumInterval: '5m' },
});
