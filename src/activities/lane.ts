import type { DiscountDecision, DiscountRecord } from '../domain/discount.ts';
import type { Dispute } from '../domain/dispute.ts';
import { workflowIds } from '../domain/ids.ts';
import type { LaneEntry, Settlement } from '../domain/lane.ts';
import type { Payment, RefundRecord } from '../domain/payment.ts';
import { together } from '../domain/refund.ts';
import type { Subscription } from '../domain/subscription.ts';
import { findDispute } from '../stripe/disputes.ts';
import { findPayment, readHistory } from '../stripe/payments.ts';
import { findSubscription } from '../stripe/subscriptions.ts';
import { enter, settled } from '../workflows/messages.ts';
import { codesIn } from './discount.ts';
import { reading } from './reading.ts';
import { signalWithStart } from './signal-with-start.ts';
import { tell } from './tell.ts';
import type { World } from './world.ts';

/** What has to be read to judge entries of a lane. */
export interface LaneNeeds {
  readonly payments?: readonly string[];
  readonly subscriptions?: readonly string[];
  readonly disputes?: readonly string[];
  /** Decisions on one-time codes: they are judged by all codes of their customer. */
  readonly codes?: readonly DiscountDecision[];
}

/** What a lane's entries are about, where there are payments all refunds, and where there are codes all of them. */
export interface LaneRead {
  readonly payments: readonly Payment[];
  readonly subscriptions: readonly Subscription[];
  readonly disputes: readonly Dispute[];
  readonly history: readonly RefundRecord[];
  readonly codes: readonly DiscountRecord[];
}

export function laneActivities(world: World) {
  const { stripe, temporal, taskQueue, people } = world;
  const { codesFor } = codesIn(world);

  return {
    /** Hands a decision to its customer's lane, which is started where it does not run. A repeat changes nothing. */
    async enterLane({
      tenant,
      lane,
      entry,
    }: {
      tenant: string;
      lane: string;
      entry: LaneEntry;
    }): Promise<void> {
      await signalWithStart({ temporal, taskQueue }, 'lane', {
        tenant,
        workflowId: workflowIds.lane(tenant, lane),
        start: { tenant, lane, people: people(tenant) },
        signal: enter,
        said: [entry],
        summary: 'Writes for one customer, one after the other',
      });
    },

    /** Answers an intent. One that has ended is told nothing: the answer stands at Stripe, for whoever enters again. */
    async answerIntent({ replyTo, answer }: { replyTo: string; answer: Settlement }): Promise<void> {
      await tell(temporal, replyTo, settled, answer);
    },

    /** Reads all that a lane judges by. */
    async readLane(of: { tenant: string; lane: string } & LaneNeeds): Promise<LaneRead> {
      const { reads } = stripe(of.tenant);
      const { payments: wanted = [], subscriptions: named = [], disputes: disputed = [] } = of;
      return reading(async () => {
        const [codes, history, found, subscribed, answered] = await Promise.all([
          codesFor(of.tenant, of.codes ?? []),
          wanted.length > 0 && of.lane.startsWith('cus_') ? readHistory(reads, of.lane) : undefined,
          Promise.all(wanted.map((payment) => findPayment(reads, payment))),
          Promise.all(named.map((subscription) => findSubscription(reads, subscription))),
          Promise.all(disputed.map((dispute) => findDispute(reads, dispute))),
        ]);
        // One that Stripe does not know holds up nobody: its entry is refused.
        const payments = found.filter((payment) => payment !== undefined);
        const subscriptions = subscribed.filter((subscription) => subscription !== undefined);
        const disputes = answered.filter((dispute) => dispute !== undefined);
        // A guest's charge may belong to a customer's payment: its refunds are in no list of that customer's charges.
        return {
          payments,
          subscriptions,
          disputes,
          codes,
          history: together(
            history ?? [],
            payments.flatMap(({ refunds }) => refunds),
          ),
        };
      });
    },
  };
}
