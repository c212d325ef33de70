import { aboutActivities } from './about.ts';
import { callerActivities } from './callers.ts';
import { discountActivities } from './discount.ts';
import { disputeActivities } from './dispute.ts';
import { followUpActivities } from './follow-up.ts';
import { guardActivities } from './guard.ts';
import { laneActivities } from './lane.ts';
import { messageActivities } from './message.ts';
import { notificationActivities } from './notification.ts';
import { reconciliationActivities } from './reconciliation.ts';
import { refundActivities } from './refund.ts';
import { subscriptionActivities } from './subscription.ts';
import { watchActivities } from './watch.ts';
import type { World } from './world.ts';

/** Everything that a Workflow can have done in the world. */
export function createActivities(world: World) {
  return {
    ...aboutActivities(world),
    ...callerActivities(world),
    ...followUpActivities(world),
    ...discountActivities(world),
    ...disputeActivities(world),
    ...guardActivities(world),
    ...laneActivities(world),
    ...messageActivities(world),
    ...notificationActivities(world),
    ...reconciliationActivities(world),
    ...refundActivities(world),
    ...subscriptionActivities(world),
    ...watchActivities(world),
  };
}

export type Activities = ReturnType<typeof createActivities>;
